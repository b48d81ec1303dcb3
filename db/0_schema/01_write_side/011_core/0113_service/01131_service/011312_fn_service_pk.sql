-- 011312  specql_service.service_pk()
-- The internal key of a service by its name.

create or replace function specql_service.service_pk(service_name text)
  returns bigint
  language sql
  stable
as $$
  select s.pk_service
  from specql_service.tb_service as s
  where common.name_key(s.service_name) = common.name_key(service_pk.service_name);
$$;

comment on function specql_service.service_pk(text) is 'The internal key, whatever the case of the name; null where there is none.';
