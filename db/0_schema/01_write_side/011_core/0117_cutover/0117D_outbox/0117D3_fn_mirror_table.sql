-- 0117D3  specql_cutover.mirror_table()
-- Puts a table under the marks of a store's mirror.

create or replace function specql_cutover.mirror_table(
  target       regclass,
  store        text,
  source_table text,
  key_sql      text,
  table_sql    text default null,
  where_sql    text default null
)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_what constant text := store || '_' || case source_table when '*' then 'rest' else source_table end;
  v_arguments constant text := format('%L, %L, %L, %L', store,
    coalesce(table_sql, quote_literal(source_table)), key_sql, coalesce(where_sql, 'true'));
  v_number text;
  v_event record;
begin
  perform specql_cutover.store_pk(store);
  -- A table that is rendered into several legacy tables has a set of triggers for each, with a number of its own.
  select substr(t.tgname, 4, 3) into v_number
  from pg_catalog.pg_trigger as t
  where t.tgrelid = target and t.tgname ~ '^tr_9[2-9][0-9]_mark_'
    and substr(t.tgname, 8) = left(format('mark_inserts_%s', v_what), 55);
  if not found then
    select coalesce(max(substr(t.tgname, 4, 3)::integer), 919) + 1 into v_number
    from pg_catalog.pg_trigger as t
    where t.tgrelid = target and t.tgname ~ '^tr_9[2-9][0-9]_mark_';
  end if;

  for v_event in
    select * from (values
      ('inserts', 'after insert', 'referencing new table as new_rows'),
      ('updates', 'after update', 'referencing old table as old_rows new table as new_rows'),
      ('deletes', 'after delete', 'referencing old table as old_rows'),
      -- The rows are still there to be read.
      ('truncate', 'before truncate', '')
    ) as e (name, fires, tables)
  loop
    execute format(
      'create or replace trigger %I %s on %s %s for each statement execute function specql_cutover.tg__mark_changes(%s)',
      left(format('tr_%s_mark_%s_%s', v_number, v_event.name, v_what), 62), v_event.fires, target, v_event.tables, v_arguments);
    execute format('comment on trigger %I on %s is %L',
      left(format('tr_%s_mark_%s_%s', v_number, v_event.name, v_what), 62), target, 'Marks rows for the mirror of the store ' || store || '.');
  end loop;
end;
$$;

comment on function specql_cutover.mirror_table(regclass, text, text, text, text, text) is
  'Creates statement triggers that mark the old and new keys of changed rows. key_sql is an expression over the row r and may have '
  'sub-selects; table_sql is one for the source table, where it differs from row to row; where_sql says which rows count. Call it once '
  'for each legacy table that a change of the row can be seen in. Re-runnable. SG235: no such store.';
