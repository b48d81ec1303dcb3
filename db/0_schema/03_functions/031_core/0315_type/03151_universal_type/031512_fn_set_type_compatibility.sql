-- 031512  app.set_type_compatibility()
-- Says what new versions of a type must be compatible with.

create or replace function app.set_type_compatibility(type_name text, mode text)
  returns app.types
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_pk   constant bigint := specql_type.found_type(type_name);
  v_mode constant text := specql_type.checked_mode(mode);
  v_type app.types;
begin
  update specql_type.tb_universal_type as t
  set compatibility_mode = v_mode
  where t.pk_universal_type = v_pk and t.compatibility_mode <> v_mode;
  select t.* into v_type from app.types as t where t.id = specql_type.universal_type_id(v_pk);
  return v_type;
end;
$$;

comment on function app.set_type_compatibility(text, text) is
  'Sets the compatibility mode of a type: NONE, BACKWARD, BACKWARD_TRANSITIVE, FORWARD, FORWARD_TRANSITIVE, FULL or FULL_TRANSITIVE. '
  'It holds from the next version on. SG152: no such mode. SG251: no such type.';

grant execute on function app.set_type_compatibility(text, text) to specql_admin;
