-- 011333  specql_service.tg_tb_dependency__keep_neighbours()
-- Keeps the arrays of neighbours what the dependencies are.

create or replace function specql_service.tg_tb_dependency__keep_neighbours()
  returns trigger
  language plpgsql
as $$
begin
  if tg_op = 'TRUNCATE' then
    delete from specql_service.tb_adjacency as a where true;
    return null;
  end if;
  insert into specql_service.tb_adjacency as a (fk_service, needed, dependents)
  select
    t.pk,
    array(select d.fk_needed_service from specql_service.tb_dependency as d where d.fk_service = t.pk order by d.pk_dependency),
    array(select d.fk_service from specql_service.tb_dependency as d where d.fk_needed_service = t.pk order by d.pk_dependency)
  from (
    select c.fk_service as pk from changed as c union select c.fk_needed_service from changed as c
  ) as t
  where exists (select from specql_service.tb_service as s where s.pk_service = t.pk)
  on conflict (fk_service) do update
  set needed = excluded.needed, dependents = excluded.dependents, updated_at = clock_timestamp(),
    updated_by = common.current_actor();
  return null;
end;
$$;

comment on function specql_service.tg_tb_dependency__keep_neighbours() is
  'After a statement that removed or changed dependencies: writes specql_service.tb_adjacency anew for their services.';

create or replace trigger tr_210_keep_neighbours
  after delete on specql_service.tb_dependency
  referencing old table as changed
  for each statement execute function specql_service.tg_tb_dependency__keep_neighbours();

create or replace trigger tr_220_keep_old_neighbours
  after update on specql_service.tb_dependency
  referencing old table as changed
  for each statement execute function specql_service.tg_tb_dependency__keep_neighbours();

create or replace trigger tr_230_keep_new_neighbours
  after update on specql_service.tb_dependency
  referencing new table as changed
  for each statement execute function specql_service.tg_tb_dependency__keep_neighbours();

create or replace trigger tr_240_forget_neighbours
  after truncate on specql_service.tb_dependency
  for each statement execute function specql_service.tg_tb_dependency__keep_neighbours();

comment on trigger tr_210_keep_neighbours on specql_service.tb_dependency is 'Keeps specql_service.tb_adjacency.';
comment on trigger tr_220_keep_old_neighbours on specql_service.tb_dependency is 'Keeps specql_service.tb_adjacency.';
comment on trigger tr_230_keep_new_neighbours on specql_service.tb_dependency is 'Keeps specql_service.tb_adjacency.';
comment on trigger tr_240_forget_neighbours on specql_service.tb_dependency is 'Keeps specql_service.tb_adjacency.';
