-- 011336  specql_service.tg_tb_dependency__add_neighbours()
-- Adds new dependencies to the arrays of neighbours: appending is cheaper than writing anew.

create or replace function specql_service.tg_tb_dependency__add_neighbours()
  returns trigger
  language plpgsql
as $$
begin
  insert into specql_service.tb_adjacency as a (fk_service, needed, dependents)
  select
    t.pk,
    coalesce(array_agg(t.needed order by t.pk_dependency) filter (where t.needed is not null), '{}'),
    coalesce(array_agg(t.dependent order by t.pk_dependency) filter (where t.dependent is not null), '{}')
  from (
    select c.fk_service as pk, c.fk_needed_service as needed, null as dependent, c.pk_dependency from changed as c
    union all
    select c.fk_needed_service, null, c.fk_service, c.pk_dependency from changed as c
  ) as t
  group by t.pk
  on conflict (fk_service) do update
  set needed = a.needed || excluded.needed, dependents = a.dependents || excluded.dependents,
    updated_at = clock_timestamp(), updated_by = common.current_actor();
  return null;
end;
$$;

comment on function specql_service.tg_tb_dependency__add_neighbours() is
  'After a statement that added dependencies: adds them to specql_service.tb_adjacency.';

create or replace trigger tr_200_add_neighbours
  after insert on specql_service.tb_dependency
  referencing new table as changed
  for each statement execute function specql_service.tg_tb_dependency__add_neighbours();

comment on trigger tr_200_add_neighbours on specql_service.tb_dependency is 'Keeps specql_service.tb_adjacency.';
