-- 0115BF  specql_type.same_value_edges()
-- Which places look at the same value as a place does.

create or replace function specql_type.same_value_edges(places specql_type.schema_place[])
  returns table (place bigint, target bigint)
  language plpgsql
  immutable
  -- Places are many and their number is not known to the planner.
  set enable_nestloop = off
  set jit = off
  set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
begin
  return query
  with reference as materialized (
    select r.place, r.target from specql_type.schema_references(places) as r where r.keyword = '$ref' and r.target is not null
  ), numbered as materialized (
    select p.document, p.pointer, p.parent, p.keyword, p.number
    from unnest(places) with ordinality as p (document, pointer, parent, keyword, name, base, is_resource, level, schema, number)
    -- Without a reference there is no circle.
    where exists (select from reference)
  )
  select r.place, r.target from reference as r
  union all
  select p.number, c.number
  from numbered as c
    join numbered as p on p.document = c.document and p.pointer = c.parent
  where c.keyword in ('allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'dependentSchemas');
end;
$$;

comment on function specql_type.same_value_edges(specql_type.schema_place[]) is
  'The edges of $ref, allOf, anyOf, oneOf, not, if, then, else and dependentSchemas; none where there is no $ref.';
