-- 0114E7  specql_governance.constraint_sql()
-- A constraint's facts as its definition.

create or replace function specql_governance.constraint_sql(facts jsonb)
  returns text
  language plpgsql
  immutable
as $$
begin
  return (
    select case facts ->> 'kind'
        when 'primary_key' then coalesce(facts ->> 'definition', format('primary key (%s)', c.names))
        when 'unique' then coalesce(facts ->> 'definition', format('unique (%s)', c.names))
        when 'exclude' then facts ->> 'definition'
        when 'check' then format('check (%s)', facts ->> 'expression')
        when 'foreign_key' then format('foreign key (%s) references %I.%I', c.names,
            facts #>> '{references,schema}', facts #>> '{references,table}')
          || coalesce(' (' || nullif(r.names, '') || ')', '')
          || case when facts #>> '{references,match}' = 'full' then ' match full' else '' end
          || coalesce(' on update ' || nullif(facts #>> '{references,on_update}', 'no action'), '')
          || coalesce(' on delete ' || nullif(facts #>> '{references,on_delete}', 'no action'), '')
      end
      || case when facts ->> 'kind' <> 'check' and facts ->> 'definition' is null
        and (facts ->> 'deferrable')::boolean then ' deferrable' else '' end
      || case when facts ->> 'kind' <> 'check' and facts ->> 'definition' is null
        and (facts ->> 'deferred')::boolean then ' initially deferred' else '' end
    from (
      select string_agg(format('%I', n.name), ', ' order by n.position) as names
      from jsonb_array_elements_text(facts -> 'columns') with ordinality as n (name, position)
    ) as c, (
      select string_agg(format('%I', n.name), ', ' order by n.position) as names
      from jsonb_array_elements_text(coalesce(facts #> '{references,columns}', '[]')) with ordinality as n (name, position)
    ) as r
  );
end;
$$;

comment on function specql_governance.constraint_sql(jsonb) is
  'What stands after the constraint''s name. definition, where there is one, came from the catalog.';
