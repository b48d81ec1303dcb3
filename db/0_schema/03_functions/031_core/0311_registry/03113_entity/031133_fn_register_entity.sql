-- 031133  app.register_entity()
-- Registers one entity that must be new.

create or replace function app.register_entity(
  domain      text,
  subdomain   text,
  entity_name text,
  entity_code text default null,
  table_code  text default null
)
  returns app.entities
  language sql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
  select e.*
  from app.register_entities(specs => jsonb_build_array(jsonb_build_object(
    'domain', domain, 'subdomain', subdomain, 'entity_name', entity_name,
    'entity_code', entity_code, 'table_code', table_code
  ))) as e;
$$;

comment on function app.register_entity(text, text, text, text, text) is
  'Registers an entity and returns it. A given table_code must fit its place and be free. SG305: the entity exists; '
  'otherwise as app.register_entities().';

grant execute on function app.register_entity(text, text, text, text, text) to specql_author;
