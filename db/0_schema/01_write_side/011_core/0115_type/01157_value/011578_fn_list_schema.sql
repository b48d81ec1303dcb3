-- 011578  specql_type.list_schema()
-- The JSON Schema of a list of a type.

create or replace function specql_type.list_schema(type_name text)
  returns jsonb
  language plpgsql
  immutable
as $$
begin
  return jsonb_build_object('type', 'array', 'items', jsonb_build_object('$ref', type_name));
end;
$$;

comment on function specql_type.list_schema(text) is 'A schema that refers to the type''s by its name.';
