-- 0117C2  specql_cutover.store_lock()
-- The number of the advisory lock that writers of a store share, and that a move takes for itself.

create or replace function specql_cutover.store_lock(store text)
  returns bigint
  language sql
  immutable
  strict
  parallel safe
as $$
  select pg_catalog.hashtextextended('specql_cutover.tb_store ' || store, 0);
$$;

comment on function specql_cutover.store_lock(text) is
  'Key for pg_advisory_xact_lock_shared (whoever writes to the store) and pg_advisory_xact_lock (whoever moves it).';
