-- 011327  specql_service.is_schema_keyword()
-- Whether a key means something in JSON Schema 2020-12.

create or replace function specql_service.is_schema_keyword(key text)
  returns boolean
  language sql
  immutable
as $$
  select key ~ '^([$]|x-)' or key in (
    'type', 'enum', 'const', 'title', 'description', 'default', 'examples', 'deprecated', 'readOnly', 'writeOnly', 'format',
    'allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'dependentSchemas', 'properties', 'patternProperties',
    'additionalProperties', 'propertyNames', 'required', 'dependentRequired', 'minProperties', 'maxProperties',
    'unevaluatedProperties', 'items', 'prefixItems', 'contains', 'minContains', 'maxContains', 'minItems', 'maxItems',
    'uniqueItems', 'unevaluatedItems', 'minLength', 'maxLength', 'pattern', 'minimum', 'maximum', 'exclusiveMinimum',
    'exclusiveMaximum', 'multipleOf', 'contentEncoding', 'contentMediaType', 'contentSchema'
  );
$$;

comment on function specql_service.is_schema_keyword(text) is 'True for the keywords of its vocabularies, and for keys that begin with $ or x-.';
