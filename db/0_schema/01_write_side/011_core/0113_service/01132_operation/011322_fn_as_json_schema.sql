-- 011322  specql_service.as_json_schema()
-- An operation's input or output as JSON Schema: as it is, or the short form written out.

create or replace function specql_service.as_json_schema(given jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
begin
  if specql_service.is_short_form(given) is not true then
    return given;
  end if;
  return jsonb_build_object('type', 'object', 'properties', (
    select jsonb_object_agg(f.key, specql_service.short_type(f.value)) from jsonb_each_text(given) as f
  ));
end;
$$;

comment on function specql_service.as_json_schema(jsonb) is
  'The short form {field: type, …} becomes an object with these properties; anything else is returned as it came.';
