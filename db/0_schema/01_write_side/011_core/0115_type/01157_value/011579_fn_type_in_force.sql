-- 011579  specql_type.type_in_force()
-- A type as values are checked by it.

create or replace function specql_type.type_in_force(type_name text, version integer, is_strict boolean default true)
  returns table (default_postgres_type text, category_name text, compiled jsonb)
  language plpgsql
  stable
as $$
declare
  v_key constant text := specql_type.type_key(type_name);
begin
  return query
    select t.default_postgres_type, c.category_name, v.compiled
    from specql_type.tb_type_alias as a
      join specql_type.tb_universal_type as t on t.pk_universal_type = a.fk_universal_type
      join specql_type.tb_type_category as c on c.pk_type_category = t.fk_type_category
      left join specql_type.tb_type_version as v
        on v.fk_universal_type = t.pk_universal_type
        and v.version = coalesce(type_in_force.version, t.current_version)
    where a.alias_key = v_key
      and (type_in_force.version is null or v.version is not null);
  if not found and is_strict then
    -- Raises where there is no such type.
    perform specql_type.found_type(type_name);
    raise exception using
      errcode = 'SG252',
      message = format('the type %s has no version %s', quote_literal(type_name), type_in_force.version),
      hint = 'The view app.type_versions lists them.', column = 'version';
  end if;
end;
$$;

comment on function specql_type.type_in_force(text, integer, boolean) is
  'The type with the compiled schema of the version that is given, else of the one in force (null without one). SG251, SG252: no '
  'such type or version; no row instead where it is not strict.';
