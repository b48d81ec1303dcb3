-- 031435  app.schema_request_history()
-- Everything that happened to a request, oldest first.

create or replace function app.schema_request_history(request_id uuid)
  returns setof app.schema_request_events
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
begin
  perform specql_governance.found_request(schema_request_history.request_id);
  return query
    select e.*
    from app.schema_request_events as e
    where e.request_id = schema_request_history.request_id
    order by e.event_number;
end;
$$;

comment on function app.schema_request_history(uuid) is
  'The steps of one request: what, when, who, and why. SG270: no such request.';

grant execute on function app.schema_request_history(uuid) to specql_reader;
