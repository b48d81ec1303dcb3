-- 031421  app.waive_policy_rule()
-- Lets a rule be broken in one place, for a reason and until a day.

create or replace function app.waive_policy_rule(rule_id text, scope text, reason text, expires_at timestamptz)
  returns app.policy_waivers
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_pk    constant bigint := specql_governance.policy_rule_pk(waive_policy_rule.rule_id);
  v_scope text;
  v_id    uuid;
  v_row   app.policy_waivers;
begin
  if scope is null then
    raise exception using
      errcode = 'SG102', message = 'scope is missing',
      hint = 'Write all, domain:NAME, subdomain:DOMAIN/NAME, table:SCHEMA.NAME or request:ID.', column = 'scope';
  end if;
  v_scope := specql_governance.checked_scope(scope => waive_policy_rule.scope, with_requests => true);
  if coalesce(btrim(reason), '') = '' then
    raise exception using
      errcode = 'SG102', message = 'reason is missing',
      hint = 'Say why it is right here: whoever meets the waiver later wants to know.', column = 'reason';
  end if;
  perform common.checked_text(reason, 'reason', 2000);
  if expires_at is null or expires_at <= now() or expires_at > now() + interval '2 years' then
    raise exception using
      errcode = case when expires_at is null then 'SG102' else 'SG198' end,
      message = case when expires_at is null then 'expires_at is missing' else 'expires_at must lie within the next two years' end,
      hint = 'A waiver ends, so that somebody looks at it again.', column = 'expires_at';
  end if;

  insert into specql_governance.tb_policy_waiver (fk_policy_rule, scope, reason, expires_at)
  values (v_pk, v_scope, btrim(waive_policy_rule.reason), waive_policy_rule.expires_at)
  returning id into v_id;
  select w.* into v_row from app.policy_waivers as w where w.id = v_id;
  perform specql_audit.record_decision(
    stream => 'policy', action => 'waive_rule', subject_kind => 'policy_waiver', subject_id => v_id,
    payload => to_jsonb(v_row) || jsonb_build_object('policy', specql_governance.policy_snapshot()),
    policy_version => specql_governance.policy_version());
  return v_row;
end;
$$;

comment on function app.waive_policy_rule(text, text, text, timestamptz) is
  'Waives a rule (by id or slug) in a scope: all, domain:NAME, subdomain:DOMAIN/NAME, table:SCHEMA.NAME or request:ID. What it covers '
  'is reported as waived. SG102: no reason, scope or end. SG197: scope. SG198: the end lies in the past or too far off. SG215: no such rule.';

grant execute on function app.waive_policy_rule(text, text, text, timestamptz) to specql_admin;
