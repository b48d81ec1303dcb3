-- 011433  specql_governance.locked_request()
-- A request that nobody else can move until this transaction ends.

create or replace function specql_governance.locked_request(request_id uuid)
  returns specql_governance.tb_schema_request
  language plpgsql
  volatile
as $$
declare
  v_request specql_governance.tb_schema_request;
begin
  -- Whoever waits here sees, once it is his turn, what the others made of the request.
  select q.*
  into v_request
  from specql_governance.tb_schema_request as q
  where q.pk_schema_request = specql_governance.found_request(locked_request.request_id)
  for update;
  return v_request;
end;
$$;

comment on function specql_governance.locked_request(uuid) is
  'The row of a request, locked until the transaction ends. SG270: no such request.';
