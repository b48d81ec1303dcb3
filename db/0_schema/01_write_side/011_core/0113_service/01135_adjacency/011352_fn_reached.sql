-- 011352  specql_service.reached()
-- Every service that can be reached from some, and over how many steps.

create or replace function specql_service.reached(
  services bigint[], upwards boolean, out others bigint[], out depths integer[]
)
  language plpgsql
  stable
as $$
declare
  v_front      bigint[] := services;
  v_next       bigint[];
  v_neighbours bigint[];
  v_service    bigint;
  v_depth      integer := 0;
  -- Breadth first, one query for each step. Which services were seen stands in an array by internal key,
  -- where a look costs nothing; a join with what was seen so far would cost more with every step.
  v_highest    constant integer := (select coalesce(max(s.pk_service), 0) from specql_service.tb_service as s);
  v_unseen     boolean[] := array_fill(true, array[v_highest]);
begin
  foreach v_service in array services loop
    v_unseen[v_service] := false;
  end loop;
  others := '{}';
  depths := array_fill(0, array[v_highest]);
  while cardinality(v_front) > 0 loop
    v_depth := v_depth + 1;
    v_next := '{}';
    for v_neighbours in
      select case when upwards then a.dependents else a.needed end
      from specql_service.tb_adjacency as a
      where a.fk_service = any (v_front)
    loop
      foreach v_service in array v_neighbours loop
        if v_unseen[v_service] then
          v_unseen[v_service] := false;
          depths[v_service] := v_depth;
          v_next := array_append(v_next, v_service);
        end if;
      end loop;
    end loop;
    others := others || v_next;
    v_front := v_next;
  end loop;
end;
$$;

comment on function specql_service.reached(bigint[], boolean) is
  'The services that these need, or upwards those that need them, each once, the nearest first, and the length '
  'of the shortest way by internal key (0 where there is none). The given services are not among them. Arrays, because a set '
  'of rows costs as much as finding them.';
