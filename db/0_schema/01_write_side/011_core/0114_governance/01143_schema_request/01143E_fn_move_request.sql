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
declare
  v_id uuid;
begin
  update specql_governance.tb_schema_request as q
  set status = move_request.new_status,
    status_reason = coalesce(move_request.why, '{}')
  where q.pk_schema_request = move_request.request_pk
    and q.status <> move_request.new_status;
  if not found then
    select q.id into v_id
    from specql_governance.tb_schema_request as q
    where q.pk_schema_request = move_request.request_pk;
    perform specql_governance.refuse(
      'SG370', format('the request is %s already', move_request.new_status),
      format('It is request %s.', v_id), 'Nothing is left to do.', 'request_id', v_id);
  end if;
end;
$$;

comment on function specql_governance.move_request(bigint, text, jsonb) is
  'Sets the status and why. tr_100_status_moves refuses every move that the workflow does not have. SG370: it has that '
  'status already.';
