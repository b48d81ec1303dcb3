-- 031134  app.find_entity()
-- Finds entities by name or code.

create or replace function app.find_entity(
  entity_name text,
  domain      text default null,
  subdomain   text default null
)
  returns setof app.entities
  language sql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
  select v.*
  from (
    select e.pk_entity_registration as pk
    from specql_registry.tb_entity_registration as e
    where e.name_key = common.name_key(find_entity.entity_name)
    union
    select e.pk_entity_registration
    from specql_registry.tb_entity_registration as e
    where e.table_code = upper(find_entity.entity_name collate "C")
  ) as m
    join specql_registry.tb_entity_registration as e on e.pk_entity_registration = m.pk
    join app.entities as v on v.id = e.id
  where (find_entity.domain is null or e.fk_subdomain in (
      select s.pk_subdomain
      from specql_registry.tb_subdomain as s
      where s.fk_domain = specql_registry.domain_pk(find_entity.domain)
    ))
    and (find_entity.subdomain is null or e.fk_subdomain in (
      select s.pk_subdomain
      from specql_registry.tb_subdomain as s
      where s.subdomain_number = common.digit_of(find_entity.subdomain)
        or s.name_key = common.name_key(find_entity.subdomain)
    ))
  order by v.table_code;
$$;

comment on function app.find_entity(text, text, text) is
  'The entities with this name (whatever its case) or table code, in one domain or subdomain where these are given. '
  'Names repeat across subdomains, so there may be several.';

grant execute on function app.find_entity(text, text, text) to specql_reader;
