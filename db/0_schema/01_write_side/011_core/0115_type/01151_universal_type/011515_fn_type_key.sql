-- 011515  specql_type.type_key()
-- What two names of types are compared by. Case counts: the legacy registry has url and URL.
-- In plpgsql on purpose: constraints and indexes parse a SQL function anew with every statement.

create or replace function specql_type.type_key(name text)
  returns text
  language plpgsql
  immutable
  strict
  parallel safe
as $$
begin
  return normalize(name, nfkc);
end;
$$;

comment on function specql_type.type_key(text) is
  'The form in which names of types are compared: Unicode NFKC, upper and lower case kept apart.';
