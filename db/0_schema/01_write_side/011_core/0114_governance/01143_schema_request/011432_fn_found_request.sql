-- 011432  specql_governance.found_request()
-- The internal key of a request, or an error that says there is none.

create or replace function specql_governance.found_request(request_id uuid)
  returns bigint
  language plpgsql
  stable
as $$
declare
  v_pk bigint;
begin
  select q.pk_schema_request
  into v_pk
  from specql_governance.tb_schema_request as q
  where q.id = found_request.request_id;
  if found then
    return v_pk;
  end if;
  raise exception using
    errcode = case when request_id is null then 'SG102' else 'SG270' end,
    message = case
      when request_id is null then 'request_id is missing'
      else format('there is no schema request %s', request_id)
    end,
    hint = 'The view app.schema_requests lists them.',
    column = 'request_id';
end;
$$;

comment on function specql_governance.found_request(uuid) is
  'The internal key of a schema request. SG102: nothing given. SG270: no such request.';
