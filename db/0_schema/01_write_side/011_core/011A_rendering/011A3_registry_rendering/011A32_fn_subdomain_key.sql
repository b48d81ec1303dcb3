-- 011A32  specql_cutover.subdomain_key()
-- How the legacy file names a subdomain.

create or replace function specql_cutover.subdomain_key(subdomain bigint)
  returns text
  language sql
  stable
as $$
  select specql_cutover.domain_key(d.domain_number, d.legacy) || '.subdomains.' || coalesce(s.legacy ->> 'key', s.subdomain_number)
  from specql_registry.tb_subdomain as s
    join specql_registry.tb_domain as d on d.pk_domain = s.fk_domain
  where s.pk_subdomain = subdomain;
$$;

comment on function specql_cutover.subdomain_key(bigint) is
  'Row key of the table subdomains, with the keys as the file writes them: domains.2.subdomains.03.';
