-- 031135  app.rename_entity()
-- Gives an entity another name; its code stays.

create or replace function app.rename_entity(domain text, subdomain text, entity_name text, new_name text)
  returns app.entities
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_subdomain constant bigint := specql_registry.found_subdomain(domain, subdomain);
  v_pk        bigint;
  v_code      text;
  v_entity    app.entities;
begin
  perform common.checked_name(new_name, 'new_name');

  -- The lock that allocation takes too: nobody gives the new name a code meanwhile.
  perform from specql_registry.tb_entity_counter as c where c.fk_subdomain = v_subdomain for no key update;
  v_pk := specql_registry.found_entity(domain, subdomain, entity_name);

  select e.table_code
  into v_code
  from specql_registry.tb_entity_registration as e
  where e.fk_subdomain = v_subdomain
    and e.name_key = common.name_key(new_name)
    and e.pk_entity_registration <> v_pk;
  if found then
    raise exception using
      errcode = 'SG302',
      message = format('the name %s is already taken in %s.%s', quote_literal(new_name), domain, subdomain),
      detail = format('The entity with the code %s has it.', v_code),
      column = 'new_name';
  end if;

  update specql_registry.tb_entity_registration as e
  set entity_name = new_name
  where e.pk_entity_registration = v_pk and e.entity_name <> new_name;

  select v.* into v_entity from app.entities as v where v.id = specql_registry.entity_registration_id(v_pk);
  return v_entity;
end;
$$;

comment on function app.rename_entity(text, text, text, text) is
  'Renames an entity, found by name or table code. SG204: no such entity. SG302: the new name is taken.';

grant execute on function app.rename_entity(text, text, text, text) to specql_admin;
