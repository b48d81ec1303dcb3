-- 031611  app.audit_history()
-- What happened to the rows of a table.

create or replace function app.audit_history(table_name text)
  returns setof app.audit_log
  language sql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
  select a.*
  from app.audit_log as a
  where a.table_name in (audit_history.table_name, 'tb_' || audit_history.table_name)
    or a.table_schema || '.' || a.table_name = audit_history.table_name
  order by a.changed_at;
$$;

comment on function app.audit_history(text) is
  'The change log of one table, oldest first. The table is named with or without its schema or the prefix tb_.';

grant execute on function app.audit_history(text) to specql_reader;
