-- 0317E6  app.begin_consistency_run()
-- Begins a comparison: its snapshot, and the checksums of all tables in it.

create or replace function app.begin_consistency_run(store text, options jsonb default '{}')
  returns jsonb
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
  set work_mem = '64MB'
as $$
declare
  v_store constant bigint := specql_cutover.store_pk(store);
  v_options constant jsonb := coalesce(options, '{}');
  v_digits integer;
  v_answer jsonb;
begin
  if jsonb_typeof(v_options) <> 'object'
    or coalesce(v_options ->> 'legacy_sha256', repeat('0', 64)) !~ '^[0-9a-f]{64}$'
    or coalesce(v_options ->> 'digits', '2') !~ '^[0-9]$'
  then
    raise exception using
      errcode = 'SG159',
      message = 'the options of a comparison are not what they should be',
      hint = 'They are {"source": text, "legacy_sha256": 64 hexadecimal digits, "digits": 1 to 4}.',
      column = 'options';
  end if;
  if store = 'memory' then
    perform common.refuse_partial_sight();
  end if;
  v_digits := specql_cutover.checked_digits(coalesce((v_options ->> 'digits')::integer, 2), 'options');

  -- One statement, so that snapshot and checksums are of the same moment in every isolation level.
  with f as materialized (
    select
      pg_current_snapshot() as snapshot, clock_timestamp() as started_at,
      specql_cutover.store_fingerprint(begin_consistency_run.store, v_digits) as tables,
      (select count(*) from specql_cutover.tb_outbox as o
       where o.store = begin_consistency_run.store and o.mirrored_at is null) as pending
  ), r as (
    insert into specql_cutover.tb_consistency_run
      (fk_store, source, legacy_sha256, snapshot, started_at, digits, fingerprint)
    select
      v_store, v_options ->> 'source', v_options ->> 'legacy_sha256', f.snapshot, f.started_at, v_digits,
      encode(sha256(convert_to(f.tables::text, 'UTF8')), 'hex')
    from f
    returning id
  )
  select jsonb_build_object('run_id', r.id, 'snapshot', f.snapshot::text, 'pending', f.pending, 'tables', f.tables)
  into strict v_answer
  from f cross join r;
  return v_answer;
end;
$$;

comment on function app.begin_consistency_run(text, jsonb) is
  'Begins a comparison of the store with its legacy file: {run_id, snapshot, pending (rows that wait for the mirror), tables: '
  '[{source_table, rows, buckets: {hex: [rows, checksum]}, order: [checksum]}]}. Options: {source, legacy_sha256, digits}. SG159: '
  'options that are none. SG235: no such store. SG405: the caller does not see the rows of all organisations.';

grant execute on function app.begin_consistency_run(text, jsonb) to specql_admin;
