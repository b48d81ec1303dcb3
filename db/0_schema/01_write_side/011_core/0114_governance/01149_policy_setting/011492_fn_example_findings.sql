-- 011492  specql_governance.example_findings()
-- What one rule finds in one example.

create or replace function specql_governance.example_findings(
  rule_id        text,
  check_function text,
  parameters     jsonb,
  input          jsonb
)
  returns specql_governance.finding[]
  language plpgsql
  stable
as $$
declare
  v_operations jsonb;
  v_facts      jsonb := specql_governance.example_facts();
  v_context    jsonb := '{"profile": "lint"}';
begin
  if input is null then
    return '{}';
  end if;
  if input ? 'tree' then
    v_operations := specql_governance.operations_of_parse_tree(input -> 'tree');
  elsif input ? 'request' then
    v_operations := specql_governance.request_operations(schema_json => input -> 'request');
    v_context := '{"profile": "request"}';
    v_facts := v_facts || specql_governance.registry_facts(v_operations, v_context);
  else
    v_operations := coalesce(input -> 'operations', '[{"op": "select"}]');
  end if;
  return specql_governance.run_checks(
    v_operations,
    specql_governance.change_of(v_operations, v_context),
    v_facts || coalesce(input -> 'facts', '{}'),
    jsonb_build_object(example_findings.rule_id,
      jsonb_build_object('check', example_findings.check_function, 'parameters', example_findings.parameters))
  );
end;
$$;

comment on function specql_governance.example_findings(text, text, jsonb, jsonb) is
  'Findings of one rule in an input: tree, request or operations, with facts over those of example_facts().';
