-- 011329  specql_service.plain_type()
-- A type's word, as JSON Schema.

create or replace function specql_service.plain_type(word text)
  returns jsonb
  language sql
  immutable
as $$
  select case
    when word in ('string', 'integer', 'number', 'boolean', 'object', 'array', 'null') then jsonb_build_object('type', word)
    when word in ('text', 'str') then '{"type": "string"}'
    when word in ('int', 'bigint') then '{"type": "integer"}'
    when word in ('float', 'double', 'decimal', 'numeric') then '{"type": "number"}'
    when word = 'bool' then '{"type": "boolean"}'
    when word in ('list') then '{"type": "array"}'
    when word in ('dict', 'map', 'json', 'jsonb') then '{"type": "object"}'
    when word in ('datetime', 'timestamp', 'timestamptz') then '{"type": "string", "format": "date-time"}'
    when word in ('date', 'time', 'uuid', 'email', 'uri') then jsonb_build_object('type', 'string', 'format', word)
    when word = 'url' then '{"type": "string", "format": "uri"}'
    when word = 'any' then '{}'
    else jsonb_build_object('$comment', 'unknown type ' || word)
  end;
$$;

comment on function specql_service.plain_type(text) is 'The schema of one word, without [].';
