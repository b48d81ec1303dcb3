-- 011352  specql_service.reached()
-- Every service that can be reached from some, and over how many steps.

create or replace function specql_service.reached(services bigint[], upwards boolean)
  returns table (service bigint, depth integer)
  language plpgsql
  stable
as $$
declare
  v_front      bigint[] := services;
  v_next       bigint[];
  v_neighbours bigint[];
  v_service    bigint;
  -- Breadth first, one query for each step. Which services were seen stands in an array by internal key,
  -- where a look costs nothing; a join with what was seen so far would cost more with every step.
  v_unseen     boolean[] := array_fill(true, array[(select coalesce(max(s.pk_service), 0)::integer from specql_service.tb_service as s)]);
begin
  foreach v_service in array services loop
    v_unseen[v_service] := false;
  end loop;
  depth := 0;
  while cardinality(v_front) > 0 loop
    depth := depth + 1;
    v_next := '{}';
    for v_neighbours in
      select case when upwards then a.dependents else a.needed end
      from specql_service.tb_adjacency as a
      where a.fk_service = any (v_front)
    loop
      foreach v_service in array v_neighbours loop
        if v_unseen[v_service] then
          v_unseen[v_service] := false;
          v_next := array_append(v_next, v_service);
        end if;
      end loop;
    end loop;
    return query select n.pk, depth from unnest(v_next) as n (pk);
    v_front := v_next;
  end loop;
end;
$$;

comment on function specql_service.reached(bigint[], boolean) is
  'The services that these need, or upwards those that need them, each once with the length of the shortest way. The '
  'given services are not among them.';
