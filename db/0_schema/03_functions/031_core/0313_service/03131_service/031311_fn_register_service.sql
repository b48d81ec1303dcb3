-- 031311  app.register_service()
-- Registers a service, or changes one.

create or replace function app.register_service(definition jsonb)
  returns app.services
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_pk  bigint;
  v_row app.services;
begin
  v_pk := specql_service.write_service(specql_service.checked_definition(definition));
  if definition ? 'operations' then
    perform specql_service.write_operations(v_pk, coalesce(nullif(definition -> 'operations', 'null'), '[]'));
  end if;
  if definition ? 'uses' then
    perform specql_service.write_uses(v_pk, coalesce(nullif(definition -> 'uses', 'null'), '[]'));
  end if;
  -- Last: from here on other sessions that change dependencies wait for this one.
  if definition ? 'dependencies' then
    perform specql_service.write_dependencies(v_pk, coalesce(nullif(definition -> 'dependencies', 'null'), '[]'));
  end if;
  perform specql_service.refuse_retired_needs(v_pk);

  select v.* into v_row from app.services as v where v.id = specql_service.service_id(v_pk);
  return v_row;
end;
$$;

comment on function app.register_service(jsonb) is
  'Registers the service of a definition {name, description?, owner?, domain?, database?, schemas?, dependencies?, uses?, type?, '
  'category?, execution_type?, operations?, runner_config?, security_policy?}. Where one of the name exists, each key that '
  'the definition has replaces what was stored, lists as a whole, and what it leaves out stays as it is; a retired service is '
  'in use again. SG112: an unknown key or a wrong value. SG140: an input or output is no JSON Schema. SG206: a cycle, with its '
  'path. SG209: a dependency on no service. SG381: one on a retired service.';

grant execute on function app.register_service(jsonb) to specql_author;
