-- 031432  app.revise_schema_request()
-- Says anew what a request asks for; approvals that were given fall.

create or replace function app.revise_schema_request(
  request_id    uuid,
  schema_json   jsonb,
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
  v_current  constant specql_governance.tb_revision
    := specql_governance.current_revision(v_request.pk_schema_request);
  v_row      app.schema_requests;
begin
  perform specql_governance.refuse_stranger(v_request);
  perform common.checked_text(revise_schema_request.comment, 'comment');
  if v_request.status not in ('draft', 'requested', 'changes_requested') then
    perform specql_governance.refuse(
      'SG373', format('a request that is %s is not revised', v_request.status),
      format('It is request %s.', v_request.id), 'Submit a new request.', 'request_id', v_request.id);
  end if;
  if expected_hash <> v_current.content_hash then
    perform specql_governance.refuse(
      'SG374', 'the request has changed since it was read',
      format('The current revision is %s.', v_request.revision_number),
      'Read it again and revise what it says now.', 'expected_hash', v_request.id);
  end if;

  perform specql_governance.refuse_violations(specql_governance.add_revision(
    v_request.pk_schema_request,
    specql_governance.revised_parts(v_request, v_current.content, revise_schema_request.schema_json),
    revise_schema_request.comment
  ));
  if v_request.status = 'changes_requested' then
    perform specql_governance.move_request(v_request.pk_schema_request, 'requested');
  end if;

  select r.* into v_row from app.schema_requests as r where r.id = v_request.id;
  return v_row;
end;
$$;

comment on function app.revise_schema_request(uuid, jsonb, text, text) is
  'Adds a revision: the whole wanted table, or {"operations": […]}. A request whose changes were asked for is requested '
  'again. expected_hash, where given, must be the current content_hash. SG270: no such request. SG373: it is past '
  'changing. SG374: it changed meanwhile. SG452: it is somebody else''s. SG500: a rule is broken.';

grant execute on function app.revise_schema_request(uuid, jsonb, text, text) to specql_author, specql_agent;
