-- 0317C6  app.note_legacy_write()
-- Says that somebody writes the legacy file while it leads.

create or replace function app.note_legacy_write(store text)
  returns app.stores
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_row app.stores;
begin
  perform specql_cutover.share_store(store, 'legacy');
  update specql_cutover.tb_mirror as m
  set legacy_written_at = clock_timestamp(), updated_at = clock_timestamp(), updated_by = common.current_actor()
  from specql_cutover.tb_store as s
  where s.store = note_legacy_write.store and m.fk_store = s.pk_store;
  select s.* into v_row from app.stores as s where s.store = note_legacy_write.store;
  return v_row;
end;
$$;

comment on function app.note_legacy_write(text) is
  'Call it in the transaction during which the file is written: a comparison made before counts as stale, and nobody moves the store '
  'before the transaction ends. SG235: no such store. SG336: the file does not lead now.';

grant execute on function app.note_legacy_write(text) to specql_author, specql_admin;
