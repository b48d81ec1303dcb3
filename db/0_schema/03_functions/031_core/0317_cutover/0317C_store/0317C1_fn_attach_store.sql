-- 0317C1  app.attach_store()
-- Says where the legacy file of a store is: from then on its writes are noted.

create or replace function app.attach_store(store text, path text, format text default null)
  returns app.stores
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_store specql_cutover.tb_store;
  v_other text;
  v_row app.stores;
begin
  perform specql_cutover.store_pk(store);
  if coalesce(path, '') = '' then
    raise exception using
      errcode = 'SG102', message = 'path is missing', hint = 'Name the legacy file by its whole path.', column = 'path';
  end if;
  perform common.checked_text(path, 'path', 4000);
  if path !~ '^(/|[A-Za-z]:[\\/])' or path ~ '[\u0001-\u001f\u007f]' then
    raise exception using
      errcode = 'SG156',
      message = 'path must be a whole path',
      detail = format('It is %s.', quote_literal(left(path, 200))),
      hint = 'Begin it with /: the server and the commands run in different directories.',
      column = 'path';
  end if;
  if format not in ('yaml', 'json', 'sqlite') then
    raise exception using
      errcode = 'SG157',
      message = pg_catalog.format('%s is no format of a store', quote_literal(left(format, 60))),
      hint = 'The formats are yaml, json and sqlite.',
      column = 'format';
  end if;

  v_store := specql_cutover.hold(store);
  select s.store into v_other from specql_cutover.tb_store as s where s.legacy_path = path and s.store <> v_store.store;
  if found then
    raise exception using
      errcode = 'SG334',
      message = pg_catalog.format('the file belongs to the store %s', v_other),
      hint = 'Each store has a file of its own.',
      column = 'path';
  end if;
  if v_store.legacy_path is distinct from path or v_store.format is distinct from coalesce(format, v_store.format) then
    if (v_store.phase not in ('legacy', 'retired') or v_store.draining) and v_store.legacy_path is not null then
      raise exception using
        errcode = 'SG335',
        message = pg_catalog.format('the store %s is in use with the file that it has', store),
        detail = pg_catalog.format('Its phase is %s, its file %s.', v_store.phase, v_store.legacy_path),
        hint = 'app.roll_back_store() first, then app.detach_store().',
        column = 'path';
    end if;
    update specql_cutover.tb_store as s
    set legacy_path = path, format = coalesce(attach_store.format, s.format)
    where s.pk_store = v_store.pk_store;
    update specql_cutover.tb_mirror as m
    set mirrored_at = null, mirrored_as_of = null, mirrored_sha256 = null, legacy_written_at = clock_timestamp()
    where m.fk_store = v_store.pk_store;
    perform specql_audit.record_decision('cutover', 'attach', 'store', v_store.id, jsonb_build_object(
      'store', v_store.store, 'path', path, 'format', coalesce(format, v_store.format), 'before', v_store.legacy_path));
  end if;
  select s.* into v_row from app.stores as s where s.id = v_store.id;
  return v_row;
end;
$$;

comment on function app.attach_store(text, text, text) is
  'Attaches the legacy file to the store, by its whole path. From then on writes are noted, and a consistency run begun before counts as '
  'stale. SG235: no such store. SG156: no whole path. SG157: no such format. SG334: another store''s file. SG335: the store is in use '
  'with another file.';

grant execute on function app.attach_store(text, text, text) to specql_admin;
