-- 01143E  specql_governance.move_request()
-- Moves a request to another status; whether it may is the trigger's business.

create or replace function specql_governance.move_request(
  request_pk bigint,
  new_status text,
  why        jsonb default '{}'
)
  returns void
  language plpgsql
  volatile
as $$
begin
  update specql_governance.tb_schema_request as q
  set status = move_request.new_status,
    status_reason = coalesce(move_request.why, '{}')
  where q.pk_schema_request = move_request.request_pk;
end;
$$;

comment on function specql_governance.move_request(bigint, text, jsonb) is
  'Sets the status and why. tr_100_status_moves refuses every move that the workflow does not have.';
