-- 0314D1  app.record_refusal()
-- Writes down that somebody was told no, after the refused transaction was rolled back.

create or replace function app.record_refusal(
  function_name text,
  error_code    text,
  message       text,
  door          text,
  field         text default null,
  request_id    uuid default null,
  asked_as      text default null
)
  returns app.refusals
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_id  uuid;
  v_row app.refusals;
begin
  insert into specql_governance.tb_refusal (function_name, error_code, message, door, field, request_id, asked_as)
  values (
    left(coalesce(record_refusal.function_name, ''), 200), coalesce(record_refusal.error_code, ''),
    left(coalesce(record_refusal.message, ''), 2000), coalesce(record_refusal.door, ''),
    left(record_refusal.field, 200), record_refusal.request_id, left(record_refusal.asked_as, 63)
  )
  returning id into v_id;
  select f.* into v_row from app.refusals as f where f.id = v_id;
  return v_row;
end;
$$;

comment on function app.record_refusal(text, text, text, text, text, uuid, text) is
  'The server and the command line call it when a call was refused (SG4xx, and moves that the '
  'workflow does not have). Actor, role and login are those of the session.';

grant execute on function app.record_refusal(text, text, text, text, text, uuid, text) to specql_author, specql_reviewer, specql_agent;
