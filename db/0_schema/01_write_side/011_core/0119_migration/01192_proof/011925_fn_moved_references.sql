-- 011925  specql_governance.moved_references()
-- A part of an operation, with the schemas of its references replaced.

create or replace function specql_governance.moved_references(part jsonb, schema_name text, places jsonb)
  returns jsonb
  language sql
  immutable
as $$
  select case jsonb_typeof(part)
    when 'array' then (
      select coalesce(jsonb_agg(specql_governance.moved_references(a.item, schema_name, places) order by a.position), '[]')
      from jsonb_array_elements(part) with ordinality as a (item, position))
    when 'object' then (
      select coalesce(jsonb_object_agg(e.key, case
          when e.key = 'references' and jsonb_typeof(e.value) = 'object' then e.value || jsonb_build_object('schema', coalesce(
            places ->> coalesce(nullif(e.value ->> 'schema', ''), schema_name), e.value ->> 'schema', schema_name))
          else specql_governance.moved_references(e.value, schema_name, places) end), '{}')
      from jsonb_each(part) as e)
    else part end;
$$;

comment on function specql_governance.moved_references(jsonb, text, jsonb) is
  'References without a schema mean the table''s own, so they move with it; one that leads out of the copy stays.';
