-- 031115  app.add_domain_alias()
-- Adds a name by which a domain is found.

create or replace function app.add_domain_alias(domain text, alias text)
  returns app.domains
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_pk     constant bigint := specql_registry.found_domain(domain);
  v_domain app.domains;
begin
  perform specql_registry.checked_aliases(array[alias]);

  -- Adding it a second time changes nothing.
  update specql_registry.tb_domain as d
  set aliases = specql_registry.checked_aliases(d.aliases || alias)
  where d.pk_domain = v_pk
    and not exists (
      select from unnest(d.aliases) as a (name) where common.name_key(a.name) = common.name_key(alias)
    );

  select d.* into v_domain from app.domains as d where d.id = specql_registry.domain_id(v_pk);
  return v_domain;
end;
$$;

comment on function app.add_domain_alias(text, text) is
  'Adds an alias to a domain; adding one that it has changes nothing. SG201: no such domain. SG302: the name is taken.';

grant execute on function app.add_domain_alias(text, text) to specql_author;
