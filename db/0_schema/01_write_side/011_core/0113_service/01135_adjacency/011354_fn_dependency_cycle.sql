-- 011354  specql_service.dependency_cycle()
-- A cycle that can be reached from some services.

create or replace function specql_service.dependency_cycle(services bigint[])
  returns bigint[]
  language plpgsql
  stable
as $$
declare
  v_area      bigint[];
  v_front     bigint[];
  v_next      bigint[];
  v_neighbour bigint[];
  v_service   bigint;
  v_waiting   integer[];
  v_path      bigint[] := '{}';
begin
  -- Only what can be reached counts, and all that it needs can be reached too.
  v_area := services || (select r.others from specql_service.reached(services, false) as r);
  v_waiting := array_fill(-1, array[(select coalesce(max(s.pk_service), 0)::integer from specql_service.tb_service as s)]);
  foreach v_service in array v_area loop
    v_waiting[v_service] := 0;
  end loop;
  for v_service, v_neighbour in
    select a.fk_service, a.needed from specql_service.tb_adjacency as a where a.fk_service = any (v_area)
  loop
    v_waiting[v_service] := cardinality(v_neighbour);
  end loop;

  -- As in specql_service.start_stages(): what cannot start lies on a cycle, or needs what does.
  v_front := array(select s.pk from unnest(v_area) as s (pk) where v_waiting[s.pk] = 0);
  while cardinality(v_front) > 0 loop
    v_next := '{}';
    for v_neighbour in
      select a.dependents from specql_service.tb_adjacency as a where a.fk_service = any (v_front)
    loop
      foreach v_service in array v_neighbour loop
        if v_waiting[v_service] > 0 then
          v_waiting[v_service] := v_waiting[v_service] - 1;
          if v_waiting[v_service] = 0 then
            v_next := array_append(v_next, v_service);
          end if;
        end if;
      end loop;
    end loop;
    v_front := v_next;
  end loop;

  -- From one of them always on to one that it waits for: sooner or later a service comes again.
  select s.pk into v_service from unnest(v_area) as s (pk) where v_waiting[s.pk] > 0 limit 1;
  if not found then
    return null;
  end if;
  while v_service <> all (v_path) loop
    v_path := v_path || v_service;
    select n.pk
    into v_service
    from specql_service.tb_adjacency as a
      cross join lateral unnest(a.needed) with ordinality as n (pk, position)
    where a.fk_service = v_service and v_waiting[n.pk] > 0
    order by n.position
    limit 1;
  end loop;
  return v_path[array_position(v_path, v_service):] || v_service;
end;
$$;

comment on function specql_service.dependency_cycle(bigint[]) is
  'The services along a cycle, the first again as the last; null where what these services need has none.';
