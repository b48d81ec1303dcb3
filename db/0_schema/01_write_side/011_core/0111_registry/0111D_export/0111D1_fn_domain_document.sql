-- 0111D1  specql_registry.domain_document()
-- A domain with all below it, as the legacy file writes it.

create or replace function specql_registry.domain_document(domain bigint)
  returns jsonb
  language sql
  stable
as $$
  select
    coalesce(d.legacy -> 'entry', '{}')
    || jsonb_build_object('$key', coalesce(d.legacy ->> 'key', d.domain_number), 'name', d.domain_name)
    || case when d.description is null and not coalesce(d.legacy -> 'entry' ? 'description', false) then '{}'
      else jsonb_build_object('description', d.description) end
    -- A key that the file did not have and whose value is the default stays away.
    || case when not d.multi_tenant and d.legacy is not null and not (d.legacy -> 'entry' ? 'multi_tenant') then '{}'
      else jsonb_build_object('multi_tenant', d.multi_tenant::text) end
    || case when d.aliases = '{}' then '{}' else jsonb_build_object('aliases', d.aliases) end
    || jsonb_build_object('subdomains', (
      select coalesce(jsonb_agg(specql_registry.subdomain_document(s.pk_subdomain) order by s.subdomain_number), '[]')
      from specql_registry.tb_subdomain as s
      where s.fk_domain = d.pk_domain
    ))
  from specql_registry.tb_domain as d
  where d.pk_domain = domain;
$$;

comment on function specql_registry.domain_document(bigint) is
  'The domain as app.export_registry() shows it: what the legacy file said, with what the registry says laid over it.';
