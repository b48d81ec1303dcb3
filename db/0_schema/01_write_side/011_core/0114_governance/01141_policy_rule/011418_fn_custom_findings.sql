-- 011418  specql_governance.custom_findings()
-- Asks the check functions of an organisation's own.

create or replace function specql_governance.custom_findings(
  function_name text,
  rule_ids      text[],
  operations    jsonb,
  change        specql_governance.change,
  facts         jsonb,
  settings      jsonb
)
  returns specql_governance.finding[]
  language plpgsql
  stable
as $$
declare
  v_findings specql_governance.finding[] := '{}';
  v_rule     text;
  v_part     specql_governance.finding[];
  v_name     constant text := specql_governance.checked_check_function(function_name);
begin
  foreach v_rule in array rule_ids loop
    execute format(
      'select array_agg(row(%L, o.n, coalesce(f.value ->> ''path'', o.path), o.statement, o.location, o.object,
         coalesce(o.is_new, false), f.value)::specql_governance.finding)
       from %s($1, $2, $3) as f (value)
         left join unnest($4) as o on o.n = coalesce((f.value ->> ''operation'')::integer, 1)',
      v_rule, v_name)
      into v_part using operations, facts, settings -> v_rule, change.operations;
    v_findings := v_findings || v_part;
  end loop;
  return v_findings;
end;
$$;

comment on function specql_governance.custom_findings(text, text[], jsonb, specql_governance.change, jsonb, jsonb) is
  'Findings of a custom check function (operations jsonb, facts jsonb, parameters jsonb) returns setof jsonb: each object may '
  'name its operation (from 1), a path, and values for the wording.';
