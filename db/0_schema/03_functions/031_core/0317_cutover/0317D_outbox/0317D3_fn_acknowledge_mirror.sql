-- 0317D3  app.acknowledge_mirror()
-- Says that the mirror has written a batch.

create or replace function app.acknowledge_mirror(
  store   text,
  outbox  bigint[],
  sha256  text,
  as_of   timestamptz,
  rebuilt boolean default false
)
  returns app.stores
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_pk constant bigint := specql_cutover.store_pk(store);
  v_row app.stores;
begin
  perform specql_cutover.refuse_partial(store);
  if outbox is null or as_of is null then
    raise exception using
      errcode = 'SG102',
      message = format('%s is missing', case when outbox is null then 'outbox' else 'as_of' end),
      hint = 'Both are in what app.mirror_batch() gave.',
      column = case when outbox is null then 'outbox' else 'as_of' end;
  end if;
  if sha256 !~ '^[0-9a-f]{64}$' then
    raise exception using
      errcode = 'SG101', message = 'sha256 must be 64 hexadecimal digits in lower case', column = 'sha256';
  end if;
  perform specql_cutover.settle_marks(store, outbox);
  update specql_cutover.tb_mirror as m
  set mirrored_at = clock_timestamp(), mirrored_as_of = greatest(m.mirrored_as_of, as_of),
    mirrored_sha256 = coalesce(acknowledge_mirror.sha256, m.mirrored_sha256), rebuild = m.rebuild and rebuilt is not true,
    updated_at = clock_timestamp(), updated_by = common.current_actor()
  where m.fk_store = v_pk;

  -- Back to the file at last: only where nobody is about to write, or it would be written beside the file.
  if exists (select from specql_cutover.tb_store as s where s.pk_store = v_pk and s.draining)
    and pg_try_advisory_xact_lock(specql_cutover.store_lock(store))
  then
    update specql_cutover.tb_store as s
    set draining = false
    where s.pk_store = v_pk and s.draining
      and not exists (select from specql_cutover.tb_outbox as o where o.store = acknowledge_mirror.store and o.mirrored_at is null)
      and not exists (select from specql_cutover.tb_mirror as m where m.fk_store = v_pk and m.rebuild);
  end if;
  perform specql_cutover.prune_outbox(store);
  select s.* into v_row from app.stores as s where s.store = acknowledge_mirror.store;
  return v_row;
end;
$$;

comment on function app.acknowledge_mirror(text, bigint[], text, timestamptz, boolean) is
  'Takes the marks of a batch off and notes the file''s sha256; `rebuilt` where the whole file was written. The last batch of a store that '
  'went back to legacy ends its draining. To acknowledge twice does no harm. SG235: no such store.';

grant execute on function app.acknowledge_mirror(text, bigint[], text, timestamptz, boolean) to specql_admin;
