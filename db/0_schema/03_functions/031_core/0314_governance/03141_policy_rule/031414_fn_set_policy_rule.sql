-- 031414  app.set_policy_rule()
-- Switches a rule on or off, or changes how bad it is, everywhere or in one place.

create or replace function app.set_policy_rule(
  rule_id    text,
  enabled    boolean default null,
  severity   text default null,
  scope      text default 'all',
  parameters jsonb default null
)
  returns app.policy_rules
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_pk    constant bigint := specql_governance.policy_rule_pk(set_policy_rule.rule_id);
  v_scope constant text := specql_governance.checked_scope(scope => set_policy_rule.scope, with_requests => false);
  v_known jsonb;
  v_name  text;
  v_before jsonb;
  v_row   app.policy_rules;
begin
  if severity is not null and severity <> all (array['error', 'warning', 'info']) then
    raise exception using
      errcode = 'SG198', message = 'severity is not one of those that there are',
      detail = format('It reads %s.', quote_literal(left(severity, 40))),
      hint = 'It can be error, warning or info.', column = 'severity';
  end if;
  select r.parameters into v_known from specql_governance.tb_policy_rule as r where r.pk_policy_rule = v_pk;
  if parameters is not null then
    if jsonb_typeof(parameters) <> 'object' then
      raise exception using
        errcode = 'SG198', message = 'parameters must be an object',
        hint = format('This rule has %s.', v_known), column = 'parameters';
    end if;
    -- A parameter of another name or kind would be ignored by the check, or break it.
    for v_name in select k from jsonb_object_keys(parameters) as k loop
      if not v_known ? v_name or jsonb_typeof(v_known -> v_name) <> jsonb_typeof(parameters -> v_name) then
        raise exception using
          errcode = 'SG198', message = format('parameter %s does not fit the rule', quote_literal(left(v_name, 63))),
          hint = format('This rule has %s.', left(v_known::text, 300)), column = 'parameters';
      end if;
    end loop;
    perform specql_governance.check_patterns_compile(parameters);
  end if;

  -- One at a time for each rule: the record below says what was there before.
  perform from specql_governance.tb_policy_rule as r where r.pk_policy_rule = v_pk for update;
  select to_jsonb(s) - '{pk_policy_setting,fk_policy_rule}'::text[] into v_before
  from specql_governance.tb_policy_setting as s where s.fk_policy_rule = v_pk and s.scope = v_scope;
  insert into specql_governance.tb_policy_setting as s (fk_policy_rule, scope, enabled, severity, parameters)
  values (v_pk, v_scope, set_policy_rule.enabled, set_policy_rule.severity, set_policy_rule.parameters)
  on conflict on constraint uq_tb_policy_setting__rule_scope do update set
    enabled = excluded.enabled, severity = excluded.severity, parameters = excluded.parameters;

  select p.* into v_row from app.policy_rules as p
  where p.id = (select r.id from specql_governance.tb_policy_rule as r where r.pk_policy_rule = v_pk);
  perform specql_audit.record_decision(
    stream => 'policy', action => 'set_rule', subject_kind => 'policy_rule', subject_id => v_row.id,
    payload => jsonb_build_object('rule_id', v_row.rule_id, 'scope', v_scope, 'enabled', enabled, 'severity', severity,
      'parameters', parameters, 'before', v_before, 'policy', specql_governance.policy_snapshot()),
    policy_version => specql_governance.policy_version());
  return v_row;
end;
$$;

comment on function app.set_policy_rule(text, boolean, text, text, jsonb) is
  'Sets a rule (by id or slug) in a scope: all, domain:NAME, subdomain:DOMAIN/NAME or table:SCHEMA.NAME. What is not given holds again '
  'as in the wider scope. Returns the rule as it holds everywhere. SG197: scope. SG198: severity or parameters. SG215: no such rule.';

grant execute on function app.set_policy_rule(text, boolean, text, text, jsonb) to specql_admin;
