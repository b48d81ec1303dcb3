-- 013142  network.reached()
-- Every package that can be reached from one, and over how many steps.

create or replace function network.reached(
  package bigint, upwards boolean, max_depth integer, wanted integer, out ways bigint[]
)
  language plpgsql
  stable
  -- Levels are wide: they are to be sorted in memory, and compiling would cost more than it gains.
  set work_mem = '64MB'
  set jit = off
  -- The same plan for every level: to plan a level of few packages takes longer than to walk it. And it is that by index,
  -- whatever the statistics say: to read the whole table costs more than the widest level.
  set plan_cache_mode = force_generic_plan
  set enable_bitmapscan = off
  set enable_seqscan = off
as $$
declare
  v_front bigint[] := array[package];
  v_met   bigint[];
  v_other bigint;
  v_depth bigint := 0;
  -- What was seen, by internal key: a look costs nothing, while a join would cost more with every level. It grows to the
  -- largest key that is met.
  v_seen  boolean[] := array[false];
begin
  ways := '{}';
  v_seen[package] := true;
  while cardinality(v_front) > 0 and (max_depth is null or v_depth < max_depth) loop
    v_depth := v_depth + 1;
    -- Both ways an index has all that is needed. What earlier levels saw is left out here, where it costs least.
    if upwards then
      v_met := array(
        select d.fk_from from network.tb_dependency as d where d.fk_to = any (v_front) and v_seen[d.fk_from] is not true);
    else
      v_met := array(
        select d.fk_to from network.tb_dependency as d where d.fk_from = any (v_front) and v_seen[d.fk_to] is not true);
    end if;
    -- What this level met more than once is left out here: to sort it away would take longer.
    v_front := '{}';
    foreach v_other in array v_met loop
      continue when v_seen[v_other];
      v_seen[v_other] := true;
      v_front := array_append(v_front, v_other);
      ways := array_append(ways, (v_depth << 40) + v_other);
    end loop;
    if cardinality(ways) >= wanted then
      ways := array(select w.way from unnest(ways) as w (way) order by w.way limit wanted);
      return;
    end if;
  end loop;
end;
$$;

comment on function network.reached(bigint, boolean, integer, integer) is
  'The packages that this one depends on, or upwards those that depend on it, each once. Each is one number: the length of the shortest '
  'way times 2^40, plus the package; in the order of these numbers the nearest are first, then those that arrived first, and the '
  'wanted ones are the first of all. The package itself is not among them. Level by level: cycles and edges to oneself end where they '
  'began.';
