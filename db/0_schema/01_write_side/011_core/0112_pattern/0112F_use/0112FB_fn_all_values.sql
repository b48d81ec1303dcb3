-- 0112FB  specql_pattern.all_values()
-- Every parameter that a placeholder may name, with its value or null.

create or replace function specql_pattern.all_values(properties jsonb, vals jsonb)
  returns jsonb
  language sql
  immutable
as $$
  select coalesce(jsonb_object_agg(k.name, null::jsonb), '{}') || vals from jsonb_object_keys(properties) as k (name);
$$;

comment on function specql_pattern.all_values(jsonb, jsonb) is
  'The values, and null for each property of the schema that has none.';
