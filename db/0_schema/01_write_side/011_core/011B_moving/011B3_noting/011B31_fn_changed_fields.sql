-- 011B31  specql_cutover.changed_fields()
-- What is other in a row than it was.

create or replace function specql_cutover.changed_fields(old_row jsonb, new_row jsonb)
  returns jsonb
  language sql
  immutable
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'field', coalesce(o.key, n.key), 'old', o.value, 'new', n.value, 'why', 'the file has changed since the last import'
  ) order by coalesce(o.key, n.key)), '[]')
  from jsonb_each(case jsonb_typeof(old_row) when 'object' then old_row else jsonb_build_object('value', old_row) end) as o
    full join jsonb_each(case jsonb_typeof(new_row) when 'object' then new_row else jsonb_build_object('value', new_row) end) as n
      on n.key = o.key
  where o.value::text is distinct from n.value::text
$$;

comment on function specql_cutover.changed_fields(jsonb, jsonb) is
  '[{field, old, new, why}] for each field whose value is another one, or 1.0 instead of 1.';
