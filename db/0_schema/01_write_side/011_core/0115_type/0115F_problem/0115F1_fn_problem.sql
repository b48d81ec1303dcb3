-- 0115F1  specql_type.problem()
-- One problem of a value, as a list of one.

create or replace function specql_type.problem(instance_path text, schema_path text, keyword text, message text)
  returns jsonb
  language plpgsql
  immutable
  parallel safe
as $$
begin
  return jsonb_build_array(jsonb_build_array(instance_path, schema_path, keyword, message));
end;
$$;

comment on function specql_type.problem(text, text, text, text) is
  'A list with one problem: where in the value, where in the schema, the keyword, and what is wrong.';
