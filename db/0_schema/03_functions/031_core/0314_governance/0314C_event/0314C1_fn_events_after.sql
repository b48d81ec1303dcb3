-- 0314C1  app.events_after()
-- The events that a reader has not seen yet.

create or replace function app.events_after(cursor bigint default 0, "limit" integer default 100)
  returns setof app.schema_request_events
  language sql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
  select e.*
  from app.schema_request_events as e
  where e.event_number > coalesce(events_after.cursor, 0)
  order by e.event_number
  limit least(greatest(coalesce(events_after."limit", 100), 0), 1000);
$$;

comment on function app.events_after(bigint, integer) is
  'Steps of requests with a higher event_number, at most 1000, in the order of commits: remember the last one''s number and '
  'ask again. LISTEN specql_events says when.';

grant execute on function app.events_after(bigint, integer) to specql_reader;
