-- 011335  specql_service.write_dependencies()
-- Makes the services that a service needs what a list says.

create or replace function specql_service.write_dependencies(service bigint, dependencies jsonb)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_needed record;
  v_wanted bigint[];
begin
  for v_needed in
    select e.name, s.pk_service, s.service_name, s.retired_at
    from jsonb_array_elements_text(dependencies) with ordinality as e (name, position)
      left join specql_service.tb_service as s on common.name_key(s.service_name) = common.name_key(e.name)
    where s.pk_service is null or s.pk_service = service or s.retired_at is not null
    order by e.position
    limit 1
  loop
    if v_needed.pk_service is null then
      raise exception using
        errcode = 'SG209',
        message = format('there is no service %s to depend on', quote_literal(left(v_needed.name, 63))),
        hint = specql_service.nearest_service(v_needed.name),
        column = 'dependencies';
    elsif v_needed.pk_service = service then
      raise exception using
        errcode = 'SG206',
        message = 'a service cannot depend on itself',
        detail = v_needed.service_name || ' -> ' || v_needed.service_name,
        hint = 'Leave it out of its own dependencies.',
        column = 'dependencies';
    end if;
    raise exception using
      errcode = 'SG381',
      message = format('service %s is retired', quote_literal(v_needed.service_name)),
      detail = format('Since %s.', v_needed.retired_at),
      hint = 'Depend on what replaced it, or register it again.',
      column = 'dependencies';
  end loop;

  select coalesce(array_agg(distinct s.pk_service), '{}')
  into v_wanted
  from jsonb_array_elements_text(dependencies) as e (name)
    join specql_service.tb_service as s on common.name_key(s.service_name) = common.name_key(e.name);
  -- What goes, goes first: two services may change places.
  delete from specql_service.tb_dependency as d
  where d.fk_service = service and d.fk_needed_service <> all (v_wanted);
  insert into specql_service.tb_dependency (fk_service, fk_needed_service, position)
  select service, s.pk_service, min(e.position)
  from jsonb_array_elements_text(dependencies) with ordinality as e (name, position)
    join specql_service.tb_service as s on common.name_key(s.service_name) = common.name_key(e.name)
  where not exists (
    select from specql_service.tb_dependency as d where d.fk_service = service and d.fk_needed_service = s.pk_service
  )
  group by s.pk_service;
end;
$$;

comment on function specql_service.write_dependencies(bigint, jsonb) is
  'Adds and removes dependencies until the service has those of the list. SG209: one is on no service. SG206: one is on '
  'itself, or closes a cycle. SG381: one is on a retired service.';
