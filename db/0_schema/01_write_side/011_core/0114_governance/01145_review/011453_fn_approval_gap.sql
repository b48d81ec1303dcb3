-- 011453  specql_governance.approval_gap()
-- What the current revision lacks to be approved.

create or replace function specql_governance.approval_gap(request_pk bigint)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_needed   constant jsonb := specql_governance.required_approvals(request_pk);
  v_revision constant specql_governance.tb_revision := specql_governance.current_revision(request_pk);
  v_given    integer;
  v_admins   integer;
begin
  -- Counted anew from what was stored, by the rules of who may approve: a row that slipped past its trigger counts for
  -- nothing.
  select count(distinct r.reviewer_key), count(distinct r.reviewer_key) filter (where r.as_admin)
  into v_given, v_admins
  from specql_governance.tb_review as r
  where r.fk_revision = v_revision.pk_revision
    and r.decision = 'approve'
    and r.content_hash = v_revision.content_hash
    and r.principal_kind = 'human'
    and not specql_governance.is_author(request_pk, r.reviewer);

  if v_given >= (v_needed ->> 'count')::integer
    and (v_admins > 0 or not (v_needed ->> 'admin')::boolean)
  then
    return null;
  end if;
  return v_needed || jsonb_build_object(
    'given', v_given,
    'missing', greatest((v_needed ->> 'count')::integer - v_given, 0),
    'admin_missing', (v_needed ->> 'admin')::boolean and v_admins = 0
  );
end;
$$;

comment on function specql_governance.approval_gap(bigint) is
  'Null where the current revision has every approval that its risk asks for now, else required_approvals() and given, '
  'missing, admin_missing.';
