-- 0117C5  specql_cutover.hold()
-- Makes all writers of a store wait until this transaction ends.

create or replace function specql_cutover.hold(store text)
  returns specql_cutover.tb_store
  language plpgsql
  volatile
as $$
declare
  v_pk constant bigint := specql_cutover.store_pk(store);
  v_store specql_cutover.tb_store;
begin
  if current_setting('transaction_isolation') not in ('read committed', 'read uncommitted') then
    raise exception using
      errcode = 'SG337',
      message = 'a store is held in a transaction of isolation level read committed only',
      detail = 'The snapshot of this transaction may be older than what its writers have committed.',
      hint = 'Begin it with isolation level read committed.';
  end if;
  perform pg_advisory_xact_lock(specql_cutover.store_lock(store));
  -- A statement after the lock, and so a snapshot after it.
  select s.* into strict v_store from specql_cutover.tb_store as s where s.pk_store = v_pk;
  return v_store;
end;
$$;

comment on function specql_cutover.hold(text) is
  'Takes the store''s lock: writers that have begun end first, others wait. Returns the store as it is then. SG235: no such store. '
  'SG337: wrong isolation level.';
