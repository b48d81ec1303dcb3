-- 0112C6  specql_pattern.template_fields()
-- Fields, however they are written: an object by name, or a list of objects with a name.

create or replace function specql_pattern.template_fields(fields jsonb)
  returns table (place integer, name text, definition jsonb)
  language sql
  immutable
as $$
  select (row_number() over (order by length(f.key), f.key))::integer, f.key, f.value
  from jsonb_each(case jsonb_typeof(fields) when 'object' then fields else '{}' end) as f
  union all
  select e.position::integer, coalesce(e.value ->> 'name', e.value #>> '{}'), case jsonb_typeof(e.value) when 'object' then e.value - 'name' else '{}' end
  from jsonb_array_elements(case jsonb_typeof(fields) when 'array' then fields else '[]' end) with ordinality as e (value, position);
$$;

comment on function specql_pattern.template_fields(jsonb) is
  'One row for each field: its place (of an object, by the order of the names), name and definition.';
