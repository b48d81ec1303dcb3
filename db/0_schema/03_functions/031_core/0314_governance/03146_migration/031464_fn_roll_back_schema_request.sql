-- 031464  app.roll_back_schema_request()
-- Takes an applied request back.

create or replace function app.roll_back_schema_request(request_id uuid, allow_data_loss boolean default false)
  returns app.schema_requests
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
  v_row       app.schema_requests;
  v_setting   constant text := coalesce(current_setting('specql.allow_data_loss', true), '');
begin
  perform specql_governance.take_migration_turn();
  v_request := specql_governance.locked_request(request_id);
  if v_request.status <> 'migrated' then
    perform specql_governance.refuse(
      'SG364', format('the request is %s', v_request.status), null, 'Only what was applied is rolled back.',
      'request_id', v_request.id);
  end if;
  select m.* into v_migration from specql_governance.tb_migration as m
  where m.fk_schema_request = v_request.pk_schema_request and m.content_hash = v_request.approved_hash
  for update;
  if v_migration.direction is null then
    perform specql_governance.refuse_drifted(v_migration);
    update specql_governance.tb_migration as m set direction = 'down', done_steps = '{}' where m.pk_migration = v_migration.pk_migration;
  end if;

  -- The caller's own setting counts for nothing; what counts is what he says here.
  perform set_config('specql.allow_data_loss', case when allow_data_loss then 'on' else 'off' end, true);
  if specql_governance.go_on(v_migration.pk_migration) then
    perform specql_governance.finish_migration(v_migration.pk_migration);
  end if;
  perform set_config('specql.allow_data_loss', v_setting, true);
  select q.* into v_row from app.schema_requests as q where q.id = roll_back_schema_request.request_id;
  return v_row;
end;
$$;

comment on function app.roll_back_schema_request(uuid, boolean) is
  'Runs the migration''s way back. It refuses (SG523) with the number of rows where data that came later would be lost, '
  'unless allow_data_loss. SG270: no such request. SG360: another migration is under way. SG362: the tables have changed '
  'since. SG364: the request is not applied.';

grant execute on function app.roll_back_schema_request(uuid, boolean) to specql_admin;
