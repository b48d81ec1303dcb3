-- 0117C8  specql_cutover.share_store()
-- Keeps a store in its phase until the transaction ends, and says which that is.

create or replace function specql_cutover.share_store(store text, expected_phase text default null)
  returns text
  language plpgsql
  volatile
as $$
declare
  v_pk constant bigint := specql_cutover.store_pk(store);
  v_phase text;
begin
  if expected_phase is not null then
    perform specql_cutover.phase_number(expected_phase);
  end if;
  perform pg_advisory_xact_lock_shared(specql_cutover.store_lock(store));
  select case when s.draining then 'dual_write' else s.phase end
  into strict v_phase
  from specql_cutover.tb_store as s
  where s.pk_store = v_pk;
  if v_phase <> expected_phase then
    raise exception using
      errcode = 'SG336',
      message = format('the store %s is in the phase %s, not in %s', store, v_phase, expected_phase),
      hint = 'Read app.stores again, and write to the side that leads now.',
      column = 'expected_phase';
  end if;
  return v_phase;
end;
$$;

comment on function specql_cutover.share_store(text, text) is
  'Takes the store''s lock as a writer and returns its effective phase. SG235: no such store. SG158: no such phase. SG336: the phase is '
  'another than the expected one.';
