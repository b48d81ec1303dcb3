-- 0317A1  app.import_types()
-- Imports a type registry, all of it or nothing.

create or replace function app.import_types(document jsonb, options jsonb default '{}')
  returns jsonb
  language sql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
  select specql_cutover.run_import(kind => 'types', document => import_types.document, options => import_types.options);
$$;

comment on function app.import_types(jsonb, jsonb) is
  'Imports a type registry: scalars, composites, rich types, aliases. Options: source, file_hash, dry_run, quarantine, timezone and '
  'replace (a type that exists and differs takes what the file says; without it the difference is reported). Returns the report '
  '{run_id, kind, source, dry_run, written, counts, tables, changes, rejects}. Without quarantine a rejected row keeps everything '
  'out. SG112, SG113: the document or the options are wrong.';

grant execute on function app.import_types(jsonb, jsonb) to specql_admin;
