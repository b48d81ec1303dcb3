-- 011354  specql_service.dependency_cycle()
-- A cycle that can be reached from some services.

create or replace function specql_service.dependency_cycle(services bigint[])
  returns bigint[]
  language plpgsql
  stable
as $$
declare
  v_area    bigint[];
  v_edges   record;
  v_service bigint;
  v_path    bigint[];
begin
  -- Only what can be reached counts, and all that it needs can be reached too.
  v_area := services || (select r.others from specql_service.reached(services, false) as r);
  select c.sources, c.targets
  into v_edges
  from (
    select array_agg(a.fk_service) as sources, array_agg(n.pk) as targets
    from specql_service.tb_adjacency as a
      cross join lateral unnest(a.needed) as n (pk)
    where a.fk_service = any (v_area)
  ) as e
    cross join lateral specql_service.cycle_edges(e.sources, e.targets) as c;
  foreach v_service in array services || coalesce(v_edges.sources, '{}') loop
    exit when coalesce(cardinality(v_edges.sources), 0) = 0;
    v_path := specql_service.way_back(v_service, v_edges.sources, v_edges.targets);
    exit when v_path is not null;
  end loop;
  return v_path;
end;
$$;

comment on function specql_service.dependency_cycle(bigint[]) is
  'The services along a cycle, the first again as the last; null where what these services need has none.';
