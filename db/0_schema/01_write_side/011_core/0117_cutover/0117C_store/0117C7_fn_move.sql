-- 0117C7  specql_cutover.move()
-- Writes down that a store entered a phase.

create or replace function specql_cutover.move(
  store        specql_cutover.tb_store,
  action       text,
  phase        text,
  read_percent integer,
  draining     boolean,
  rebuild      boolean,
  run          uuid
)
  returns void
  language plpgsql
  volatile
as $$
begin
  update specql_cutover.tb_store as s
  set phase = move.phase, read_percent = move.read_percent, draining = move.draining, moved_at = clock_timestamp()
  where s.pk_store = store.pk_store;
  update specql_cutover.tb_mirror as m
  set rebuild = move.rebuild, updated_at = clock_timestamp(), updated_by = common.current_actor()
  where m.fk_store = store.pk_store and m.rebuild is distinct from move.rebuild;
  perform specql_audit.record_decision('cutover', action, 'store', store.id, jsonb_build_object(
    'store', store.store, 'from', store.phase, 'to', phase,
    'from_percent', store.read_percent, 'to_percent', read_percent, 'consistency_run', run));
end;
$$;

comment on function specql_cutover.move(specql_cutover.tb_store, text, text, integer, boolean, boolean, uuid) is
  'Sets phase and share, and appends the move to the ledger. Only under the store''s lock.';
