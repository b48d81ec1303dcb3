-- 031161  app.infer_subdomain()
-- The subdomain that an entity's name points to.

create or replace function app.infer_subdomain(domain text, entity_name text)
  returns text
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_domain    constant bigint := specql_registry.found_domain(domain);
  v_subdomain text;
begin
  select r.subdomain_name
  into v_subdomain
  from specql_registry.tb_inference_rule as r
  where specql_registry.domain_pk(r.domain_name) = v_domain
    and (
      strpos(common.name_key(infer_subdomain.entity_name), common.name_key(r.pattern)) > 0
      or strpos(common.snake_case(infer_subdomain.entity_name), common.name_key(r.pattern)) > 0
    )
  order by r.position
  limit 1;
  return v_subdomain;
end;
$$;

comment on function app.infer_subdomain(text, text) is
  'The subdomain of the first inference rule whose word is part of the entity''s name (as it is or in snake case), or '
  'null. The subdomain need not be registered yet. SG201: no such domain.';

grant execute on function app.infer_subdomain(text, text) to specql_reader;
