-- 011455  specql_governance.tg_tb_review__review_counts()
-- Who may review what: asked of every review, through whatever door it came.

create or replace function specql_governance.tg_tb_review__review_counts()
  returns trigger
  language plpgsql
as $$
declare
  v_revision specql_governance.tb_revision;
  v_request  specql_governance.tb_schema_request;
begin
  select v.* into v_revision from specql_governance.tb_revision as v where v.pk_revision = new.fk_revision;
  -- No review while the request moves, and no move while it is reviewed.
  select q.* into v_request
  from specql_governance.tb_schema_request as q
  where q.pk_schema_request = v_revision.fk_schema_request
  for update;

  -- Who reviews is who acts; what a statement says of it counts for nothing.
  new.reviewer := common.current_actor();
  new.role_name := common.current_role_name();
  new.login_name := session_user;
  new.principal_kind := common.current_principal_kind();
  new.as_admin := pg_has_role(common.current_role_name(), 'specql_admin', 'member');
  new.created_by := new.reviewer;
  new.created_at := clock_timestamp();
  new.content_hash := coalesce(new.content_hash, v_revision.content_hash);

  perform specql_governance.refuse_reviewer(v_request, new.reviewer);
  if v_request.status <> 'requested' then
    perform specql_governance.refuse(
      'SG373', format('a request that is %s is not up for review', v_request.status),
      format('It is request %s.', v_request.id),
      'Only a request that is requested can be reviewed.', 'request_id', v_request.id);
  end if;
  if v_revision.revision_number <> v_request.revision_number or v_revision.content_hash <> new.content_hash then
    perform specql_governance.refuse(
      'SG374', 'the request has changed since it was read',
      format('The current revision is %s.', v_request.revision_number),
      'Read it again and review what it says now.', 'expected_hash', v_request.id);
  end if;
  if new.decision = 'approve' and exists (
    select from specql_governance.tb_review as r
    where r.fk_revision = new.fk_revision
      and r.decision = 'approve'
      and r.reviewer_key = specql_governance.actor_key(new.reviewer)
  ) then
    perform specql_governance.refuse(
      'SG375', 'this revision has your approval already',
      format('The current revision is %s.', v_request.revision_number),
      'Another person must approve it.', 'decision', v_request.id);
  end if;
  return new;
end;
$$;

comment on function specql_governance.tg_tb_review__review_counts() is
  'Before insert: stamps who reviews, and refuses authors, machines and those without the role (SG451), what is not up for '
  'review (SG373), a revision that is no longer current (SG374) and a second approval (SG375).';

create or replace trigger tr_200_review_counts
  before insert on specql_governance.tb_review
  for each row execute function specql_governance.tg_tb_review__review_counts();

comment on trigger tr_200_review_counts on specql_governance.tb_review is
  'Who may review what. Fires for every role, even in a session that calls itself a replica.';

alter table specql_governance.tb_review enable always trigger tr_200_review_counts;
