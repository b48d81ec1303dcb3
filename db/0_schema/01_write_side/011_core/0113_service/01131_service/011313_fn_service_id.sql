-- 011313  specql_service.service_id()
-- The public key of a service.

create or replace function specql_service.service_id(pk bigint)
  returns uuid
  language sql
  stable
as $$
  select s.id from specql_service.tb_service as s where s.pk_service = pk;
$$;

comment on function specql_service.service_id(bigint) is 'The public key for an internal one.';
