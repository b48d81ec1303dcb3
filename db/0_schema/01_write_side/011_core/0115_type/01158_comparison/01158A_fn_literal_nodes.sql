-- 01158A  specql_type.literal_nodes()
-- A single value as a schema.

create or replace function specql_type.literal_nodes(value jsonb)
  returns jsonb
  language sql
  immutable
as $$
  select jsonb_build_array(jsonb_build_object('b', '', 's', jsonb_build_object('$literal', value) || case jsonb_typeof(value)
    when 'number' then jsonb_build_object('minimum', value, 'maximum', value)
    when 'string' then jsonb_build_object('minLength', length(value #>> '{}'), 'maxLength', length(value #>> '{}'))
    when 'array' then jsonb_build_object('minItems', jsonb_array_length(value), 'maxItems', jsonb_array_length(value))
    when 'object' then (
      select jsonb_build_object('minProperties', count(*), 'maxProperties', count(*), 'required', coalesce(jsonb_agg(k.key), '[]'))
      from jsonb_object_keys(value) as k (key)
    )
    else '{}'
  end));
$$;

comment on function specql_type.literal_nodes(jsonb) is 'Nodes that one value satisfies and no other.';
