-- 031B44  app.import_memory()
-- Imports a memory workspace, all of it or nothing.

create or replace function app.import_memory(document jsonb, options jsonb default '{}')
  returns jsonb
  language sql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
  set jit = off
as $$
  select specql_cutover.import_document(kind => 'memory', document => import_memory.document, options => import_memory.options);
$$;

comment on function app.import_memory(jsonb, jsonb) is
  'Imports a memory workspace: {tables: {name: {columns, rows}}}. Options: source, file_hash, dry_run, quarantine, timezone (UTC). Returns the report {run_id, kind, source, '
  'dry_run, written, counts, tables, changes, rejects}. Without quarantine a rejected row keeps everything out. Large files go in by '
  'begin_import(). SG112, SG113, SG114: the document or the options are wrong. SG328: another import is not finished.';

grant execute on function app.import_memory(jsonb, jsonb) to specql_admin;
