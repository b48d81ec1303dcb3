-- 0317C3  app.hold_store()
-- Lets a store be compared and moved in one transaction, with nothing written in between.

create or replace function app.hold_store(store text)
  returns app.stores
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_store specql_cutover.tb_store;
  v_row app.stores;
begin
  v_store := specql_cutover.hold(store);
  select s.* into v_row from app.stores as s where s.id = v_store.id;
  return v_row;
end;
$$;

comment on function app.hold_store(text) is
  E'@behavior -mutationField\nWriters of the store wait, and do not fail, until this transaction ends; those that have begun are waited '
  'for, as long as lock_timeout allows. SG235: no such store. SG337: the transaction is not read committed.';

grant execute on function app.hold_store(text) to specql_admin;
