-- 011334  specql_service.tg_tb_dependency__no_cycle()
-- No service needs itself, not by a detour either.

create or replace function specql_service.tg_tb_dependency__no_cycle()
  returns trigger
  language plpgsql
as $$
declare
  v_services bigint[];
  v_cycle    bigint[];
  v_names    text[];
begin
  -- A service that nobody needs is on no cycle: a new one is not looked at.
  select array_agg(distinct c.fk_service)
  into v_services
  from changed as c
    join specql_service.tb_adjacency as a on a.fk_service = c.fk_service
  where a.dependents <> '{}';
  if v_services is null then
    return null;
  end if;

  v_cycle := specql_service.dependency_cycle(v_services);
  if v_cycle is not null then
    v_names := array(
      select s.service_name
      from unnest(v_cycle) with ordinality as c (pk, position)
        join specql_service.tb_service as s on s.pk_service = c.pk
      order by c.position
    );
    raise exception using
      errcode = 'SG206',
      message = 'the dependencies of services form a cycle',
      detail = left(array_to_string(v_names, ' -> '), 2000),
      hint = 'Break it at one of these services.',
      column = 'dependencies';
  end if;
  return null;
end;
$$;

comment on function specql_service.tg_tb_dependency__no_cycle() is
  'After a statement that added or changed dependencies: SG206, with the path, where they close a cycle.';

create or replace trigger tr_300_no_cycle
  after insert on specql_service.tb_dependency
  referencing new table as changed
  for each statement execute function specql_service.tg_tb_dependency__no_cycle();

create or replace trigger tr_310_no_cycle_by_change
  after update on specql_service.tb_dependency
  referencing new table as changed
  for each statement execute function specql_service.tg_tb_dependency__no_cycle();

comment on trigger tr_300_no_cycle on specql_service.tb_dependency is 'Refuses a cycle.';
comment on trigger tr_310_no_cycle_by_change on specql_service.tb_dependency is 'Refuses a cycle.';
