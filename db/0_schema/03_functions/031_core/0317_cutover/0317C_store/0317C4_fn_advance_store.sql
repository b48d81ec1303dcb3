-- 0317C4  app.advance_store()
-- Moves a store one phase forward.

create or replace function app.advance_store(
  store         text,
  phase         text,
  read_percent  integer default null,
  legacy_sha256 text default null
)
  returns app.stores
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_step integer;
  v_store specql_cutover.tb_store;
  v_percent integer;
  v_run uuid;
  v_row app.stores;
begin
  perform specql_cutover.refuse_partial(store);
  perform specql_cutover.store_pk(store);
  v_step := specql_cutover.phase_number(phase);
  if read_percent not between 0 and 100 or read_percent is not null and phase <> 'shadow_read' then
    raise exception using
      errcode = 'SG158',
      message = 'read_percent must be between 0 and 100, and belongs to the phase shadow_read',
      detail = format('It is %s, for the phase %s.', read_percent, phase),
      column = 'read_percent';
  end if;

  v_store := specql_cutover.hold(store);
  v_percent := case phase when 'shadow_read' then coalesce(read_percent, 0) when 'postgres' then 100 when 'retired' then 100 else 0 end;
  if phase = 'shadow_read' and v_store.phase = 'shadow_read' then
    if read_percent is null then
      raise exception using
        errcode = 'SG102',
        message = 'read_percent is missing',
        hint = 'The store is in the phase shadow_read; say which share of the keys is to be read from PostgreSQL.',
        column = 'read_percent';
    end if;
    perform specql_cutover.move(v_store, 'set_read_percent', phase, v_percent, false,
      (select m.rebuild from specql_cutover.tb_mirror as m where m.fk_store = v_store.pk_store), null);
  elsif v_step <> specql_cutover.phase_number(v_store.phase) + 1 then
    raise exception using
      errcode = 'SG333',
      message = format('a store does not go from %s to %s', v_store.phase, phase),
      detail = 'It goes one phase forward at a time: legacy, dual_write, shadow_read, postgres, retired.',
      hint = case when v_step <= specql_cutover.phase_number(v_store.phase)
        then 'app.roll_back_store() goes back.' else 'Enter the phases in between first.' end,
      column = 'phase';
  elsif v_store.legacy_path is null then
    raise exception using
      errcode = 'SG238',
      message = format('the store %s has no legacy file', v_store.store),
      hint = 'app.attach_store() says where it is.',
      column = 'store';
  else
    v_run := specql_cutover.proven_run(v_store, advance_store.legacy_sha256);
    if exists (select from specql_cutover.tb_mirror as m where m.fk_store = v_store.pk_store and m.rebuild) then
      raise exception using
        errcode = 'SG332',
        message = format('the file of the store %s has yet to be written anew', v_store.store),
        hint = 'specql cutover mirror writes it.';
    end if;
    -- Both sides are equal, so nothing waits for the mirror.
    perform specql_cutover.settle_marks(v_store.store);
    perform specql_cutover.move(v_store, 'advance', phase, v_percent, false, false, v_run);
  end if;
  select s.* into v_row from app.stores as s where s.id = v_store.id;
  return v_row;
end;
$$;

comment on function app.advance_store(text, text, integer, text) is
  'One phase forward: legacy, dual_write, shadow_read, postgres, retired; or, in shadow_read, another read_percent. The last consistency '
  'run must be clean and younger than the last write. Writers wait until the transaction ends. SG158: no such phase, or a share that '
  'does not fit. SG333: not the next phase. SG238: no file attached. SG330, SG331, SG332: never compared, not clean, or written since.';

grant execute on function app.advance_store(text, text, integer, text) to specql_admin;
