-- 031517  app.type_check()
-- The CHECK that holds a column to a type.

create or replace function app.type_check(type_name text, column_name text)
  returns text
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_name constant text := common.checked_name(column_name, 'column_name');
  v_type constant text := app.postgres_type_of(type_name);
begin
  return case when v_type is not null then specql_type.column_type(type_name, v_name) ->> 'check' end;
end;
$$;

comment on function app.type_check(text, text) is
  'A boolean SQL expression that holds the column to the schema in force, for CHECK (…); null for a type without a schema. It holds '
  'the schema itself, so it stays as it is when the type gets a new version, and a dump restores in any order. SG102, SG251, '
  'SG153: no such type.';

grant execute on function app.type_check(text, text) to specql_reader;
