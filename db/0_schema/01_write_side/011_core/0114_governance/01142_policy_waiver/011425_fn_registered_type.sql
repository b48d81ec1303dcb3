-- 011425  specql_governance.registered_type()
-- The PostgreSQL type behind a type of the registry.

create or replace function specql_governance.registered_type(type text)
  returns text
  language plpgsql
  stable
as $$
declare
  v_column jsonb;
  v_type   text;
begin
  if btrim(type) !~ '^[A-Za-z_][A-Za-z0-9_]*(\s*\[\s*\])?$' then
    return null;
  end if;
  v_column := specql_type.column_type(btrim(type), null);
  v_type := case when not v_column ? 'deprecated' then v_column ->> 'type' end;
  -- What stands in the registry was written by people, too.
  return case when v_type is not null and specql_governance.type_problem(v_type) is null then v_type end;
end;
$$;

comment on function specql_governance.registered_type(text) is
  'The PostgreSQL type of a column of this registered type or of a list of it, as specql_type.column_type() says; null where '
  'there is none, or it is deprecated.';
