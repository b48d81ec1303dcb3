-- 031134  app.find_entity()
-- Finds entities by name or code.

create or replace function app.find_entity(
  entity_name text,
  domain      text default null,
  subdomain   text default null
)
  returns setof app.entities
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
  -- Whether an argument is given would otherwise be planned anew with each call.
  set plan_cache_mode = force_generic_plan
as $$
declare
  v_name      constant text := common.name_key(find_entity.entity_name);
  v_code      constant text := upper(find_entity.entity_name collate "C");
  v_domain    constant bigint := specql_registry.domain_pk(find_entity.domain);
  v_digit     constant text := common.digit_of(find_entity.subdomain);
  v_subdomain constant text := common.name_key(find_entity.subdomain);
begin
  return query
    select v.*
    from specql_registry.tb_entity_registration as e
      join specql_registry.tb_subdomain as s on s.pk_subdomain = e.fk_subdomain
      join app.entities as v on v.id = e.id
    where (e.name_key = v_name or e.table_code = v_code)
      and (find_entity.domain is null or s.fk_domain = v_domain)
      and (find_entity.subdomain is null or s.subdomain_number = v_digit or s.name_key = v_subdomain)
    order by v.table_code;
end;
$$;

comment on function app.find_entity(text, text, text) is
  'The entities with this name (whatever its case) or table code, in one domain or subdomain where these are given. '
  'Names repeat across subdomains, so there may be several.';

grant execute on function app.find_entity(text, text, text) to specql_reader;
