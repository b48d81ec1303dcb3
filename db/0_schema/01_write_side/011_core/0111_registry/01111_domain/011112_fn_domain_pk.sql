-- 011112  specql_registry.domain_pk()
-- From what people call a domain to its internal key.

create or replace function specql_registry.domain_pk(identifier text)
  returns bigint
  language sql
  stable
  set search_path = pg_catalog, pg_temp
as $$
  select d.pk_domain
  from specql_registry.tb_domain as d
  where d.domain_number = common.digit_of(domain_pk.identifier)
  union all
  select n.fk_domain
  from specql_registry.tb_domain_name as n
  where n.name_key = common.name_key(domain_pk.identifier);
$$;

comment on function specql_registry.domain_pk(text) is
  'The internal key of the domain with this number, name or alias, or null. Names are never digits, so '
  'at most one answers.';
