-- 01144D  specql_governance.refuse_odd_revision()
-- The current revision is the next one, it exists, and it comes while the request may still change.

create or replace function specql_governance.refuse_odd_revision(
  old_request specql_governance.tb_schema_request,
  new_request specql_governance.tb_schema_request
)
  returns void
  language plpgsql
  volatile
as $$
begin
  if old_request.status not in ('draft', 'requested', 'changes_requested') then
    perform specql_governance.refuse(
      'SG373', format('a request that is %s is not revised', old_request.status),
      format('It is request %s.', old_request.id),
      'Submit a new request.', 'request_id', old_request.id);
  end if;
  if new_request.revision_number <> old_request.revision_number + 1 or not exists (
    select from specql_governance.tb_revision as v
    where v.fk_schema_request = new_request.pk_schema_request
      and v.revision_number = new_request.revision_number
  ) then
    perform specql_governance.refuse(
      'SG402', 'revision_number is final',
      format('It is %s and was to become %s.', old_request.revision_number, new_request.revision_number),
      'Use app.revise_schema_request().', 'revision_number', old_request.id);
  end if;
end;
$$;

comment on function specql_governance.refuse_odd_revision(
  specql_governance.tb_schema_request, specql_governance.tb_schema_request
) is
  'SG373 where the request is past changing. SG402 where the number does not go to the next revision there is.';
