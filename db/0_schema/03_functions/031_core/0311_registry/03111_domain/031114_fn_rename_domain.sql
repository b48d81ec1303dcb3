-- 031114  app.rename_domain()
-- Gives a domain another name; the old one may stay as an alias.

create or replace function app.rename_domain(domain text, new_name text, keep_alias boolean default true)
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
  perform specql_registry.checked_place_name(new_name, 'new_name');

  update specql_registry.tb_domain as d
  set domain_name = new_name,
    aliases = array(
      select a.name
      from unnest(
        d.aliases || case when coalesce(keep_alias, true) then array[d.domain_name] else '{}' end
      ) as a (name)
      -- An alias that becomes the name is an alias no more.
      where common.name_key(a.name) <> common.name_key(new_name)
    )
  where d.pk_domain = v_pk and d.domain_name <> new_name;

  select d.* into v_domain from app.domains as d where d.id = specql_registry.domain_id(v_pk);
  return v_domain;
end;
$$;

comment on function app.rename_domain(text, text, boolean) is
  'Renames a domain; its number and all codes stay. The old name goes on as an alias unless keep_alias is false. '
  'SG201: no such domain. SG302: the name is taken.';

grant execute on function app.rename_domain(text, text, boolean) to specql_admin;
