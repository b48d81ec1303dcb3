-- 011A19  specql_cutover.failsafe()
-- A value as the failsafe schema of YAML reads it: every scalar is a text.

create or replace function specql_cutover.failsafe(value jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
begin
  return case jsonb_typeof(value)
    when 'number' then to_jsonb(value #>> '{}')
    when 'boolean' then to_jsonb(value #>> '{}')
    when 'array' then (
      select coalesce(jsonb_agg(specql_cutover.failsafe(e.value) order by e.position), '[]')
      from jsonb_array_elements(value) with ordinality as e (value, position))
    when 'object' then (
      select coalesce(jsonb_object_agg(e.key, specql_cutover.failsafe(e.value)), '{}') from jsonb_each(value) as e)
    else value
  end;
end;
$$;

comment on function specql_cutover.failsafe(jsonb) is 'The value with its numbers and truth values as texts, at any depth.';
