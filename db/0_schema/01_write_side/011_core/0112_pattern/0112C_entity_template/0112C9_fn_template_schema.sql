-- 0112C9  specql_pattern.template_schema()
-- The JSON Schema of the parameters that every template takes.

create or replace function specql_pattern.template_schema(configuration_options jsonb)
  returns jsonb
  language sql
  immutable
as $$
  select jsonb_build_object(
    'type', 'object',
    'additionalProperties', false,
    'properties', jsonb_build_object(
      'entity', '{"type": "string", "minLength": 1, "maxLength": 63}'::jsonb,
      'table_name', '{"type": "string", "minLength": 1, "maxLength": 63}'::jsonb,
      'schema', '{"type": "string", "minLength": 1, "maxLength": 63}'::jsonb,
      'owner', '{"type": "string"}'::jsonb,
      'domain', '{"type": "string"}'::jsonb,
      'subdomain', '{"type": "string"}'::jsonb,
      'justification', '{"type": "string"}'::jsonb,
      'related_issue', '{"type": ["string", "integer"]}'::jsonb,
      'custom_fields', '{"type": ["object", "array"], "maxProperties": 500, "maxItems": 500}'::jsonb,
      'leave_out', '{"type": "array", "items": {"type": "string"}}'::jsonb,
      'patterns', '{"type": "object", "additionalProperties": {"type": ["object", "null"]}}'::jsonb,
      'custom_config', case
        when jsonb_typeof(configuration_options) = 'object' and configuration_options <> '{}' then
          specql_pattern.json_types(specql_pattern.parameters_schema(configuration_options)) || '{"additionalProperties": false}'
        else '{"type": "object"}'
      end
    )
  );
$$;

comment on function specql_pattern.template_schema(jsonb) is
  'entity, table_name, schema, owner, domain, subdomain, justification, related_issue, custom_fields, leave_out (fields), '
  'patterns (by name; null leaves one out) and custom_config, which the template''s own options describe.';
