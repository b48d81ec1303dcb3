-- 031463  app.apply_schema_request()
-- Takes an approved request into the database.

create or replace function app.apply_schema_request(request_id uuid)
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
begin
  perform specql_governance.take_migration_turn();
  v_request := specql_governance.locked_request(request_id);
  if v_request.status <> 'approved' then
    perform specql_governance.refuse(
      case when v_request.status = 'migrated' then 'SG364' else 'SG527' end,
      format('the request is %s', v_request.status), null,
      case v_request.status when 'migrated' then 'It was applied already.' else 'Only an approved request is applied.' end,
      'request_id', v_request.id);
  end if;
  v_migration := specql_governance.migration_of(v_request.pk_schema_request, false);
  if v_migration.content_hash is distinct from v_request.approved_hash then
    perform specql_governance.refuse('SG527', 'what is to be applied is not what was approved', null,
      'Have the current revision approved.', 'request_id', v_request.id);
  end if;
  if v_migration.started_at is null then
    perform specql_governance.check_approval(v_request.pk_schema_request);
    perform specql_governance.refuse_unproven(v_migration);
    update specql_governance.tb_migration as m set direction = 'up', done_steps = '{}', started_at = clock_timestamp()
    where m.pk_migration = v_migration.pk_migration;
  end if;

  if specql_governance.go_on(v_migration.pk_migration) then
    perform specql_governance.finish_migration(v_migration.pk_migration);
  end if;
  select q.* into v_row from app.schema_requests as q where q.id = apply_schema_request.request_id;
  return v_row;
end;
$$;

comment on function app.apply_schema_request(uuid) is
  'Applies what was approved and proven, one migration at a time. Where steps must be committed apart, each call does the '
  'next of them and the request stays approved until the last; app.pending_steps() lists what is left. SG270: no such '
  'request. SG360: another migration is under way. SG362: the tables are not those that were proven. SG364: applied '
  'already. SG452 to SG454, SG527: not approved. SG523 to SG525, SG529: it cannot go in.';

grant execute on function app.apply_schema_request(uuid) to specql_admin;
