-- 0312E2  app.compose_patterns()
-- Several domain patterns side by side: what they give together, and where they are in each other's way.

create or replace function app.compose_patterns(specs jsonb)
  returns jsonb
  language sql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
  -- Compiling the plan takes a hundred times as long as running it.
  set jit = off
as $$
  select specql_pattern.composed(specql_pattern.pattern_parts(compose_patterns.specs));
$$;

comment on function app.compose_patterns(jsonb) is
  'specs: [{pattern, parameters}], or {pattern: parameters}. Returns {compatible, patterns, result, conflicts: [{kind: '
  'field|action|table|function|view|index, name, patterns, identical}], notes}. A conflict whose definitions are identical '
  'does no harm; of others the first stands in the result. Nothing is written. SG112: the specs have the wrong form. '
  'SG170 to SG174: a pattern cannot be filled. SG261: no such pattern.';

grant execute on function app.compose_patterns(jsonb) to specql_reader;
