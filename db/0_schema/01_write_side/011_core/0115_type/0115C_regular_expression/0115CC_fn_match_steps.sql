-- 0115CC  specql_type.match_steps()
-- How many steps it takes to hold a text against a pattern.

create or replace function specql_type.match_steps(length integer, pattern jsonb)
  returns integer
  language plpgsql
  immutable
  parallel safe
as $$
begin
  -- A look around is tried at each character, and may read the whole text each time.
  return least(
    length::bigint * (pattern -> 'size')::bigint / 2000 * case when pattern ? 'look' then 1 + length / 10 else 1 end
      + (pattern -> 'size')::bigint / 20,
    1000000
  );
end;
$$;

comment on function specql_type.match_steps(integer, jsonb) is
  'Steps for a text of this length and a pattern of compile_pattern(); at most a million, which is more than anybody has.';
