-- 031433  app.withdraw_schema_request()
-- Takes a request back.

create or replace function app.withdraw_schema_request(request_id uuid, comment text default null)
  returns app.schema_requests
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
  -- Compiling what runs once costs more than running it.
  set jit = off
as $$
declare
  v_request constant specql_governance.tb_schema_request := specql_governance.locked_request(request_id);
  v_row     app.schema_requests;
begin
  perform common.checked_text(withdraw_schema_request.comment, 'comment');
  perform specql_governance.refuse_stranger(v_request);
  perform specql_governance.move_request(
    v_request.pk_schema_request, 'withdrawn',
    jsonb_strip_nulls(jsonb_build_object('comment', withdraw_schema_request.comment)));

  select r.* into v_row from app.schema_requests as r where r.id = v_request.id;
  return v_row;
end;
$$;

comment on function app.withdraw_schema_request(uuid, text) is
  'Withdraws a draft or an open request that is not yet approved. SG270: no such request. SG370: it is past that. SG452: '
  'it is somebody else''s.';

grant execute on function app.withdraw_schema_request(uuid, text) to specql_author, specql_agent;
