-- 0317C5  app.roll_back_store()
-- Moves a store back, whatever the comparisons say. Nothing written meanwhile is lost.

create or replace function app.roll_back_store(store text, phase text default null)
  returns app.stores
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  c_phases constant text[] := array['legacy', 'dual_write', 'shadow_read', 'postgres'];
  v_store specql_cutover.tb_store;
  v_here integer;
  v_phase text;
  v_rebuild boolean;
  v_row app.stores;
begin
  perform specql_cutover.refuse_partial(store);
  perform specql_cutover.store_pk(store);
  if phase is not null then
    perform specql_cutover.phase_number(phase);
  end if;
  v_store := specql_cutover.hold(store);
  v_here := specql_cutover.phase_number(v_store.phase);
  v_phase := coalesce(phase, c_phases[v_here - 1]);
  if v_phase is null or specql_cutover.phase_number(v_phase) >= v_here then
    raise exception using
      errcode = 'SG333',
      message = case when v_phase is null then format('the store %s is in its first phase', v_store.store)
        else format('a store does not go back from %s to %s', v_store.phase, v_phase) end,
      hint = case when v_here = 1 then 'There is nothing to go back to.'
        else format('It can go back to %s.', array_to_string(c_phases[:v_here - 1], ', ')) end,
      column = 'phase';
  end if;
  if v_store.legacy_path is null then
    raise exception using
      errcode = 'SG238',
      message = format('the store %s has no legacy file', v_store.store),
      hint = 'app.attach_store() says where it is to be written.',
      column = 'store';
  end if;
  select v_store.phase = 'retired' or m.rebuild
  into strict v_rebuild
  from specql_cutover.tb_mirror as m
  where m.fk_store = v_store.pk_store;
  perform specql_cutover.move(v_store, 'roll_back', v_phase,
    case v_phase when 'postgres' then 100 when 'shadow_read' then case v_store.phase when 'shadow_read' then v_store.read_percent else 0 end
      else 0 end,
    v_phase = 'legacy' and (v_rebuild or exists (
      select from specql_cutover.tb_outbox as o where o.store = v_store.store and o.mirrored_at is null)),
    v_rebuild, null);
  select s.* into v_row from app.stores as s where s.id = v_store.id;
  return v_row;
end;
$$;

comment on function app.roll_back_store(text, text) is
  'One phase back, or to the earlier phase named; needs no comparison. Back in legacy, PostgreSQL still leads until the mirror has written '
  'what it holds (effective_phase). Back from retired, the whole file is written anew. SG333: there is no such way back. SG238: no file '
  'is attached.';

grant execute on function app.roll_back_store(text, text) to specql_admin;
