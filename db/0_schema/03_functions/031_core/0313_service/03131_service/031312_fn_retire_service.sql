-- 031312  app.retire_service()
-- Takes a service out of use; its row stays.

create or replace function app.retire_service(service_name text, reason text default null)
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
  perform specql_service.refuse_needed(v_pk, 'retired');
  update specql_service.tb_service as s
  set retired_at = coalesce(s.retired_at, clock_timestamp()), retired_reason = common.checked_text(reason, 'reason')
  where s.pk_service = v_pk;
  select v.* into v_row from app.services as v where v.id = specql_service.service_id(v_pk);
  return v_row;
end;
$$;

comment on function app.retire_service(text, text) is
  'Marks a service as out of use: nothing can depend on it, it is in no start order, and its owner approves nothing. Registering '
  'it again brings it back. SG208: there is none. SG382: services in use depend on it.';

grant execute on function app.retire_service(text, text) to specql_admin;
