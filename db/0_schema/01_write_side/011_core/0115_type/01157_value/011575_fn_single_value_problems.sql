-- 011575  specql_type.single_value_problems()
-- Holds a value against a type's schema and, for a scalar, against its PostgreSQL type.

create or replace function specql_type.single_value_problems(
  postgres_type text, category_name text, compiled jsonb, value jsonb
)
  returns table (instance_path text, schema_path text, keyword text, message text)
  language plpgsql
  stable
as $$
begin
  if compiled is not null then
    return query
      select e.instance_path, e.schema_path, e.keyword, e.message from specql_type.errors_of(compiled, value) as e;
    if found then
      return;
    end if;
  end if;
  if category_name = 'scalar' then
    return query
      select '', '/postgresType', 'postgresType', p.problem
      from specql_type.scalar_problem(postgres_type, value) as p (problem)
      where p.problem is not null;
  elsif postgres_type = 'ARRAY' and jsonb_typeof(value) <> 'array' then
    return query select '', '/type', 'type', format('must be a list, but is of the type %s', jsonb_typeof(value));
  end if;
end;
$$;

comment on function specql_type.single_value_problems(text, text, jsonb, jsonb) is
  'The problems that the schema finds or, where it finds none, the one that PostgreSQL has (keyword postgresType).';
