-- 031331  app.service_dependencies_of()
-- What a service needs, near and far.

create or replace function app.service_dependencies_of(service_name text)
  returns table (id uuid, name text, depth integer)
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_depths constant integer[] := (
    select r.depths from specql_service.reached(array[specql_service.found_service(service_dependencies_of.service_name)], false) as r);
begin
  return query
  select s.id, s.service_name, v_depths[s.pk_service]
  from specql_service.tb_service as s
  where v_depths[s.pk_service] > 0
  -- The nearest first, then in the order of registration, in one number: to sort ten thousand rows by two columns
  -- takes a third of the time that finding them does.
  order by (v_depths[s.pk_service]::bigint << 40) + s.pk_service;
end;
$$;

comment on function app.service_dependencies_of(text) is
  'Every service that this one needs, directly (depth 1) or by way of others, each once with the length of the shortest way. '
  'SG208: there is no such service.';

grant execute on function app.service_dependencies_of(text) to specql_reader;
