-- 031333  app.service_start_order()
-- In which order services can be started.

create or replace function app.service_start_order()
  returns table (id uuid, service_name text, stage integer)
  language sql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
  select s.id, s.service_name, g.stage
  from specql_service.start_stages() as g
    join specql_service.tb_service as s on s.pk_service = g.service
  where s.retired_at is null
  order by g.stage, s.service_name;
$$;

comment on function app.service_start_order() is
  'The services in use in an order in which each comes after all that it needs. Those of one stage need none of one another '
  'and can start together. Backwards it is the order to stop them in.';

grant execute on function app.service_start_order() to specql_reader;
