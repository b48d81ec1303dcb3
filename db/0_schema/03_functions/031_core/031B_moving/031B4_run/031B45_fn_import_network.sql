-- 031B45  app.import_network()
-- Imports a network store, all of it or nothing.

create or replace function app.import_network(document jsonb, options jsonb default '{}')
  returns jsonb
  language sql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
  set jit = off
as $$
  select specql_cutover.import_document(kind => 'network', document => import_network.document, options => import_network.options);
$$;

comment on function app.import_network(jsonb, jsonb) is
  'Imports a network store. Options: source, file_hash, dry_run, quarantine, timezone (UTC). Returns the report {run_id, kind, source, '
  'dry_run, written, counts, tables, changes, rejects}. Without quarantine a rejected row keeps everything out. Large files go in by '
  'begin_import(). SG112, SG113, SG114: the document or the options are wrong. SG328: another import is not finished.';

grant execute on function app.import_network(jsonb, jsonb) to specql_admin;
