-- 01156F  specql_type.keyword_kind()
-- What a keyword speaks of.

create or replace function specql_type.keyword_kind(keyword text)
  returns text
  language sql
  immutable
as $$
  select case
    when keyword in ('type', 'enum', 'const') then 'value'
    when keyword in ('minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf') then 'number'
    when keyword in ('minLength', 'maxLength', 'pattern', 'format') then 'string'
    when keyword in ('minItems', 'maxItems', 'uniqueItems', 'items', 'prefixItems', 'contains', 'unevaluatedItems') then 'array'
    when keyword in ('required', 'properties', 'patternProperties', 'additionalProperties', 'propertyNames', 'minProperties',
      'maxProperties', 'dependentRequired', 'dependentSchemas', 'unevaluatedProperties') then 'object'
    when keyword in ('anyOf', 'oneOf', 'not', 'if') then 'choice'
    when keyword in ('$ref', 'allOf') then 'all'
    -- then, else, minContains and maxContains are read with the keyword that they belong to.
    when keyword in ('title', 'description', 'default', 'examples', 'deprecated', 'readOnly', 'writeOnly', '$comment', '$schema',
      '$id', '$anchor', '$dynamicAnchor', '$defs', 'definitions', '$vocabulary', 'contentEncoding', 'contentMediaType',
      'contentSchema', 'then', 'else', 'minContains', 'maxContains') or keyword like 'x-%' then 'note'
    else 'unknown'
  end;
$$;

comment on function specql_type.keyword_kind(text) is
  'What a keyword speaks of: value, number, string, array, object, choice, all; note where it says nothing about validity, '
  'unknown where nobody knows.';
