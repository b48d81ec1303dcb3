-- 031518  app.find_type()
-- Finds a type by its name or alias.

create or replace function app.find_type(type_name text)
  returns app.types
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_type app.types;
begin
  select t.* into v_type
  from app.types as t
  where t.id = specql_type.universal_type_id(specql_type.found_type(find_type.type_name));
  return v_type;
end;
$$;

comment on function app.find_type(text) is
  'The type with this name or alias; upper and lower case differ. SG102: nothing given. SG251: no such type.';

grant execute on function app.find_type(text) to specql_reader;
