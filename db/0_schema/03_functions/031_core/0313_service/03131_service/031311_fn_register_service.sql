-- 031311  app.register_service()
-- Registers a service, or changes one.

create or replace function app.register_service(definition jsonb)
  returns app.services
  language sql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
  -- What is no object is refused as what it is, not as one of several.
  select s.* from app.register_services(jsonb_build_array(specql_service.checked_definition(definition))) as s;
$$;

comment on function app.register_service(jsonb) is
  'Registers the service of a definition {name, description?, owner?, domain?, database?, schemas?, dependencies?, uses?, type?, '
  'category?, execution_type?, operations?, runner_config?, security_policy?}. Where one of the name exists, each key that '
  'the definition has replaces what was stored, lists as a whole, and what it leaves out stays as it is; a retired service is '
  'in use again. SG112: an unknown key or a wrong value. SG140: an input or output is no JSON Schema. SG206: a cycle, with its '
  'path. SG209: a dependency on no service. SG381: one on a retired service.';

grant execute on function app.register_service(jsonb) to specql_author;
