-- 011271  specql_pattern.parameters_schema()
-- The JSON Schema of a pattern's parameters, whichever way they are written.

create or replace function specql_pattern.parameters_schema(parameters jsonb)
  returns jsonb
  language sql
  immutable
  parallel safe
as $$
  -- The library's own form maps names to types, with "required" as a boolean at each. A JSON Schema has one of
  -- these words with the type that the word has there; a parameter that is called "type" is an object.
  select case
    when jsonb_typeof(parameters) is distinct from 'object' then parameters
    when parameters = '{}'
      or exists (
        select from jsonb_each(parameters) as e (key, value)
        where e.key like '$%'
          or e.key = 'type' and jsonb_typeof(e.value) in ('string', 'array')
          or e.key in ('allOf', 'anyOf', 'oneOf', 'enum', 'required') and jsonb_typeof(e.value) = 'array'
          or jsonb_typeof(e.value) <> 'object'
      )
      or not exists (
        select from jsonb_each(parameters) as e (key, value)
        where e.key not in ('properties', 'patternProperties', 'dependentSchemas', 'additionalProperties',
          'propertyNames', 'not', 'if', 'then', 'else')
      )
      then parameters
    else jsonb_build_object(
      'type', 'object',
      'properties', (
        select jsonb_object_agg(e.key, case
          when jsonb_typeof(e.value -> 'required') = 'boolean' then e.value - 'required' else e.value
        end)
        from jsonb_each(parameters) as e (key, value)
      ),
      'required', coalesce((
        select jsonb_agg(e.key order by e.key collate "C")
        from jsonb_each(parameters) as e (key, value)
        where e.value -> 'required' = 'true'
      ), '[]')
    )
  end;
$$;

comment on function specql_pattern.parameters_schema(jsonb) is
  'The JSON Schema that values are validated against. A JSON Schema is returned as it is; a map of names and '
  'types, {"states": {"type": "array", "required": true}}, becomes the schema of an object with those properties.';
