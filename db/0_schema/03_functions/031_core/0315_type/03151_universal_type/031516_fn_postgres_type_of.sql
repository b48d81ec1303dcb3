-- 031516  app.postgres_type_of()
-- The PostgreSQL type of a column that holds values of a type.

create or replace function app.postgres_type_of(type_name text)
  returns text
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_type constant text := specql_type.column_type(type_name, null) ->> 'type';
begin
  if v_type is null then
    perform specql_type.found_type(r.type_name) from specql_type.type_expression(postgres_type_of.type_name) as r;
    raise exception using
      errcode = 'SG153',
      message = format('a %s needs to know of what', postgres_type_of.type_name),
      hint = 'Write list(text) or text[].',
      column = 'type_name';
  end if;
  return v_type;
end;
$$;

comment on function app.postgres_type_of(text) is
  'The PostgreSQL type for a column of a registered type, its alias, or a list of it: NUMERIC(15,2) for money, NUMERIC(15,2)[] for '
  'list(money), JSONB for composites. SG102, SG251: no such type. SG153: a list of nothing.';

grant execute on function app.postgres_type_of(text) to specql_reader;
