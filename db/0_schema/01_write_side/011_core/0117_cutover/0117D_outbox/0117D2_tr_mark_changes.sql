-- 0117D2  specql_cutover.tg__mark_changes()
-- Marks the rows of a statement for the mirror of their store.
-- Arguments: store, then expressions over the row r: source table, key, condition.
-- No definer: only the owner writes these tables, through the definer functions of app.

create or replace function specql_cutover.tg__mark_changes()
  returns trigger
  language plpgsql
as $$
declare
  v_store constant text := tg_argv[0];
  v_by_row boolean;
  v_rows text;
  v_any boolean;
  v_marks bigint;
begin
  -- Whoever moves the store, or attaches a file to it, waits for us, or we for him: only then the phase is read.
  perform pg_advisory_xact_lock_shared(specql_cutover.store_lock(v_store));

  if current_setting('transaction_isolation') in ('read committed', 'read uncommitted') then
    select s.draining or s.phase not in ('legacy', 'retired')
    into v_by_row
    from specql_cutover.tb_store as s
    where s.store = v_store and s.legacy_path is not null;
    if not found then
      return null;
    end if;
  else
    -- What an old snapshot shows of the phase may be over. A mark too many costs a look at one row.
    v_by_row := true;
  end if;

  v_rows := case tg_op
    when 'INSERT' then 'new_rows'
    when 'DELETE' then 'old_rows'
    when 'UPDATE' then '(select o.* from old_rows as o union all select n.* from new_rows as n)'
    else format('%I.%I', tg_table_schema, tg_table_name)
  end;

  if v_by_row then
    execute format(
      'insert into specql_cutover.tb_outbox (store, source_table, row_key) '
      'select $1, m.source_table, m.row_key '
      'from (select distinct (%s)::text as source_table, (%s)::text as row_key from %s as r where %s) as m '
      'where m.source_table is not null and m.row_key is not null', tg_argv[1], tg_argv[2], v_rows, tg_argv[3])
    using v_store;
    get diagnostics v_marks = row_count;
    if v_marks > 0 then
      perform pg_notify('specql_outbox', v_store);
    end if;
  else
    execute format('select exists (select from %s as r where %s)', v_rows, tg_argv[3]) into v_any;
    if v_any then
      -- One for the transaction, as old as its last write.
      update specql_cutover.tb_outbox as m
      set created_at = clock_timestamp()
      where m.store = v_store and m.xid = pg_current_xact_id() and m.row_key is null;
      if not found then
        insert into specql_cutover.tb_outbox (store, mirrored_at) values (v_store, clock_timestamp());
      end if;
    end if;
  end if;
  return null;
end;
$$;

comment on function specql_cutover.tg__mark_changes() is
  'For each statement: nothing while the store has no file attached; in the phases legacy and retired one mark for a transaction, '
  'which says that there was a write; else one for each row, old and new key, and a notice on the channel specql_outbox. A key '
  'that is null (its parent went too) is left out.';
