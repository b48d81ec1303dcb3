-- 011542  specql_type.claim_alias()
-- Claims a name for a type among all names and aliases.

create or replace function specql_type.claim_alias(type_pk bigint, alias text, is_alias boolean, field text)
  returns boolean
  language plpgsql
  volatile
as $$
declare
  v_holder record;
begin
  -- Waits for another session that claims the same; then one has it and the other is told who.
  insert into specql_type.tb_type_alias (fk_universal_type, alias, is_alias)
  values (type_pk, claim_alias.alias, claim_alias.is_alias)
  on conflict on constraint uq_tb_type_alias__alias_key do nothing;
  if found then
    return true;
  end if;
  select t.pk_universal_type, t.type_name
  into v_holder
  from specql_type.tb_type_alias as a
    join specql_type.tb_universal_type as t on t.pk_universal_type = a.fk_universal_type
  where a.alias_key = specql_type.type_key(claim_alias.alias);
  if v_holder.pk_universal_type = type_pk then
    return false;
  end if;
  raise exception using
    errcode = 'SG302',
    message = format('the name %s is already taken', quote_literal(claim_alias.alias)),
    detail = format('It finds the type %s.', v_holder.type_name),
    hint = 'Names and aliases of types are unique together.',
    column = field;
end;
$$;

comment on function specql_type.claim_alias(bigint, text, boolean, text) is
  'True where the name was claimed, false where the type has it already. SG302 names the type that has it.';
