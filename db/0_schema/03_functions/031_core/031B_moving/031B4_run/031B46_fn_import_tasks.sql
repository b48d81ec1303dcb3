-- 031B46  app.import_tasks()
-- Imports agent tasks, all of it or nothing.

create or replace function app.import_tasks(document jsonb, options jsonb default '{}')
  returns jsonb
  language sql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
  set jit = off
as $$
  select specql_cutover.import_document(kind => 'tasks', document => import_tasks.document, options => import_tasks.options);
$$;

comment on function app.import_tasks(jsonb, jsonb) is
  'Imports agent tasks. Options: source, file_hash, dry_run, quarantine, timezone (UTC). Returns the report {run_id, kind, source, '
  'dry_run, written, counts, tables, changes, rejects}. Without quarantine a rejected row keeps everything out. Large files go in by '
  'begin_import(). SG112, SG113, SG114: the document or the options are wrong. SG328: another import is not finished.';

grant execute on function app.import_tasks(jsonb, jsonb) to specql_admin;
