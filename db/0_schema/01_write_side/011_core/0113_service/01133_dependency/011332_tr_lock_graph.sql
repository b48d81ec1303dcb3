-- 011332  specql_service.tg_tb_dependency__lock_graph()
-- Dependencies are changed by one transaction at a time.

create or replace function specql_service.tg_tb_dependency__lock_graph()
  returns trigger
  language plpgsql
as $$
begin
  -- A lock alone would not do: a transaction with an older snapshot has to fail, not to look past the change.
  update specql_service.tb_graph as g set edge_version = g.edge_version + 1, updated_at = clock_timestamp();
  return null;
end;
$$;

comment on function specql_service.tg_tb_dependency__lock_graph() is
  'Before a statement: holds the row of specql_service.tb_graph to the end of the transaction.';

create or replace trigger tr_100_lock_graph
  before insert or update or delete or truncate on specql_service.tb_dependency
  for each statement execute function specql_service.tg_tb_dependency__lock_graph();

comment on trigger tr_100_lock_graph on specql_service.tb_dependency is
  'One transaction at a time, so that no two close a cycle together.';
