-- 011356  specql_service.cycle_edges()
-- The dependencies that can be part of a cycle: usually none.

create or replace function specql_service.cycle_edges(inout sources bigint[], inout targets bigint[])
  language plpgsql
  immutable
as $$
declare
  v_left boolean[];
begin
  -- Once as it is and once turned round: what needs a cycle goes, and what a cycle needs.
  for turn in 1 .. 2 loop
    if coalesce(cardinality(sources), 0) = 0 then
      sources := '{}';
      targets := '{}';
      return;
    end if;
    v_left := specql_service.left_waiting(sources, targets);
    select coalesce(array_agg(e.target), '{}'), coalesce(array_agg(e.source), '{}')
    into sources, targets
    from unnest(sources, targets) as e (source, target)
    where v_left[e.source] and v_left[e.target];
  end loop;
end;
$$;

comment on function specql_service.cycle_edges(bigint[], bigint[]) is
  'What is left of the dependencies sources[i] on targets[i] without those that lead to no cycle or come from none; empty '
  'where there is no cycle.';
