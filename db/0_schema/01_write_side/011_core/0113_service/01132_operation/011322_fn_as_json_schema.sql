-- 011322  specql_service.as_json_schema()
-- An operation's input or output as JSON Schema: as it is, or the short form written out.

create or replace function specql_service.as_json_schema(given jsonb)
  returns jsonb
  language sql
  immutable
as $$
  -- {"amount": "integer"} would be a JSON Schema that says nothing, since unknown keywords count for nothing.
  -- It is meant as a list of fields when every value is the name of a type; {"type": "string"} alone is the keyword.
  select case
    when jsonb_typeof(given) = 'object' and given <> '{}' and given - 'type' <> '{}' and not exists (
      select from jsonb_each(given) as f
      where f.value not in ('"string"', '"integer"', '"number"', '"boolean"', '"object"', '"array"', '"null"')
    )
    then jsonb_build_object(
      'type', 'object',
      'properties', (select jsonb_object_agg(f.key, jsonb_build_object('type', f.value)) from jsonb_each(given) as f)
    )
    else given
  end;
$$;

comment on function specql_service.as_json_schema(jsonb) is
  'The short form {field: type, …} becomes an object with these properties; anything else is returned as it came.';
