-- 011B43  specql_cutover.take_batch()
-- Takes rows of one table in, and compares what the table then renders with what the file has.

create or replace function specql_cutover.take_batch(
  run specql_cutover.tb_import_run, source_table text, first_ordinal bigint, rows jsonb
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_table  constant specql_cutover.tb_legacy_table := specql_cutover.legacy_table(run.kind, source_table);
  v_rows   constant bigint := jsonb_array_length(rows);
  v_empty  constant regclass[] := specql_cutover.tables_thought_empty(v_table.target_table::regclass);
  v_loops  constant text := current_setting('enable_nestloop');
  v_next   bigint;
  v_bulk   boolean;
  v_batch  bigint;
  v_counts jsonb;
  v_reject bigint;
begin
  -- Whoever sends the same batch twice waits here, and then finds it taken.
  perform pg_advisory_xact_lock(hashtextextended('specql_cutover.take_batch ' || source_table, run.pk_import_run));
  select coalesce(max(b.first_ordinal + b.row_count), 1)
  into v_next
  from specql_cutover.tb_import_batch as b
  where b.fk_import_run = run.pk_import_run and b.source_table = take_batch.source_table;
  if first_ordinal < v_next then
    return jsonb_build_object('next', v_next, 'taken', false);
  end if;
  if first_ordinal > v_next then
    raise exception using
      errcode = 'SG326',
      message = format('row %s of %s does not follow: row %s does', first_ordinal, source_table, v_next),
      hint = 'app.begin_import() says where to go on.', column = 'first_ordinal';
  end if;

  -- Counted, not claimed: what the run has brought with this batch.
  select coalesce(sum(b.row_count), 0) + v_rows > 1000
  into v_bulk
  from specql_cutover.tb_import_batch as b
  where b.fk_import_run = run.pk_import_run;
  insert into specql_cutover.tb_import_batch (fk_import_run, source_table, first_ordinal, row_count, is_bulk, bulk_xid)
  values (run.pk_import_run, take_batch.source_table, take_batch.first_ordinal, v_rows,
    v_bulk, case when v_bulk then pg_current_xact_id() end)
  returning pk_import_batch into v_batch;
  if v_empty <> '{}' then
    perform set_config('enable_nestloop', 'off', true);
  end if;
  select coalesce(max(j.pk_import_reject), 0) into v_reject from specql_cutover.tb_import_reject as j;
  execute format('select %s($1, $2, $3, $4, $5)', v_table.load_function)
  into v_counts
  using run.pk_import_run, source_table, first_ordinal, rows,
    jsonb_build_object('mode', 'import', 'zone', run.options ->> 'timezone', 'dry_run', run.options -> 'dry_run');
  if v_rows <> (
    select coalesce(sum((v_counts ->> c.name)::bigint), 0)
    from unnest('{imported,updated,unchanged,changed,rejected}'::text[]) as c (name)
  ) then
    raise exception using
      errcode = 'SG329',
      message = format('the rows of %s were not all accounted for', source_table),
      detail = format('%s were given, the counts are %s.', v_rows, v_counts),
      hint = 'This is a mistake in SpecQL. Nothing of this batch was written.';
  end if;
  perform specql_cutover.compare_batch(run, v_batch, source_table, rows, v_counts, v_reject);
  if v_empty <> '{}' then
    perform set_config('enable_nestloop', v_loops, true);
    -- The next batch finds them counted, unless somebody is at it right now.
    perform specql_cutover.analyze_tables(specql_cutover.tables_thought_empty(v_table.target_table::regclass));
  end if;
  return v_counts || jsonb_build_object('next', first_ordinal + v_rows, 'taken', true);
end;
$$;

comment on function specql_cutover.take_batch(specql_cutover.tb_import_run, text, bigint, jsonb) is
  'Returns the counts, next (the row that follows) and taken: false where the batch had been taken in before. SG236: the store has no such table. '
  'SG326: rows before these are missing. SG329: the counts do not add up to the rows.';
