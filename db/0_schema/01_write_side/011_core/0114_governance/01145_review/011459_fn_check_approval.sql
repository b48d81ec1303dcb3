-- 011459  specql_governance.check_approval()
-- Whether a request may be approved, or applied, now.

create or replace function specql_governance.check_approval(request_pk bigint)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_request  specql_governance.tb_schema_request;
  v_revision constant specql_governance.tb_revision := specql_governance.current_revision(request_pk);
  v_gap      constant jsonb := specql_governance.approval_gap(request_pk);
begin
  select q.* into v_request
  from specql_governance.tb_schema_request as q
  where q.pk_schema_request = check_approval.request_pk;
  if v_gap is not null then
    perform specql_governance.refuse(
      'SG453', 'the request lacks approvals',
      format('%s of %s are given%s.', v_gap ->> 'given', v_gap ->> 'count',
        case when (v_gap ->> 'admin_missing')::boolean then ', none by an administrator' else '' end),
      'Ask another person with the role specql_reviewer' || case
        when (v_gap ->> 'admin_missing')::boolean then ' or specql_admin.' else '.' end,
      'request_id', v_request.id);
  end if;
  if v_request.approved_hash is distinct from v_revision.content_hash and v_request.approved_hash is not null then
    perform specql_governance.refuse(
      'SG374', 'the request is not what was approved',
      format('Approved was the hash %s.', v_request.approved_hash),
      'Submit a new request.', 'request_id', v_request.id);
  end if;
end;
$$;

comment on function specql_governance.check_approval(bigint) is
  'SG453 where the current revision lacks an approval that its risk asks for now. SG374 where it is not what was approved. '
  'Asked at the approval, and again before anything is applied.';
