-- 011123  specql_registry.subdomain_id()
-- From a subdomain's internal key to its public one.

create or replace function specql_registry.subdomain_id(pk bigint)
  returns uuid
  language sql
  stable
as $$
  select s.id from specql_registry.tb_subdomain as s where s.pk_subdomain = subdomain_id.pk;
$$;

comment on function specql_registry.subdomain_id(bigint) is 'The public key of a subdomain, or null.';
