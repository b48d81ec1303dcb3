-- 0115B1  specql_type.keyword_problem()
-- What is wrong with a keyword's value, seen alone. Without a sub-select on purpose: so it is inlined.

create or replace function specql_type.keyword_problem(keyword text, value jsonb)
  returns text
  language sql
  immutable
  parallel safe
as $$
  select case
    when keyword in ('additionalProperties', 'propertyNames', 'items', 'contains', 'not', 'if', 'then', 'else',
        'unevaluatedItems', 'unevaluatedProperties', 'contentSchema')
      then case when jsonb_typeof(value) not in ('object', 'boolean') then 'must be a schema: an object, true or false' end
    when keyword in ('title', 'description', '$comment', 'format', 'contentEncoding', 'contentMediaType', 'pattern')
      then case when jsonb_typeof(value) <> 'string' then 'must be a string' end
    when keyword = 'type'
      then case when specql_type.is_type_keyword(value) then null
        else 'must be one of array, boolean, integer, null, number, object, string, or a list of some of them, each once' end
    when keyword in ('properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions')
      then case
        when jsonb_typeof(value) <> 'object' then 'must be an object of schemas'
        when value @? 'strict $.* ? (@.type() != "object" && @.type() != "boolean")' then 'must have schemas as values' end
    when keyword in ('allOf', 'anyOf', 'oneOf', 'prefixItems')
      then case
        when jsonb_typeof(value) <> 'array' or value = '[]' then 'must be a list of at least one schema'
        when value @? 'strict $[*] ? (@.type() != "object" && @.type() != "boolean")' then 'must be a list of schemas' end
    when keyword in ('maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum')
      then case when jsonb_typeof(value) <> 'number' then 'must be a number' end
    when keyword = 'multipleOf'
      then case when jsonb_typeof(value) <> 'number' or value <= '0' then 'must be a number above 0' end
    when keyword in ('maxLength', 'minLength', 'maxItems', 'minItems', 'maxProperties', 'minProperties', 'maxContains', 'minContains')
      then case when jsonb_typeof(value) <> 'number' or value < '0' or value @? 'strict $ ? (@.floor() != @)'
        then 'must be a whole number, not below 0' end
    when keyword in ('uniqueItems', 'deprecated', 'readOnly', 'writeOnly')
      then case when jsonb_typeof(value) <> 'boolean' then 'must be true or false' end
    when keyword = 'required'
      then case when not specql_type.is_list_of_names(value) then 'must be a list of strings, each once' end
    when keyword = 'dependentRequired'
      then case
        when jsonb_typeof(value) <> 'object' then 'must be an object'
        when not specql_type.has_lists_of_names(value) then 'must have lists of strings, each once, as values' end
    when keyword in ('enum', 'examples')
      then case when jsonb_typeof(value) <> 'array' then 'must be a list' end
    when keyword = '$id'
      then case when jsonb_typeof(value) <> 'string' or value #>> '{}' !~ '^[^#]*#?$' then 'must be a URI without a fragment' end
    when keyword in ('$schema', '$ref', '$dynamicRef', '$recursiveRef')
      then case when jsonb_typeof(value) <> 'string' then 'must be a URI' end
    when keyword in ('$anchor', '$dynamicAnchor', '$recursiveAnchor')
      then case when jsonb_typeof(value) <> 'string' or value #>> '{}' !~ '^[A-Za-z_][-A-Za-z0-9._]*$'
        then 'must be a name: a letter or _, then letters, digits, - . and _' end
    when keyword = '$vocabulary'
      then case when jsonb_typeof(value) <> 'object' or value @? 'strict $.* ? (@.type() != "boolean")'
        then 'must be an object of true and false' end
    when keyword = 'dependencies'
      then case when jsonb_typeof(value) <> 'object' then 'must be an object' end
  end;
$$;

comment on function specql_type.keyword_problem(text, jsonb) is
  'What the meta-schema of draft 2020-12 has against a keyword''s value, without looking into the schemas in it; null where it is '
  'right, and for keywords that the draft does not know.';
