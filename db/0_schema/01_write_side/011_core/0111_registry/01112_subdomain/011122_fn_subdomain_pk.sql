-- 011122  specql_registry.subdomain_pk()
-- From what people call a subdomain to its internal key.

create or replace function specql_registry.subdomain_pk(domain bigint, identifier text)
  returns bigint
  language plpgsql
  stable
as $$
declare
  v_digit constant text := common.digit_of(subdomain_pk.identifier);
  v_key   constant text := common.name_key(subdomain_pk.identifier);
  v_pk    bigint;
begin
  if v_digit is not null then
    select s.pk_subdomain
    into v_pk
    from specql_registry.tb_subdomain as s
    where s.fk_domain = subdomain_pk.domain and s.subdomain_number = v_digit;
  else
    select s.pk_subdomain
    into v_pk
    from specql_registry.tb_subdomain as s
    where s.fk_domain = subdomain_pk.domain and s.name_key = v_key;
  end if;
  return v_pk;
end;
$$;

comment on function specql_registry.subdomain_pk(bigint, text) is
  'The internal key of the subdomain with this number or name in a domain, or null.';
