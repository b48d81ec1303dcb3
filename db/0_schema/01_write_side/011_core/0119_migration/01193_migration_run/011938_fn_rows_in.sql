-- 011938  specql_governance.rows_in()
-- How many rows a table has, roughly; never zero for one that has any.

create or replace function specql_governance.rows_in(table_id oid)
  returns bigint
  language plpgsql
  stable
as $$
declare
  v_count bigint;
  v_class record;
begin
  select c.reltuples, c.relkind, c.relname, n.nspname into v_class
  from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace where c.oid = table_id;
  if v_class.reltuples > 10000 then
    return v_class.reltuples::bigint;
  end if;
  if has_table_privilege(table_id, 'select') and has_schema_privilege(v_class.nspname, 'usage') then
    execute format('select count(*) from (select from %I.%I limit 10001) as s', v_class.nspname, v_class.relname) into v_count;
    return greatest(v_count, v_class.reltuples::bigint * (v_count > 0)::integer);
  end if;
  return case
    when v_class.reltuples > 0 then v_class.reltuples::bigint
    -- Never analyzed: by its pages.
    else pg_relation_size(table_id) / 100 end;
end;
$$;

comment on function specql_governance.rows_in(oid) is
  'Exact up to 10,000 rows where we may read the table, else the planner''s estimate, or one by the table''s size.';
