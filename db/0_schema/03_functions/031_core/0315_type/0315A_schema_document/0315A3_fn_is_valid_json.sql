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
  if compiled_schema -> 0 ->> 'specql' is distinct from 'json-schema/1' or jsonb_typeof(compiled_schema -> 1) not in ('object', 'boolean') then
    raise exception using
      errcode = 'SG112', message = 'compiled_schema is no compiled JSON Schema',
      hint = 'Constraints are written by the registry. To validate by a JSON Schema itself call app.validate_json().',
      column = 'compiled_schema';
  end if;
  return specql_type.is_valid(compiled_schema, value);
end;
$$;

comment on function app.is_valid_json(jsonb, jsonb) is
  'Whether the value is valid by a compiled JSON Schema, as constraints of tables hold it; null where there is no value. '
  'SG112: this is no compiled schema. SG144: the value is too large.';

grant execute on function app.is_valid_json(jsonb, jsonb) to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
