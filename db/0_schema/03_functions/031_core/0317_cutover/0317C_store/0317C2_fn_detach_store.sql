-- 0317C2  app.detach_store()
-- Forgets the legacy file of a store.

create or replace function app.detach_store(store text)
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
  if v_store.phase not in ('legacy', 'retired') or v_store.draining then
    raise exception using
      errcode = 'SG335',
      message = format('the store %s is in use with the file that it has', v_store.store),
      detail = format('Its phase is %s.', case when v_store.draining then 'legacy, and the mirror has more to write' else v_store.phase end),
      hint = 'Go back to legacy, or on to retired, and let the mirror finish.',
      column = 'store';
  end if;
  if v_store.legacy_path is not null then
    update specql_cutover.tb_store as s set legacy_path = null where s.pk_store = v_store.pk_store;
    update specql_cutover.tb_mirror as m
    set holder = null, lease_until = null, mirrored_at = null, mirrored_as_of = null, mirrored_sha256 = null,
      legacy_written_at = null, rebuild = false, horizon = null, horizon_at = null,
      -- Nothing is noted from here on: no comparison made up to now says anything about what comes.
      pruned = pg_current_snapshot()
    where m.fk_store = v_store.pk_store;
    delete from specql_cutover.tb_outbox as o where o.store = v_store.store;
    perform specql_audit.record_decision('cutover', 'detach', 'store', v_store.id, jsonb_build_object(
      'store', v_store.store, 'path', v_store.legacy_path));
  end if;
  select s.* into v_row from app.stores as s where s.id = v_store.id;
  return v_row;
end;
$$;

comment on function app.detach_store(text) is
  'Detaches the legacy file; the file stays. Writes are no longer noted. SG235: no such store. SG335: its phase is neither legacy nor '
  'retired, or it is still being drained.';

grant execute on function app.detach_store(text) to specql_admin;
