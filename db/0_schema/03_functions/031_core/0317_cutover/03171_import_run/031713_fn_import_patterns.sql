-- 031713  app.import_patterns()
-- Imports a pattern library, all of it or nothing.

create or replace function app.import_patterns(document jsonb, options jsonb default '{}')
  returns jsonb
  language sql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
  -- Compiling the plan takes a hundred times as long as running it.
  set jit = off
  -- Thousands of rows go through the same few statements; planning each anew would take half the time.
  set plan_cache_mode = force_generic_plan
as $$
  select specql_cutover.run_import(kind => 'patterns', document => import_patterns.document, options => import_patterns.options);
$$;

comment on function app.import_patterns(jsonb, jsonb) is
  'Imports a pattern library. Options: source, file_hash, dry_run, quarantine, timezone. Returns the report {run_id, kind, source, '
  'dry_run, written, counts, tables, changes, rejects}. Without quarantine a rejected row keeps everything out. SG112, SG113, '
  'SG114: the document or the options are wrong.';

grant execute on function app.import_patterns(jsonb, jsonb) to specql_admin;
