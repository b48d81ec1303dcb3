-- 01144A  specql_governance.found_violations()
-- What the policy says about operations now, as JSON.

create or replace function specql_governance.found_violations(
  operations jsonb,
  parts      jsonb,
  request    specql_governance.tb_schema_request
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_found jsonb;
begin
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
      'rule_id', c.rule_id, 'severity', c.severity, 'path', c.path, 'message', c.message,
      'suggestion', c.suggestion, 'waived', c.waived
    )) order by c.ordinality), '[]')
  into v_found
  from specql_governance.check_operations(
    operations,
    jsonb_strip_nulls(jsonb_build_object(
      'profile', 'request', 'schema', parts ->> 'schema', 'table', parts ->> 'table', 'owner', parts ->> 'owner',
      'domain', parts ->> 'domain', 'subdomain', parts ->> 'subdomain', 'requested_by', request.requested_by,
      'request_id', request.id, 'facts', jsonb_build_object('request', specql_governance.request_facts(request))
    ))
  ) with ordinality as c;
  return v_found;
end;
$$;

comment on function specql_governance.found_violations(jsonb, jsonb, specql_governance.tb_schema_request) is
  'A JSON array of {rule_id, severity, path, message, suggestion}, in the order in which the policy reports them.';
