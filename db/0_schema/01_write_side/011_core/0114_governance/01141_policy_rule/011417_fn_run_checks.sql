-- 011417  specql_governance.run_checks()
-- Calls each check function that has a rule to keep, once.

create or replace function specql_governance.run_checks(
  operations jsonb,
  change     specql_governance.change,
  facts      jsonb,
  rules      jsonb
)
  returns specql_governance.finding[]
  language plpgsql
  stable
as $$
declare
  v_findings specql_governance.finding[] := '{}';
  v_part     specql_governance.finding[];
  v_settings jsonb;
  v_ids      text[];
  v_names    text[];
  v_check    record;
begin
  -- The rules are taken apart once.
  select jsonb_object_agg(r.key, r.value -> 'parameters'), array_agg(r.key), array_agg(r.value ->> 'check')
  into v_settings, v_ids, v_names
  from jsonb_each(rules) as r;
  for v_check in
    select r.function_name, array_agg(r.rule_id) as rule_ids
    from unnest(v_names, v_ids) as r (function_name, rule_id)
    group by r.function_name
    order by 1
  loop
    -- Written out, so that each call is planned once in a session.
    case v_check.function_name
      when 'check_names' then
        select array_agg(f) into v_part from specql_governance.check_names(change, facts, v_settings) as f;
      when 'check_tables' then
        select array_agg(f) into v_part from specql_governance.check_tables(change, facts, v_settings) as f;
      when 'check_columns' then
        select array_agg(f) into v_part from specql_governance.check_columns(change, facts, v_settings) as f;
      when 'check_indexes' then
        select array_agg(f) into v_part from specql_governance.check_indexes(change, facts, v_settings) as f;
      when 'check_constraints' then
        select array_agg(f) into v_part from specql_governance.check_constraints(change, facts, v_settings) as f;
      when 'check_locks' then
        select array_agg(f) into v_part from specql_governance.check_locks(change, facts, v_settings) as f;
      when 'check_breakage' then
        select array_agg(f) into v_part from specql_governance.check_breakage(change, facts, v_settings) as f;
      when 'check_transactions' then
        select array_agg(f) into v_part from specql_governance.check_transactions(change, facts, v_settings) as f;
      when 'check_data' then
        select array_agg(f) into v_part from specql_governance.check_data(change, facts, v_settings) as f;
      when 'check_rights' then
        select array_agg(f) into v_part from specql_governance.check_rights(change, facts, v_settings) as f;
      when 'check_requests' then
        select array_agg(f) into v_part from specql_governance.check_requests(change, facts, v_settings) as f;
      when 'check_pattern' then
        select array_agg(f) into v_part from specql_governance.check_pattern(change, facts, v_settings) as f;
      else
        v_part := specql_governance.custom_findings(v_check.function_name, v_check.rule_ids, operations, change, facts, v_settings);
    end case;
    v_findings := v_findings || v_part;
  end loop;
  return v_findings;
end;
$$;

comment on function specql_governance.run_checks(jsonb, specql_governance.change, jsonb, jsonb) is
  'All findings of the rules given as {rule_id: {check, parameters}}.';
