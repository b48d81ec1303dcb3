-- 011457  specql_governance.refuse_unfounded_move()
-- A step of the workflow needs what it stands for: a review, the approvals, a migration.

create or replace function specql_governance.refuse_unfounded_move(
  old_request specql_governance.tb_schema_request,
  new_request specql_governance.tb_schema_request
)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_revision constant specql_governance.tb_revision
    := specql_governance.current_revision(old_request.pk_schema_request);
  v_lacks    text;
begin
  case new_request.status
    when 'requested' then
      v_lacks := case
        when v_revision.pk_revision is null then 'it has no revision'
        when old_request.status = 'changes_requested'
          and specql_governance.was_reviewed(v_revision.pk_revision, 'request_changes')
        then 'nothing has changed since changes were asked for'
      end;
      perform specql_governance.refuse_violations(v_revision.violations);
    when 'approved' then
      perform specql_governance.check_approval(old_request.pk_schema_request);
      -- The policy and the database may have moved on since the request was made.
      if old_request.request_kind = 'create' then
        perform specql_governance.refuse_taken_table(
          old_request.target_schema, old_request.target_table, old_request.pk_schema_request);
      else
        perform specql_governance.refuse_missing_table(old_request.target_schema, old_request.target_table);
      end if;
      perform specql_governance.refuse_violations(
        specql_governance.found_violations(v_revision.operations, v_revision.content, old_request));
    when 'rejected' then
      v_lacks := case when not specql_governance.was_reviewed(v_revision.pk_revision, 'reject')
        then 'nobody has rejected its current revision' end;
    when 'changes_requested' then
      v_lacks := case when not specql_governance.was_reviewed(v_revision.pk_revision, 'request_changes')
        then 'nobody has asked for changes to its current revision' end;
    when 'withdrawn' then
      perform specql_governance.refuse_stranger(old_request);
    when 'migrated' then
      v_lacks := case when specql_governance.migration_state(old_request.pk_schema_request) is distinct from 'applied'
        then 'its migration has not been applied' end;
    when 'rolled_back' then
      v_lacks := case when specql_governance.migration_state(old_request.pk_schema_request) is distinct from 'rolled_back'
        then 'its migration has not been rolled back' end;
  end case;
  if v_lacks is not null then
    perform specql_governance.refuse(
      'SG453', format('the request cannot become %s: %s', new_request.status, v_lacks),
      format('It is request %s.', old_request.id),
      'The functions of app make each step with what it needs.', 'status', old_request.id);
  end if;
end;
$$;

comment on function specql_governance.refuse_unfounded_move(
  specql_governance.tb_schema_request, specql_governance.tb_schema_request
) is
  'SG453 where a step lacks its review, approvals or migration; SG452 where somebody else withdraws; SG500 where a rule is '
  'broken.';
