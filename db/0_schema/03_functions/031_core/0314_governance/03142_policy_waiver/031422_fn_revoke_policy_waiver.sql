-- 031422  app.revoke_policy_waiver()
-- Ends a waiver before its day.

create or replace function app.revoke_policy_waiver(waiver_id uuid)
  returns app.policy_waivers
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_row app.policy_waivers;
begin
  -- The row's lock makes the second of two callers see what the first did.
  perform from specql_governance.tb_policy_waiver as w where w.id = waiver_id for update;
  select w.* into v_row from app.policy_waivers as w where w.id = waiver_id;
  if not found then
    raise exception using
      errcode = case when waiver_id is null then 'SG102' else 'SG216' end,
      message = case when waiver_id is null then 'waiver_id is missing' else format('there is no waiver %s', waiver_id) end,
      hint = 'specql policy waivers lists them.', column = 'waiver_id';
  end if;
  if v_row.revoked_at is not null then
    return v_row;
  end if;
  update specql_governance.tb_policy_waiver as w
  set revoked_at = clock_timestamp(), revoked_by = common.current_actor()
  where w.id = waiver_id;
  select w.* into v_row from app.policy_waivers as w where w.id = waiver_id;
  perform specql_audit.record_decision(
    stream => 'policy', action => 'revoke_waiver', subject_kind => 'policy_waiver', subject_id => waiver_id,
    payload => to_jsonb(v_row) || jsonb_build_object('policy', specql_governance.policy_snapshot()),
    policy_version => specql_governance.policy_version());
  return v_row;
end;
$$;

comment on function app.revoke_policy_waiver(uuid) is
  'Revokes a waiver; one that was revoked stays as it is. SG216: there is no such waiver.';

grant execute on function app.revoke_policy_waiver(uuid) to specql_admin;
