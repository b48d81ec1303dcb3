-- 011113  specql_registry.domain_id()
-- From a domain's internal key to its public one.

create or replace function specql_registry.domain_id(pk bigint)
  returns uuid
  language sql
  stable
as $$
  select d.id from specql_registry.tb_domain as d where d.pk_domain = domain_id.pk;
$$;

comment on function specql_registry.domain_id(bigint) is 'The public key of a domain, or null.';
