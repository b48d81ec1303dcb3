-- 031331  app.service_dependencies_of()
-- What a service needs, near and far.

create or replace function app.service_dependencies_of(service_name text)
  returns table (id uuid, name text, depth integer)
  language sql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
  select s.id, s.service_name, r.depth
  from specql_service.reached(array[specql_service.found_service(service_dependencies_of.service_name)], false) as r
    join specql_service.tb_service as s on s.pk_service = r.service
  -- Within a step in the order of registration: sorting ten thousand names would take as long as finding them.
  order by r.depth, s.pk_service;
$$;

comment on function app.service_dependencies_of(text) is
  'Every service that this one needs, directly (depth 1) or by way of others, each once with the length of the shortest way. '
  'SG208: there is no such service.';

grant execute on function app.service_dependencies_of(text) to specql_reader;
