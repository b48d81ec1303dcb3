-- 031514  app.validate_value()
-- Says what is wrong with a value of a type.

create or replace function app.validate_value(type_name text, value jsonb, version integer default null)
  returns table (instance_path text, schema_path text, keyword text, message text)
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
begin
  -- An unknown type is an error even where there is nothing to check.
  perform specql_type.type_in_force(r.type_name, validate_value.version)
  from specql_type.type_expression(validate_value.type_name) as r;
  return query
    select p.instance_path, p.schema_path, p.keyword, p.message
    from specql_type.value_problems(validate_value.type_name, validate_value.value, validate_value.version) as p;
end;
$$;

comment on function app.validate_value(text, jsonb, integer) is
  'The problems of a value, no rows where it is valid: instance_path and schema_path (JSON Pointers), keyword and message. The type '
  'may be a list: list(money) or money[]. Without a version the one in force counts. SG251, SG252: no such type or version.';

grant execute on function app.validate_value(text, jsonb, integer) to specql_reader;
