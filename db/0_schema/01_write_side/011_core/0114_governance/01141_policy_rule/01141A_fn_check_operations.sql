-- 01141A  specql_governance.check_operations()
-- Holds a change against the rules: gathers facts, runs the checks, adds severity, waivers and words.

create or replace function specql_governance.check_operations(operations jsonb, context jsonb default '{}')
  returns setof app.policy_violations
  language plpgsql
  stable
  -- The lists are short and always alike: planning anew for each costs more than it gains.
  set plan_cache_mode = force_generic_plan
as $$
declare
  v_context  constant jsonb := coalesce(context, '{}');
  v_scopes   constant text[] := specql_governance.scopes_of(v_context);
  v_request  constant boolean := coalesce(v_context ->> 'profile' = 'request', false);
  v_change   specql_governance.change;
  v_facts    jsonb;
  v_kinds    text[];
  v_rules    jsonb;
  v_findings specql_governance.finding[];
  v_somewhere text[];
begin
  if jsonb_typeof(operations) is distinct from 'array' then
    raise exception using
      errcode = 'SG191', message = 'operations must be array',
      hint = 'docs/operations.md shows the form.', column = 'operations';
  end if;
  v_facts := case
    when coalesce((v_context ->> 'only_facts')::boolean, false) then v_context -> 'facts'
    else specql_governance.catalog_facts(operations, v_context) || coalesce(v_context -> 'facts', '{}')
  end;
  if (v_context ->> 'ignore_sizes')::boolean then
    v_facts := specql_governance.facts_without_sizes(v_facts);
  end if;
  v_change := specql_governance.change_of(operations, v_context);
  v_kinds := specql_governance.kinds_of(v_change);

  v_somewhere := array(
    select p.rule_id
    from specql_governance.tb_policy_setting as t
      join specql_governance.tb_policy_rule as p on p.pk_policy_rule = t.fk_policy_rule
    where t.enabled and starts_with(t.scope, 'table:'));
  -- A rule that is on anywhere is checked; where it is off, its findings are dropped below.
  select jsonb_object_agg(r.rule_id, jsonb_build_object(
    'check', r.check_function, 'parameters', r.parameters, 'severity', case when v_request then r.request_severity else r.severity end,
    'new', r.new_table_severity, 'enabled', r.enabled))
  into v_rules
  from specql_governance.effective_rules(v_scopes) as r
  where r.applies_to && v_kinds
    and (r.enabled or r.rule_id = any (v_somewhere))
    -- A request is no file: it has no grants, rows or transactions of its own.
    and not (v_request and r.check_function in ('check_rights', 'check_data')
      or v_request and v_kinds <@ '{create,request}' and r.check_function = 'check_transactions'
        and not coalesce(v_facts -> 'request', '{}') ? 'sql_bytes');
  if v_rules is null then
    return;
  end if;
  v_findings := specql_governance.run_checks(operations, v_change, v_facts, v_rules);
  if exists (select from specql_governance.tb_policy_setting as t where t.parameters is not null and starts_with(t.scope, 'table:')) then
    v_findings := specql_governance.rescoped_findings(v_findings, operations, v_change, v_facts, v_rules);
  end if;
  if cardinality(v_findings) = 0 then
    return;
  end if;

  return query
    select f.rule_id,
      case when w.reason is not null then 'info' else s.severity end,
      coalesce(f.path, nullif(concat_ws('.', f.object, f.arguments ->> 'column'), '')),
      specql_governance.filled(r.wording, f.arguments),
      specql_governance.filled(r.suggestion, f.arguments),
      f.statement, f.location, w.reason
    from unnest(v_findings) with ordinality as f (rule_id, n, path, statement, location, object, is_new, arguments, position)
      join specql_governance.tb_policy_rule as r on r.rule_id = f.rule_id
      left join specql_governance.tb_policy_setting as t
        on t.fk_policy_rule = r.pk_policy_rule and t.scope = 'table:' || f.object
      cross join lateral (
        select
          coalesce(t.severity, v_rules #>> array[f.rule_id, case when f.is_new then 'new' else 'severity' end]) as severity,
          coalesce(t.enabled, (v_rules #>> array[f.rule_id, 'enabled'])::boolean) as enabled
      ) as s
      left join lateral (
        select a.value ->> 'reason' as reason
        from jsonb_array_elements(coalesce(v_context -> 'allowed', '[]')) as a (value)
        where (a.value -> 'rules' ? f.rule_id or a.value -> 'rules' ? r.slug)
          and (a.value ->> 'statement')::integer = f.statement
        union all
        select v.reason
        from specql_governance.tb_policy_waiver as v
        where v.fk_policy_rule = r.pk_policy_rule and v.revoked_at is null and v.expires_at > now()
          and (v.scope = any (v_scopes) or v.scope = 'table:' || f.object)
        limit 1
      ) as w on true
    where s.enabled
    order by case when w.reason is not null then 3 else array_position(array['error', 'warning', 'info'], s.severity) end,
      f.statement, f.n, f.position;
end;
$$;

comment on function specql_governance.check_operations(jsonb, jsonb) is
  'What in the operations breaks a rule: errors, then warnings, then information. context: profile (request or lint), schema, table, '
  'domain, subdomain, request_id, wrapped, facts (added to the catalog''s), allowed (exceptions written in a file).';
