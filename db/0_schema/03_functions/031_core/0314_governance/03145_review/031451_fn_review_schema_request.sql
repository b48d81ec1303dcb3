-- 031451  app.review_schema_request()
-- Decides about what a request asks for now.

create or replace function app.review_schema_request(
  request_id    uuid,
  decision      text,
  comment       text default null,
  expected_hash text default null
)
  returns app.schema_requests
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
  -- Compiling what runs once costs more than running it.
  set jit = off
as $$
declare
  v_request  constant specql_governance.tb_schema_request := specql_governance.locked_request(request_id);
  v_revision constant specql_governance.tb_revision
    := specql_governance.current_revision(v_request.pk_schema_request);
  v_row      app.schema_requests;
begin
  if coalesce(decision, '') not in ('approve', 'reject', 'request_changes') then
    raise exception using
      errcode = case when decision is null then 'SG102' else 'SG112' end,
      message = case when decision is null then 'decision is missing' else format('%s is no decision', quote_literal(left(decision, 63))) end,
      hint = 'It is approve, reject or request_changes.',
      column = 'decision';
  end if;
  perform common.checked_text(review_schema_request.comment, 'comment');
  -- Before the review is written: whoever submits takes the same locks in the same order.
  if decision = 'approve' and v_request.request_kind = 'create' and v_request.status = 'requested' then
    perform specql_governance.refuse_taken_table(
      v_request.target_schema, v_request.target_table, v_request.pk_schema_request);
  end if;

  insert into specql_governance.tb_review (fk_revision, decision, comment, content_hash, policy_version)
  values (
    v_revision.pk_revision, review_schema_request.decision, review_schema_request.comment,
    coalesce(review_schema_request.expected_hash, v_revision.content_hash), specql_governance.policy_version()
  );

  if decision <> 'approve' or specql_governance.approval_gap(v_request.pk_schema_request) is null then
    perform specql_governance.move_request(
      v_request.pk_schema_request,
      case decision when 'approve' then 'approved' when 'reject' then 'rejected' else 'changes_requested' end,
      jsonb_strip_nulls(jsonb_build_object(
        'reviewer', common.current_actor(), 'comment', review_schema_request.comment))
    );
  end if;

  select r.* into v_row from app.schema_requests as r where r.id = v_request.id;
  return v_row;
end;
$$;

comment on function app.review_schema_request(uuid, text, text, text) is
  'approve, reject or request_changes, of the current revision. The last approval that is needed approves the request and '
  'allocates the table''s code; until then its status stays requested. expected_hash, where given, must be the '
  'content_hash that was read. SG270: no such request. SG371, SG372: the table is taken. SG373: not up for review. SG374: '
  'it changed meanwhile. SG375: approved by you already. SG451: authors and agents do not review. SG500: a rule is broken.';

grant execute on function app.review_schema_request(uuid, text, text, text) to specql_reviewer;
