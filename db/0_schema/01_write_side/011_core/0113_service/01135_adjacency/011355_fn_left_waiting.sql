-- 011355  specql_service.left_waiting()
-- Who can never start, because he waits for himself by some detour or for one who does.

create or replace function specql_service.left_waiting(sources bigint[], targets bigint[])
  returns boolean[]
  language plpgsql
  immutable
as $$
declare
  v_highest    constant bigint := (select max(n.number) from unnest(sources || targets) as n (number));
  v_left       boolean[] := array_fill(true, array[v_highest::integer]);
  v_waiting    integer[] := array_fill(0, array[v_highest::integer]);
  v_first      integer[] := array_fill(0, array[v_highest::integer + 1]);
  v_dependents bigint[];
  v_queue      bigint[];
  v_number     bigint;
  v_done       integer := 0;
begin
  -- Kahn 1962: who waits for nobody starts, and those that wait for him wait for one less. The dependents
  -- of all stand in one array, one after the other, and where each one's begin in another.
  foreach v_number in array sources loop
    v_waiting[v_number] := v_waiting[v_number] + 1;
  end loop;
  select array_agg(e.source order by e.target) into v_dependents from unnest(sources, targets) as e (source, target);
  foreach v_number in array targets loop
    v_first[v_number + 1] := v_first[v_number + 1] + 1;
  end loop;
  for i in 2 .. v_highest + 1 loop
    v_first[i] := v_first[i] + v_first[i - 1];
  end loop;

  v_queue := array(select n.number from unnest(v_waiting) with ordinality as n (waiting, number) where n.waiting = 0);
  while v_done < cardinality(v_queue) loop
    v_done := v_done + 1;
    v_number := v_queue[v_done];
    v_left[v_number] := false;
    for i in v_first[v_number] + 1 .. v_first[v_number + 1] loop
      v_waiting[v_dependents[i]] := v_waiting[v_dependents[i]] - 1;
      if v_waiting[v_dependents[i]] = 0 then
        v_queue := array_append(v_queue, v_dependents[i]);
      end if;
    end loop;
  end loop;
  return v_left;
end;
$$;

comment on function specql_service.left_waiting(bigint[], bigint[]) is
  'For dependencies from sources[i] on targets[i]: true, by number, for each that lies on a cycle or needs one that does.';
