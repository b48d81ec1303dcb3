-- 031612  app.latest_changes()
-- What was changed last.

create or replace function app.latest_changes(table_name text default null, "limit" integer default 50)
  returns setof app.audit_log
  language sql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
  select a.*
  from app.audit_log as a
  where latest_changes.table_name is null
    or a.table_name in (latest_changes.table_name, 'tb_' || latest_changes.table_name)
    or a.table_schema || '.' || a.table_name = latest_changes.table_name
  order by a.changed_at desc
  limit least(greatest(coalesce(latest_changes."limit", 50), 0), 1000);
$$;

comment on function app.latest_changes(text, integer) is
  'The newest changes of one table or of all, newest first, at most 1000. The table is named with or without its schema or '
  'the prefix tb_.';

grant execute on function app.latest_changes(text, integer) to specql_reader;
