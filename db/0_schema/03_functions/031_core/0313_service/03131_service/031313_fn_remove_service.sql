-- 031313  app.remove_service()
-- Removes a service that was registered by mistake.

create or replace function app.remove_service(service_name text)
  returns app.services
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_pk  constant bigint := specql_service.found_service(service_name);
  v_row app.services;
begin
  perform specql_service.refuse_needed(v_pk, 'removed');
  select v.* into v_row from app.services as v where v.id = specql_service.service_id(v_pk);
  delete from specql_service.tb_dependency as d where v_pk in (d.fk_service, d.fk_needed_service);
  delete from specql_service.tb_operation as o where o.fk_service = v_pk;
  delete from specql_service.tb_use as u where u.fk_service = v_pk;
  delete from specql_service.tb_service as s where s.pk_service = v_pk;
  return v_row;
end;
$$;

comment on function app.remove_service(text) is
  'Deletes a service with its operations, dependencies and uses, and returns what it was; the change log keeps all of it. '
  'SG208: there is none. SG382: services in use depend on it.';

grant execute on function app.remove_service(text) to specql_admin;
