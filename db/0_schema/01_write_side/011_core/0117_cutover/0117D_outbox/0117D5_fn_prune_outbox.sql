-- 0117D5  specql_cutover.prune_outbox()
-- Drops the marks of old writes.
-- A mark may go once no comparison can be under way that has not seen its write. So they go by a snapshot that is
-- ten minutes old, which stays behind (`pruned`): a comparison that had seen less than it counts as stale.

create or replace function specql_cutover.prune_outbox(store text)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_mirror specql_cutover.tb_mirror;
  v_dropped bigint := 0;
begin
  select m.* into v_mirror
  from specql_cutover.tb_mirror as m join specql_cutover.tb_store as s on s.pk_store = m.fk_store
  where s.store = prune_outbox.store and (m.horizon_at is null or m.horizon_at < clock_timestamp() - interval '10 minutes')
  for no key update of m skip locked;
  if not found then
    return;
  end if;
  if v_mirror.horizon is not null then
    delete from specql_cutover.tb_outbox as o
    where o.store = prune_outbox.store and o.mirrored_at is not null and o.xid < pg_snapshot_xmax(v_mirror.horizon)
      and pg_visible_in_snapshot(o.xid, v_mirror.horizon)
      -- The newest one tells when the store was last written.
      and o.xid < (select max(n.xid) from specql_cutover.tb_outbox as n where n.store = prune_outbox.store);
    get diagnostics v_dropped = row_count;
  end if;
  update specql_cutover.tb_mirror as m
  set pruned = case when v_dropped > 0 then m.horizon else m.pruned end,
    horizon = pg_current_snapshot(), horizon_at = clock_timestamp()
  where m.pk_mirror = v_mirror.pk_mirror;
end;
$$;

comment on function specql_cutover.prune_outbox(text) is
  'Every ten minutes, drops settled marks that were committed more than ten minutes ago. Does nothing in between, or while another '
  'session does it.';
