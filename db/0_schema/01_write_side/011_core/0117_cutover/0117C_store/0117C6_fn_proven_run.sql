-- 0117C6  specql_cutover.proven_run()
-- The consistency run that lets a store move forward, or why there is none.

create or replace function specql_cutover.proven_run(store specql_cutover.tb_store, legacy_sha256 text)
  returns uuid
  language plpgsql
  stable
as $$
declare
  v_run record;
  v_mirror specql_cutover.tb_mirror;
  v_why text;
begin
  select r.id, r.consistent, r.snapshot, r.started_at, r.legacy_sha256
  into v_run
  from specql_cutover.tb_consistency_run as r
  where r.fk_store = store.pk_store and r.finished_at is not null
  order by r.started_at desc, r.pk_consistency_run desc
  limit 1;
  if not found then
    raise exception using
      errcode = 'SG330',
      message = format('the store %s was never compared with its file', store.store),
      hint = format('specql cutover advance %s compares and moves in one step.', store.store);
  end if;
  if v_run.consistent is not true then
    raise exception using
      errcode = 'SG331',
      message = format('the store %s differed from its file when they were last compared', store.store),
      detail = format('That was the consistency run %s of %s.', v_run.id, v_run.started_at),
      hint = 'app.discrepancies lists the differences.';
  end if;

  select m.* into strict v_mirror from specql_cutover.tb_mirror as m where m.fk_store = store.pk_store;
  v_why := case
    when exists (
      -- Transactions before the snapshot's xmin are seen by it, whatever they are.
      select from specql_cutover.tb_outbox as o
      where o.store = store.store and o.xid >= pg_snapshot_xmin(v_run.snapshot)
        -- Whether a snapshot sees its own transaction depends on the others; the clock tells.
        and case when o.xid = pg_current_xact_id_if_assigned() then o.created_at > v_run.started_at
          else not pg_visible_in_snapshot(o.xid, v_run.snapshot) end
    ) or v_mirror.pruned is not null and (
      -- Marks that are gone were seen by `pruned`: the run must have seen at least as much.
      pg_snapshot_xmax(v_run.snapshot) < pg_snapshot_xmax(v_mirror.pruned)
      or exists (
        select from pg_snapshot_xip(v_run.snapshot) as x (xid) where pg_visible_in_snapshot(x.xid, v_mirror.pruned))
    ) then 'The database was written since.'
    when v_mirror.legacy_written_at > v_run.started_at then format('The file was written at %s.', v_mirror.legacy_written_at)
    when legacy_sha256 is not null and legacy_sha256 is distinct from v_run.legacy_sha256 then 'The file is another one now.'
    when store.moved_at > v_run.started_at and store.phase = 'legacy' then 'The store went back to its file since.'
  end;
  if v_why is not null then
    raise exception using
      errcode = 'SG332',
      message = format('the store %s was written since it was last compared with its file', store.store),
      detail = format('The consistency run %s began at %s. %s', v_run.id, v_run.started_at, v_why),
      hint = format('specql cutover advance %s compares and moves in one step.', store.store);
  end if;
  return v_run.id;
end;
$$;

comment on function specql_cutover.proven_run(specql_cutover.tb_store, text) is
  'The id of the store''s last consistency run, where it was clean and nothing was written since its snapshot. SG330: there is none. '
  'SG331: it found differences. SG332: there were writes since, or the file has another sha256 than the one given. Only under the '
  'store''s lock the answer stays true.';
