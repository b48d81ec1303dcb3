-- 01141F  specql_governance.policy_snapshot()
-- The rule set as it is now, small enough to be kept with each decision.

create or replace function specql_governance.policy_snapshot()
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_rules jsonb;
begin
  select jsonb_build_object(
    'rules', (
      select jsonb_object_agg(r.rule_id, jsonb_build_array(r.severity, r.request_severity, r.new_table_severity, r.parameters))
      from specql_governance.effective_rules() as r where r.enabled),
    'settings', coalesce((
      select jsonb_agg(jsonb_build_array(r.rule_id, s.scope, s.enabled, s.severity, s.parameters) order by r.rule_id, s.scope)
      from specql_governance.tb_policy_setting as s
        join specql_governance.tb_policy_rule as r on r.pk_policy_rule = s.fk_policy_rule
      where s.scope <> 'all'), '[]'),
    'waivers', coalesce((
      select jsonb_agg(jsonb_build_array(r.rule_id, w.scope, w.reason, w.expires_at) order by r.rule_id, w.scope, w.id)
      from specql_governance.tb_policy_waiver as w
        join specql_governance.tb_policy_rule as r on r.pk_policy_rule = w.fk_policy_rule
      where w.revoked_at is null and w.expires_at > now()), '[]')
  ) into v_rules;
  return jsonb_build_object(
    'version', specql_governance.policy_version(),
    'hash', encode(sha256(convert_to(v_rules::text, 'UTF8')), 'hex')
  ) || v_rules;
end;
$$;

comment on function specql_governance.policy_snapshot() is
  'version, hash (SHA-256 of what follows), rules that are on with severities and parameters, scoped settings, and live waivers.';
