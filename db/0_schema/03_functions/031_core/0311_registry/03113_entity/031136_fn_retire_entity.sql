-- 031136  app.retire_entity()
-- Marks an entity as gone; its code is never given again.

create or replace function app.retire_entity(
  domain      text,
  subdomain   text,
  entity_name text,
  reason      text default null
)
  returns app.entities
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_pk     constant bigint := specql_registry.found_entity(domain, subdomain, entity_name);
  v_entity app.entities;
begin
  perform common.checked_text(reason, 'reason');

  -- Retiring it a second time changes nothing.
  update specql_registry.tb_entity_registration as e
  set status = 'retired', retired_at = clock_timestamp(), retired_reason = reason
  where e.pk_entity_registration = v_pk and e.status = 'active';

  select v.* into v_entity from app.entities as v where v.id = specql_registry.entity_registration_id(v_pk);
  return v_entity;
end;
$$;

comment on function app.retire_entity(text, text, text, text) is
  'Retires an entity, found by name or table code. It keeps its name and its code for ever. SG204: no such entity.';

grant execute on function app.retire_entity(text, text, text, text) to specql_admin;
