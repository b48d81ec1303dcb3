-- 011574  specql_type.value_problems()
-- What is wrong with a value of a type.

create or replace function specql_type.value_problems(type_name text, value jsonb, version integer)
  returns table (instance_path text, schema_path text, keyword text, message text)
  language plpgsql
  stable
as $$
declare
  v_read constant record := specql_type.type_expression(type_name);
  v_type record;
begin
  if value is null then
    return;
  end if;
  select f.* into v_type from specql_type.type_in_force(v_read.type_name, version) as f;
  if not v_read.is_list then
    return query
      select p.instance_path, p.schema_path, p.keyword, p.message
      from specql_type.single_value_problems(v_type.default_postgres_type, v_type.category_name, v_type.compiled, value) as p;
  elsif jsonb_typeof(value) <> 'array' then
    return query select '', '/type', 'type', format('must be a list, but is of the type %s', jsonb_typeof(value));
  else
    return query
      select '/' || (e.position - 1) || p.instance_path, '/items' || p.schema_path, p.keyword, p.message
      from jsonb_array_elements(value) with ordinality as e (element, position)
        cross join lateral specql_type.single_value_problems(
          v_type.default_postgres_type, v_type.category_name, v_type.compiled, e.element
        ) as p;
  end if;
end;
$$;

comment on function specql_type.value_problems(text, jsonb, integer) is
  'One row for each problem, none for a valid value and for null: instance_path and schema_path (JSON Pointers), keyword, message. The '
  'version in force, or the one that is given. SG251, SG252: no such type or version.';
