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
  v_settings constant jsonb := (select jsonb_object_agg(r.key, r.value -> 'parameters') from jsonb_each(rules) as r);
  v_check    record;
begin
  for v_check in
    select r.value ->> 'check' as function_name, array_agg(r.key) as rule_ids
    from jsonb_each(rules) as r
    group by r.value ->> 'check'
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
