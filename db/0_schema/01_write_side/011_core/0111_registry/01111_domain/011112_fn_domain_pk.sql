-- 011112  specql_registry.domain_pk()
-- From what people call a domain to its internal key.

create or replace function specql_registry.domain_pk(identifier text)
  returns bigint
  language plpgsql
  stable
as $$
declare
  v_digit constant text := common.digit_of(domain_pk.identifier);
  v_key   constant text := common.name_key(domain_pk.identifier);
  v_pk    bigint;
begin
  if v_digit is not null then
    select d.pk_domain into v_pk from specql_registry.tb_domain as d where d.domain_number = v_digit;
  else
    select n.fk_domain
    into v_pk
    from specql_registry.tb_domain_name as n
    where n.name_key = v_key;
  end if;
  return v_pk;
end;
$$;

comment on function specql_registry.domain_pk(text) is
  'The internal key of the domain with this number, name or alias, or null. Names are never digits, so '
  'at most one answers.';
