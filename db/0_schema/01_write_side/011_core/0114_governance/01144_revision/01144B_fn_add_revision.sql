-- 01144B  specql_governance.add_revision()
-- Writes down what a request asks for now; earlier approvals fall with the revision they were given to.

create or replace function specql_governance.add_revision(
  request_pk bigint,
  parts      jsonb,
  comment    text default null
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_operations constant jsonb := specql_governance.operations_of(parts);
  v_request    specql_governance.tb_schema_request;
  v_violations jsonb;
begin
  select q.* into v_request
  from specql_governance.tb_schema_request as q
  where q.pk_schema_request = add_revision.request_pk;
  v_violations := specql_governance.found_violations(v_operations, parts, v_request);

  insert into specql_governance.tb_revision
    (fk_schema_request, revision_number, content, operations, violations, policy_version, comment)
  values
    (add_revision.request_pk, v_request.revision_number + 1,
     parts - array['metadata', 'source', 'requested_by', 'justification', 'related_issue'],
     v_operations, v_violations, specql_governance.policy_version(), add_revision.comment);

  update specql_governance.tb_schema_request as q
  set revision_number = v_request.revision_number + 1,
    objects = specql_governance.objects_of(v_operations)
  where q.pk_schema_request = add_revision.request_pk;
  return v_violations;
end;
$$;

comment on function specql_governance.add_revision(bigint, jsonb, text) is
  'Adds a revision made of request_parts(), makes it the current one, and returns what the policy says about it.';
