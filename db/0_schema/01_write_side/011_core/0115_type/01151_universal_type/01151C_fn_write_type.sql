-- 01151C  specql_type.write_type()
-- Adds a type without its schema, or finds the one that has the name; either way it is locked.

create or replace function specql_type.write_type(
  type_name text, type_category text, default_postgres_type text, is_rich_type boolean, description text,
  out pk bigint, out is_new boolean
)
  language plpgsql
  volatile
as $$
declare
  v_name     constant text := specql_type.checked_type_name(type_name, 'type_name');
  v_category constant bigint := specql_type.checked_category(type_category);
  v_postgres constant text := specql_type.checked_postgres_type(default_postgres_type, common.name_key(type_category));
begin
  perform common.checked_text(description, 'description');
  is_new := false;
  pk := specql_type.universal_type_pk(v_name);
  if pk is null then
    -- Waits for another session that adds the same name; then this one finds it.
    insert into specql_type.tb_universal_type
      (type_name, fk_type_category, default_postgres_type, is_rich_type, description)
    values (v_name, v_category, v_postgres, coalesce(write_type.is_rich_type, false), write_type.description)
    on conflict on constraint uq_tb_universal_type__type_name do nothing
    returning pk_universal_type into pk;
    is_new := pk is not null;
    pk := coalesce(pk, specql_type.universal_type_pk(v_name));
  end if;
  -- Versions are numbered under this lock.
  perform from specql_type.tb_universal_type as t where t.pk_universal_type = pk for no key update;
end;
$$;

comment on function specql_type.write_type(text, text, text, boolean, text) is
  'The internal key of the type, and whether it was added. SG102, SG103, SG105: the name is none. SG253: no such category. SG150, '
  'SG151: the PostgreSQL type cannot be used.';
