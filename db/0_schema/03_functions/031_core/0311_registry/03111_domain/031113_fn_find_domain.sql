-- 031113  app.find_domain()
-- Finds a domain by number, name or alias.

create or replace function app.find_domain(name_or_alias text)
  returns setof app.domains
  language sql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
  select d.*
  from app.domains as d
  where d.id = specql_registry.domain_id(specql_registry.domain_pk(name_or_alias));
$$;

comment on function app.find_domain(text) is
  'The domain with this number, name or alias, whatever its case; no row where there is none.';

grant execute on function app.find_domain(text) to specql_reader;
