-- 0112FF  specql_pattern.json_types()
-- Writes the types of a library's own words as JSON Schema knows them.

create or replace function specql_pattern.json_types(json_schema jsonb)
  returns jsonb
  language sql
  immutable
as $$
  select case
    when jsonb_typeof(json_schema -> 'properties') is distinct from 'object' then json_schema
    else json_schema || jsonb_build_object('properties', (
      select coalesce(jsonb_object_agg(p.key, case
        when jsonb_typeof(p.value) <> 'object' or jsonb_typeof(p.value -> 'type') is distinct from 'string'
          or p.value ->> 'type' in ('string', 'number', 'integer', 'boolean', 'array', 'object', 'null') then p.value
        when lower(p.value ->> 'type') in ('text', 'enum', 'ref', 'email', 'url', 'uuid', 'date', 'time', 'timestamp', 'datetime', 'str', 'char', 'varchar')
          then p.value || '{"type": "string"}'
        when lower(p.value ->> 'type') in ('decimal', 'numeric', 'float', 'double', 'money') then p.value || '{"type": "number"}'
        when lower(p.value ->> 'type') in ('int', 'bigint', 'smallint') then p.value || '{"type": "integer"}'
        when lower(p.value ->> 'type') = 'bool' then p.value || '{"type": "boolean"}'
        when lower(p.value ->> 'type') in ('list', 'tuple', 'set') then p.value || '{"type": "array"}'
        when lower(p.value ->> 'type') in ('dict', 'map', 'json', 'jsonb') then p.value || '{"type": "object"}'
        when lower(p.value ->> 'type') = 'any' then p.value - 'type'
        else p.value
      end), '{}')
      from jsonb_each(json_schema -> 'properties') as p
    ))
  end;
$$;

comment on function specql_pattern.json_types(jsonb) is
  'The schema, with text, enum, decimal, int, bool, list, dict and their like at its properties replaced by the type of '
  'JSON that is meant.';
