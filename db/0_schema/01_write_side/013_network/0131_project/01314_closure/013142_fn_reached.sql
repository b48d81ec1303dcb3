-- 013142  network.reached()
-- Every package that can be reached from one, and over how many steps.

create or replace function network.reached(
  package bigint, upwards boolean, max_depth integer, wanted integer, out others bigint[], out depths integer[]
)
  language plpgsql
  stable
  -- Levels are wide: their distinct packages are to fit into memory, and compiling would cost more than it gains.
  set work_mem = '64MB'
  set jit = off
as $$
declare
  v_front bigint[] := array[package];
  v_next  bigint[];
  v_level bigint[];
  v_other bigint;
  v_depth integer := 0;
  -- What was seen, by internal key: a look costs nothing, while a join would cost more with every level. It grows to the
  -- largest key that is met.
  v_seen  boolean[] := array[false];
begin
  others := '{}';
  depths := '{}';
  v_seen[package] := true;
  while cardinality(v_front) > 0 and (max_depth is null or v_depth < max_depth) loop
    v_depth := v_depth + 1;
    v_next := '{}';
    -- Both ways an index has all that is needed.
    if upwards then
      v_level := array(
        select distinct d.fk_from
        from unnest(v_front) as f (package) join network.tb_dependency as d on d.fk_to = f.package
        order by d.fk_from);
    else
      v_level := array(
        select distinct d.fk_to
        from unnest(v_front) as f (package) join network.tb_dependency as d on d.fk_from = f.package
        order by d.fk_to);
    end if;
    foreach v_other in array v_level loop
      if v_seen[v_other] is not true then
        v_seen[v_other] := true;
        v_next := array_append(v_next, v_other);
        others := array_append(others, v_other);
        depths := array_append(depths, v_depth);
        if cardinality(others) >= wanted then
          return;
        end if;
      end if;
    end loop;
    v_front := v_next;
  end loop;
end;
$$;

comment on function network.reached(bigint, boolean, integer, integer) is
  'The packages that this one depends on, or upwards those that depend on it, each once, the nearest first, with the length of '
  'the shortest way, side by side. The package itself is not among them. Level by level: cycles and edges to oneself end where '
  'they began.';
