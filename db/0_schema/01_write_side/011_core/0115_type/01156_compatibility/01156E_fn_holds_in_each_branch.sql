-- 01156E  specql_type.holds_in_each_branch()
-- Alternatives of the narrower schema, each by itself.

create or replace function specql_type.holds_in_each_branch(
  roots jsonb, narrow jsonb, wide jsonb, strict boolean, trail text[], splits integer
)
  returns boolean
  language plpgsql
  stable
as $$
declare
  v_node   record;
  v_branch jsonb;
  v_fails  boolean;
begin
  for v_node in
    select n.node, n.position::integer - 1 as position, k.keyword
    from jsonb_array_elements(narrow) with ordinality as n (node, position)
      cross join unnest('{anyOf,oneOf}'::text[]) as k (keyword)
    where jsonb_typeof(n.node -> 's') = 'object' and n.node -> 's' ? k.keyword
      and jsonb_array_length(n.node -> 's' -> k.keyword) <= 32
  loop
    v_fails := false;
    for v_branch in select b from jsonb_array_elements(v_node.node -> 's' -> v_node.keyword) as b loop
      v_fails := exists (select from specql_type.subset_problems(
        roots,
        (narrow - v_node.position)
          || jsonb_build_array(jsonb_build_object('b', v_node.node -> 'b', 's', (v_node.node -> 's') - v_node.keyword))
          || specql_type.flat_schemas(roots -> 'n', jsonb_build_object('b', v_node.node -> 'b', 's', v_branch)),
        wide, '', strict, trail, splits + 1));
      exit when v_fails;
    end loop;
    if not v_fails then
      return true;
    end if;
  end loop;
  return false;
end;
$$;

comment on function specql_type.holds_in_each_branch(jsonb, jsonb, jsonb, boolean, text[], integer) is
  'Whether wide holds in each alternative of some anyOf or oneOf of narrow.';
