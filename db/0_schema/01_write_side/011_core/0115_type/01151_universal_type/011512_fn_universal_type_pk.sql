-- 011512  specql_type.universal_type_pk()
-- From a type's name or alias to its internal key.

create or replace function specql_type.universal_type_pk(identifier text)
  returns bigint
  language plpgsql
  stable
as $$
declare
  v_pk bigint;
begin
  select a.fk_universal_type
  into v_pk
  from specql_type.tb_type_alias as a
  where a.alias_key = specql_type.type_key(universal_type_pk.identifier);
  return v_pk;
end;
$$;

comment on function specql_type.universal_type_pk(text) is 'The internal key of the type with this name or alias, or null.';
