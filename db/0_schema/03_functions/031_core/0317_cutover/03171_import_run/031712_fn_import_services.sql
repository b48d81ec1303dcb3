-- 031712  app.import_services()
-- Imports a service registry, all of it or nothing.

create or replace function app.import_services(document jsonb, options jsonb default '{}')
  returns jsonb
  language sql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
  -- Thousands of rows go through the same few statements; planning each anew would take half the time.
  set plan_cache_mode = force_generic_plan
as $$
  select specql_cutover.run_import(kind => 'services', document => import_services.document, options => import_services.options);
$$;

comment on function app.import_services(jsonb, jsonb) is
  'Imports a service registry. Options: source, file_hash, dry_run, quarantine, timezone. Returns the report {run_id, kind, source, '
  'dry_run, written, counts, tables, changes, rejects}. Without quarantine a rejected row keeps everything out. SG112, SG113, '
  'SG114: the document or the options are wrong.';

grant execute on function app.import_services(jsonb, jsonb) to specql_admin;
