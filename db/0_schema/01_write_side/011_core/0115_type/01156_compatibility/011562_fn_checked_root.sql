-- 011562  specql_type.checked_root()
-- A schema and the registered types that it refers to, by their names.

create or replace function specql_type.checked_root(json_schema jsonb, field text)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_documents jsonb;
begin
  if jsonb_typeof(json_schema) not in ('object', 'boolean') then
    raise exception using
      errcode = 'SG140', message = format('%s is no JSON Schema', field),
      detail = format('It is of the type %s.', jsonb_typeof(json_schema)),
      hint = 'A JSON Schema is an object, true or false.', column = field;
  end if;
  v_documents := specql_type.type_documents(json_schema);
  perform specql_type.compile_schema(json_schema => checked_root.json_schema, documents => v_documents, assert_formats => true);
  return v_documents || jsonb_build_object('', json_schema);
end;
$$;

comment on function specql_type.checked_root(jsonb, text) is
  'The schema under the key '''', and those of the types that it refers to under theirs. SG14x: it is no JSON Schema.';
