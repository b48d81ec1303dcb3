-- 01157A  specql_type.known_regtype()
-- The type that PostgreSQL has under a name, as far as we may see it.

create or replace function specql_type.known_regtype(postgres_type text)
  returns regtype
  language plpgsql
  stable
as $$
begin
  return to_regtype(postgres_type);
exception when insufficient_privilege then
  return null;
end;
$$;

comment on function specql_type.known_regtype(text) is
  'As to_regtype(), and null too where the type lies in a schema that specql_owner may not use.';
