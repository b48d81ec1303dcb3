-- 011476  specql_governance.type_problem()
-- Asks the catalog whether a type exists and takes its modifiers.

create or replace function specql_governance.type_problem(type text)
  returns text
  language plpgsql
  stable
as $$
declare
  v_base      text;
  v_modifiers integer[];
  v_type      oid;
begin
  -- Most columns have one of these, and neither the catalog nor the parts of the text need be asked about them.
  if lower(type) = any (array['text', 'uuid', 'integer', 'bigint', 'smallint', 'boolean', 'timestamptz', 'date', 'jsonb', 'real',
    'double precision', 'bytea', 'inet', 'json', 'varchar', 'numeric'])
  then
    return null;
  end if;
  v_base := specql_governance.base_type(type);
  v_modifiers := specql_governance.type_modifiers(type);
  -- The usual modifiers of the usual types.
  if v_base = 'varchar' and strpos(type, '[') = 0 and cardinality(v_modifiers) = 1 and v_modifiers[1] between 1 and 10485760
    or v_base = 'numeric' and strpos(type, '[') = 0 and cardinality(v_modifiers) = 2 and v_modifiers[1] between 1 and 1000
      and v_modifiers[2] between 0 and v_modifiers[1]
  then
    return null;
  end if;
  if v_base in ('serial', 'bigserial', 'smallserial') then
    return case when v_modifiers is not null or strpos(type, '[') > 0 then format('%s takes no modifiers', v_base) end;
  end if;
  -- checked_type() has let only words, numbers and brackets pass, but not every order of words is a type, and
  -- a type in a schema that SpecQL may not use is none for it.
  begin
    v_type := to_regtype(regexp_replace(lower(type), '\s*\([^)]*\)', ''));
  exception when syntax_error or insufficient_privilege then
    v_type := null;
  end;
  if v_type is null or exists (
    select from pg_catalog.pg_type as t
    where t.oid = v_type and (t.typtype = 'p' or pg_catalog.pg_is_other_temp_schema(t.typnamespace)
      or t.typnamespace = pg_catalog.pg_my_temp_schema())
  ) then
    return format('there is no type %s', v_base);
  end if;
  -- A domain's check is code, and applying a change would run it with the rights of specql_owner.
  if exists (
    select from pg_catalog.pg_type as t
      left join pg_catalog.pg_type as e on e.oid = t.typelem and t.typcategory = 'A'
      join pg_catalog.pg_roles as r on r.oid = t.typowner
    where t.oid = v_type and coalesce(e.typtype, t.typtype) in ('d', 'c', 'r', 'm')
      and not r.rolsuper and r.rolname <> 'specql_owner'
  ) then
    return format('%s belongs to somebody whose code would run with SpecQL''s rights', v_base);
  end if;
  if v_modifiers is null then
    return null;
  end if;
  return case
    when v_base in ('varchar', 'char', 'bit', 'varbit')
      and (cardinality(v_modifiers) > 1 or v_modifiers[1] not between 1 and 10485760) then
      'the length must be between 1 and 10485760'
    when v_base = 'numeric' and (v_modifiers[1] not between 1 and 1000
      or v_modifiers[2] not between 0 and v_modifiers[1]) then
      'the precision must be between 1 and 1000 and the scale between 0 and the precision'
    when v_base in ('timestamptz', 'timestamp', 'time', 'timetz', 'interval')
      and (cardinality(v_modifiers) > 1 or v_modifiers[1] not between 0 and 6) then
      'the precision must be between 0 and 6'
    when v_base not in ('varchar', 'char', 'bit', 'varbit', 'numeric', 'timestamptz', 'timestamp', 'time', 'timetz',
      'interval', 'vector', 'halfvec', 'geometry', 'geography') then
      format('%s takes no modifiers', v_base)
  end;
end;
$$;

comment on function specql_governance.type_problem(text) is
  'What is wrong with a type that is built like one: that it does not exist (pseudo types and temporary ones do not), '
  'or what its modifiers may be. Null where it can be used.';
