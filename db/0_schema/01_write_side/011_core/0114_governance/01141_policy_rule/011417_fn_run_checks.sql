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
    if strpos(v_check.function_name, '.') > 0 then
      v_part := specql_governance.custom_findings(v_check.function_name, v_check.rule_ids, operations, change, facts, v_settings);
    else
      execute format('select array_agg(f) from specql_governance.%I($1, $2, $3) as f', v_check.function_name)
        into v_part using change, facts, v_settings;
    end if;
    v_findings := v_findings || v_part;
  end loop;
  return v_findings;
end;
$$;

comment on function specql_governance.run_checks(jsonb, specql_governance.change, jsonb, jsonb) is
  'All findings of the rules given as {rule_id: {check, parameters}}.';
