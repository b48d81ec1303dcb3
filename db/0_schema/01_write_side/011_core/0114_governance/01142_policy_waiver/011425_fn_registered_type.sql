-- 011425  specql_governance.registered_type()
-- The PostgreSQL type behind a type of the registry.

create or replace function specql_governance.registered_type(type text)
  returns text
  language plpgsql
  stable
as $$
declare
  v_name constant text := regexp_replace(btrim(type), '\s*\[\s*\]$', '');
  v_type text;
begin
  -- Where the type registry is not installed, no type is registered.
  if v_name !~ '^[A-Za-z_][A-Za-z0-9_]*$' or to_regclass('specql_type.tb_universal_type') is null then
    return null;
  end if;
  execute 'select coalesce(nullif(t.default_postgres_type, ''ARRAY''), ''jsonb'')
    from specql_type.tb_universal_type as t where lower(t.type_name) = lower($1) and t.deprecated_at is null
    order by t.type_name = $1 desc limit 1'
    into v_type using v_name;
  -- What stands in the registry was written by people, too.
  if v_type is null or specql_governance.type_problem(v_type) is not null then
    return null;
  end if;
  return v_type || case when v_name <> btrim(type) then '[]' else '' end;
end;
$$;

comment on function specql_governance.registered_type(text) is
  'default_postgres_type of the registered type of this name, jsonb for one without; null where there is none, or it is deprecated.';
