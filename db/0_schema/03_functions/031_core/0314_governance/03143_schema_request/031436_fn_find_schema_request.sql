-- 031436  app.find_schema_request()
-- One request, or an error that says there is none.

create or replace function app.find_schema_request(request_id uuid)
  returns app.schema_requests
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_row app.schema_requests;
begin
  perform specql_governance.found_request(find_schema_request.request_id);
  select r.* into v_row from app.schema_requests as r where r.id = find_schema_request.request_id;
  return v_row;
end;
$$;

comment on function app.find_schema_request(uuid) is 'The request with this id. SG270: there is none.';

grant execute on function app.find_schema_request(uuid) to specql_reader;
