-- 0115B1  specql_type.keyword_problem()
-- What is wrong with a keyword's value, seen alone. Without a sub-select on purpose: so it is inlined.

create or replace function specql_type.keyword_problem(keyword text, value jsonb)
  returns text
  language sql
  immutable
  parallel safe
as $$
  select case '{
      "type": "type",
      "properties": "map", "patternProperties": "map", "dependentSchemas": "map", "$defs": "map", "definitions": "map",
      "title": "string", "description": "string", "$comment": "string", "format": "string", "contentEncoding": "string",
      "contentMediaType": "string", "pattern": "string",
      "minLength": "count", "maxLength": "count", "minItems": "count", "maxItems": "count", "minProperties": "count",
      "maxProperties": "count", "minContains": "count", "maxContains": "count",
      "minimum": "number", "maximum": "number", "exclusiveMinimum": "number", "exclusiveMaximum": "number", "multipleOf": "divisor",
      "additionalProperties": "schema", "propertyNames": "schema", "items": "schema", "contains": "schema", "not": "schema",
      "if": "schema", "then": "schema", "else": "schema", "unevaluatedItems": "schema", "unevaluatedProperties": "schema",
      "contentSchema": "schema",
      "allOf": "schemas", "anyOf": "schemas", "oneOf": "schemas", "prefixItems": "schemas",
      "uniqueItems": "boolean", "deprecated": "boolean", "readOnly": "boolean", "writeOnly": "boolean",
      "required": "names", "dependentRequired": "dependents", "enum": "list", "examples": "list",
      "$id": "id", "$schema": "uri", "$ref": "uri", "$dynamicRef": "uri", "$recursiveRef": "uri",
      "$anchor": "anchor", "$dynamicAnchor": "anchor", "$recursiveAnchor": "anchor", "$vocabulary": "flags",
      "dependencies": "object"
    }'::jsonb ->> keyword
    when 'type' then
      case when not specql_type.is_type_keyword(value)
        then 'must be one of array, boolean, integer, null, number, object, string, or a list of some of them, each once' end
    when 'string' then
      case when jsonb_typeof(value) <> 'string' then 'must be a string' end
    when 'map' then
      case when jsonb_typeof(value) <> 'object' then 'must be an object of schemas'
        when value @? 'strict $.* ? (@.type() != "object" && @.type() != "boolean")' then 'must have schemas as values' end
    when 'count' then
      case when jsonb_typeof(value) <> 'number' or value < '0' or value @? 'strict $ ? (@.floor() != @)'
        then 'must be a whole number, not below 0' end
    when 'number' then
      case when jsonb_typeof(value) <> 'number' then 'must be a number' end
    when 'divisor' then
      case when jsonb_typeof(value) <> 'number' or value <= '0' then 'must be a number above 0' end
    when 'schema' then
      case when jsonb_typeof(value) not in ('object', 'boolean') then 'must be a schema: an object, true or false' end
    when 'schemas' then
      case when jsonb_typeof(value) <> 'array' or value = '[]' then 'must be a list of at least one schema'
        when value @? 'strict $[*] ? (@.type() != "object" && @.type() != "boolean")' then 'must be a list of schemas' end
    when 'boolean' then
      case when jsonb_typeof(value) <> 'boolean' then 'must be true or false' end
    when 'names' then
      case when not specql_type.is_list_of_names(value) then 'must be a list of strings, each once' end
    when 'dependents' then
      case when jsonb_typeof(value) <> 'object' then 'must be an object'
        when not specql_type.has_lists_of_names(value) then 'must have lists of strings, each once, as values' end
    when 'list' then
      case when jsonb_typeof(value) <> 'array' then 'must be a list' end
    when 'id' then
      case when jsonb_typeof(value) <> 'string' or value #>> '{}' !~ '^[^#]*#?$' then 'must be a URI without a fragment' end
    when 'uri' then
      case when jsonb_typeof(value) <> 'string' then 'must be a URI' end
    when 'anchor' then
      case when jsonb_typeof(value) <> 'string' or value #>> '{}' !~ '^[A-Za-z_][-A-Za-z0-9._]*$'
        then 'must be a name: a letter or _, then letters, digits, - . and _' end
    when 'flags' then
      case when jsonb_typeof(value) <> 'object' or value @? 'strict $.* ? (@.type() != "boolean")'
        then 'must be an object of true and false' end
    when 'object' then
      case when jsonb_typeof(value) <> 'object' then 'must be an object' end
  end;
$$;

comment on function specql_type.keyword_problem(text, jsonb) is
  'What the meta-schema of draft 2020-12 has against a keyword''s value, without looking into the schemas in it; null where it is '
  'right, and for keywords that the draft does not know.';
