-- 0315A1  app.validate_json()
-- What is wrong with a value by a JSON Schema.

create or replace function app.validate_json(
  json_schema    jsonb,
  value          jsonb,
  assert_formats boolean default false,
  documents      jsonb default '{}'
)
  returns table (instance_path text, schema_path text, keyword text, message text)
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
begin
  if value is null then
    raise exception using
      errcode = 'SG102', message = 'value is missing', hint = 'The JSON value null is written ''null''.', column = 'value';
  end if;
  return query
  select e.instance_path, e.schema_path, e.keyword, e.message
  from specql_type.errors_of(
    specql_type.compile_schema(validate_json.json_schema, validate_json.documents, validate_json.assert_formats),
    validate_json.value
  ) as e;
end;
$$;

comment on function app.validate_json(jsonb, jsonb, boolean, jsonb) is
  'One row for each problem of the value by the JSON Schema of draft 2020-12: where in the value and where in the schema, as JSON '
  'Pointers, the keyword, and what is wrong. No rows where it is valid. assert_formats: format is a rule, not a note. documents: an '
  'object with further schemas by their URIs. SG140 to SG146: the schema cannot be used, or the value is too large for it.';

grant execute on function app.validate_json(jsonb, jsonb, boolean, jsonb) to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
