-- 011315  specql_service.nearest_service()
-- A hint for a name that no service has.

create or replace function specql_service.nearest_service(service_name text)
  returns text
  language sql
  stable
as $$
  select coalesce(
    'Did you mean ' || common.closest(service_name, array(select s.service_name from specql_service.tb_service as s)) || '?',
    'app.services lists them; register the service first.'
  );
$$;

comment on function specql_service.nearest_service(text) is '"Did you mean …?", or where to look.';
