-- 011122  specql_registry.subdomain_pk()
-- From what people call a subdomain to its internal key.

create or replace function specql_registry.subdomain_pk(domain bigint, identifier text)
  returns bigint
  language sql
  stable
  set search_path = pg_catalog, pg_temp
as $$
  select s.pk_subdomain
  from specql_registry.tb_subdomain as s
  where s.fk_domain = subdomain_pk.domain
    and (
      s.subdomain_number = common.digit_of(subdomain_pk.identifier)
      or common.name_key(s.subdomain_name) = common.name_key(subdomain_pk.identifier)
    );
$$;

comment on function specql_registry.subdomain_pk(bigint, text) is
  'The internal key of the subdomain with this number or name in a domain, or null.';
