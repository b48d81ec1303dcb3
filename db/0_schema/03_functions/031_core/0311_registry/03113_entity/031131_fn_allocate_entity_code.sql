-- 031131  app.allocate_entity_code()
-- Gives an entity its code; asked again, gives the same code.

create or replace function app.allocate_entity_code(
  domain      text,
  subdomain   text,
  entity_name text,
  entity_code text default null
)
  returns text
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
  -- Planning anew for each entity would cost more than the work; every query here is a key look-up.
  set plan_cache_mode = force_generic_plan
as $$
declare
  v_subdomain bigint;
  v_given     record;
begin
  perform common.checked_name(entity_name, 'entity_name');
  v_subdomain := specql_registry.subdomain_pk(specql_registry.domain_pk(domain), subdomain);
  if v_subdomain is null then
    v_subdomain := specql_registry.meant_subdomain(domain, subdomain, entity_name);
  end if;

  v_given := specql_registry.give_code(
    subdomain => v_subdomain, entity_name => allocate_entity_code.entity_name,
    entity_code => specql_registry.checked_entity_code(entity_code, entity_name)
  );
  if v_given.status = 'retired' then
    raise exception using
      errcode = 'SG308',
      message = format('entity %s is retired', quote_literal(entity_name)),
      detail = format('It keeps its code %s.', v_given.table_code),
      hint = 'Give the new entity another name.',
      column = 'entity_name';
  end if;
  return v_given.table_code;
end;
$$;

comment on function app.allocate_entity_code(text, text, text, text) is
  E'@notNull\nThe six-digit code of an entity''s table. The first call gives it, in the lowest free digit of the '
  'subdomain; every later call returns it. Without a subdomain the inference rules decide. SG201, SG203: no such '
  'domain or subdomain. SG304: the subdomain is full. SG308: the entity is retired.';

grant execute on function app.allocate_entity_code(text, text, text, text) to specql_author;
