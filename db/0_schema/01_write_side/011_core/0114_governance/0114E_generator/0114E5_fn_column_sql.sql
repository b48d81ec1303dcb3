-- 0114E5  specql_governance.column_sql()
-- A column's facts as the definition in create table and add column.

create or replace function specql_governance.column_sql(facts jsonb)
  returns text
  language plpgsql
  immutable
as $$
begin
  return (
    select format('%I ', facts ->> 'name')
      || case facts ->> 'serial'
          when 'integer' then 'serial' when 'bigint' then 'bigserial' when 'smallint' then 'smallserial'
          else facts ->> 'type' end
      || coalesce(' collate ' || (facts ->> 'collation'), '')
      || case when facts ->> 'serial' is null then coalesce(' default ' || (facts ->> 'default'), '') else '' end
      || coalesce(' generated ' || (facts ->> 'identity') || ' as identity', '')
      || coalesce(' generated always as (' || (facts ->> 'generated') || ') stored', '')
      || case when not (facts ->> 'nullable')::boolean then ' not null' else '' end
  );
end;
$$;

comment on function specql_governance.column_sql(jsonb) is
  'name type [collate] [default | generated] [not null].';
