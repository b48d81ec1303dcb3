-- 011337  specql_service.refuse_retired_needs()
-- A service that comes back needs services that are in use.

create or replace function specql_service.refuse_retired_needs(service bigint)
  returns void
  language plpgsql
  stable
as $$
declare
  v_name text;
begin
  select s.service_name
  into v_name
  from specql_service.tb_dependency as d
    join specql_service.tb_service as s on s.pk_service = d.fk_needed_service
  where d.fk_service = service and s.retired_at is not null
  order by s.service_name
  limit 1;
  if found then
    raise exception using
      errcode = 'SG381',
      message = format('service %s is retired', quote_literal(v_name)),
      hint = 'Depend on what replaced it, or register it again first.',
      column = 'dependencies';
  end if;
end;
$$;

comment on function specql_service.refuse_retired_needs(bigint) is 'SG381 where a service that this one needs is retired.';
