-- 011357  specql_service.way_back()
-- The shortest way from one along the dependencies back to itself.

create or replace function specql_service.way_back(start bigint, sources bigint[], targets bigint[])
  returns bigint[]
  language plpgsql
  immutable
as $$
declare
  v_from  bigint[] := '{}';
  v_seen  boolean[] := '{}';
  v_front bigint[] := array[start];
  v_edge  record;
  v_next  bigint[];
  v_path  bigint[];
begin
  while cardinality(v_front) > 0 loop
    v_next := '{}';
    for v_edge in
      select e.source, e.target from unnest(sources, targets) as e (source, target) where e.source = any (v_front)
    loop
      if v_edge.target = start then
        v_path := array[v_edge.source, start];
        while v_path[1] <> start loop
          v_path := v_from[v_path[1]] || v_path;
        end loop;
        return v_path;
      end if;
      if v_seen[v_edge.target] is null then
        v_seen[v_edge.target] := true;
        v_from[v_edge.target] := v_edge.source;
        v_next := array_append(v_next, v_edge.target);
      end if;
    end loop;
    v_front := v_next;
  end loop;
  return null;
end;
$$;

comment on function specql_service.way_back(bigint, bigint[], bigint[]) is
  'The numbers along the way, the start first and last; null where none leads back.';
