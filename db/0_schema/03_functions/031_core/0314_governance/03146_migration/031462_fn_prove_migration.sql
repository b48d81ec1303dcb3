-- 031462  app.prove_migration()
-- Tries a request's migration on a copy: there, back, and there again.

create or replace function app.prove_migration(request_id uuid)
  returns jsonb
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
  set jit = off
  set plan_cache_mode = force_generic_plan
  set standard_conforming_strings = on
as $$
declare
  v_request constant bigint := specql_governance.found_request(request_id);
  v_migration specql_governance.tb_migration;
begin
  v_migration := specql_governance.migration_of(v_request, true);
  return v_migration.proof;
end;
$$;

comment on function app.prove_migration(uuid) is
  'Runs the migration on empty copies of the tables and their neighbours, in a subtransaction that is always rolled back: up, '
  'up (changes nothing), down, up. Returns {proven, problems, prints, locks, rewrites, steps, ms} and remembers it: '
  'app.apply_schema_request() refuses when the tables are no longer those that were proven. SG270: no such request.';

grant execute on function app.prove_migration(uuid) to specql_author, specql_reviewer, specql_agent;
