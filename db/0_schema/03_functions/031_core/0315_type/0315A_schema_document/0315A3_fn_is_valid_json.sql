-- 0315A3  app.is_valid_json()
-- Whether a value is valid by a compiled schema: for constraints.

create or replace function app.is_valid_json(compiled_schema jsonb, value jsonb)
  returns boolean
  language plpgsql
  immutable
  strict
  security definer
  set search_path = pg_catalog, pg_temp
as $$
begin
  return specql_type.is_valid(compiled_schema, value);
end;
$$;

comment on function app.is_valid_json(jsonb, jsonb) is
  'Whether the value is valid by a compiled JSON Schema, as constraints of tables hold it; null where there is no value. '
  'SG144: the value is too large.';

grant execute on function app.is_valid_json(jsonb, jsonb) to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
