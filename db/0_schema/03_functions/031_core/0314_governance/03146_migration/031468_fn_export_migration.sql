-- 031468  app.export_migration()
-- An approved request as text for the migration of a graphile-migrate project.

create or replace function app.export_migration(request_id uuid)
  returns text
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
  set jit = off
  set plan_cache_mode = force_generic_plan
  set standard_conforming_strings = on
as $$
declare
  v_request   specql_governance.tb_schema_request;
  v_migration specql_governance.tb_migration;
begin
  v_request := specql_governance.locked_request(request_id);
  if v_request.status not in ('approved', 'migrated') then
    perform specql_governance.refuse(
      'SG527', format('the request is %s', v_request.status), null, 'Only what was approved is carried on.', 'request_id', v_request.id);
  end if;
  v_migration := specql_governance.migration_of(v_request.pk_schema_request, false);
  if v_migration.started_at is null then
    perform specql_governance.refuse_unproven(v_migration);
  end if;
  return specql_governance.export_of(v_request.id, v_migration.content_hash, v_migration.written);
end;
$$;

comment on function app.export_migration(uuid) is
  'SQL that can be run again and again, in the one transaction that graphile-migrate makes: it begins with the request''s '
  'id and hash, so that it is found again. Where a step does not belong into a transaction on a table with rows, it refuses '
  'there and says what to run first. SG270: no such request. SG527: not approved.';

grant execute on function app.export_migration(uuid) to specql_author, specql_reviewer;
