-- 01131B  specql_service.refuse_needed()
-- A service that others need cannot go.

create or replace function specql_service.refuse_needed(service bigint, what text)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_dependents text[];
begin
  -- Whoever adds a dependency on this service waits for us, or we for him.
  update specql_service.tb_graph as g set edge_version = g.edge_version + 1, updated_at = clock_timestamp();
  select array_agg(s.service_name order by s.service_name)
  into v_dependents
  from specql_service.tb_dependency as d
    join specql_service.tb_service as s on s.pk_service = d.fk_service
  where d.fk_needed_service = service and s.retired_at is null;
  if v_dependents is not null then
    raise exception using
      errcode = 'SG382',
      message = format('the service cannot be %s: %s services depend on it', what, cardinality(v_dependents)),
      detail = left(array_to_string(v_dependents[:20], ', '), 2000),
      hint = 'Change their dependencies first.',
      column = 'service_name';
  end if;
end;
$$;

comment on function specql_service.refuse_needed(bigint, text) is
  'SG382 where services in use depend on this one. Holds the graph, so that none can come before the transaction ends.';
