-- 031515  app.is_valid_value()
-- Whether a value is one of a type; made for CHECK constraints.

create or replace function app.is_valid_value(type_name text, value jsonb, version integer default null)
  returns boolean
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_read record;
  v_type record;
begin
  if value is null then
    return null;
  end if;
  -- Nearly always it is the plain name of a composite type: one look-up and one walk.
  select v.compiled
  into v_type
  from specql_type.tb_type_alias as a
    join specql_type.tb_universal_type as t on t.pk_universal_type = a.fk_universal_type
    join specql_type.tb_type_version as v
      on v.fk_universal_type = t.pk_universal_type
      and v.version = coalesce(is_valid_value.version, t.current_version)
  where a.alias_key = is_valid_value.type_name and coalesce(upper(t.default_postgres_type), 'JSONB') = 'JSONB';
  if found then
    return specql_type.is_valid(v_type.compiled, is_valid_value.value);
  end if;

  v_read := specql_type.type_expression(is_valid_value.type_name);
  perform from specql_type.type_in_force(v_read.type_name, is_valid_value.version, false);
  -- A dump loads tables in the order of their names, so a CHECK may run before the types are back. At any other time there are
  -- some: they come with the migration and cannot be removed.
  if not found and (
    not exists (select from specql_type.tb_universal_type) or not exists (select from specql_type.tb_type_alias)
    or not exists (select from specql_type.tb_type_version)
  ) then
    return null;
  end if;
  return not exists (
    select from specql_type.value_problems(is_valid_value.type_name, is_valid_value.value, is_valid_value.version)
  );
end;
$$;

comment on function app.is_valid_value(text, jsonb, integer) is
  'Whether the value is one of the type (or of the list: list(money), money[]), null for null, so that a CHECK passes. Stable: without '
  'a version it follows the one in force. SG251, SG252: no such type or version.';

grant execute on function app.is_valid_value(text, jsonb, integer) to specql_reader;
