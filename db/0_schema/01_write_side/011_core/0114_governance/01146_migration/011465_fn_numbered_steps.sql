-- 011465  specql_governance.numbered_steps()
-- Steps with their number and the number of their transaction.

create or replace function specql_governance.numbered_steps(steps jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
begin
  return (
    select coalesce(jsonb_agg(n.item || jsonb_build_object('n', n.position, 'transaction', n.transaction) order by n.position), '[]')
    from (
      select t.item, t.position, sum(t.begins) over (order by t.position) as transaction
      from (
        select s.item, s.position, case
          when s.position = 1 or (s.item ->> 'apart')::boolean
            or (lag(s.item) over (order by s.position) ->> 'tx')::boolean is distinct from (s.item ->> 'tx')::boolean
            or (not (s.item ->> 'tx')::boolean)
          then 1 else 0 end as begins
        from jsonb_array_elements(steps) with ordinality as s (item, position)
      ) as t
    ) as n
  );
end;
$$;

comment on function specql_governance.numbered_steps(jsonb) is
  'n counts the steps; steps with the same transaction are committed together, the others one after the other.';
