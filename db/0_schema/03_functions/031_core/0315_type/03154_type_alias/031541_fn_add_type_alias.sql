-- 031541  app.add_type_alias()
-- Gives a type another name.

create or replace function app.add_type_alias(type_name text, alias text)
  returns app.types
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_pk   constant bigint := specql_type.found_type(type_name);
  v_type app.types;
begin
  perform specql_type.claim_alias(v_pk, specql_type.checked_type_name(alias, 'alias'), true, 'alias');
  select t.* into v_type from app.types as t where t.id = specql_type.universal_type_id(v_pk);
  return v_type;
end;
$$;

comment on function app.add_type_alias(text, text) is
  'Adds an alias. One that the type has already changes nothing. SG102, SG103, SG105: it is no name. SG251: no such type. SG302: '
  'another type has it.';

grant execute on function app.add_type_alias(text, text) to specql_author;
