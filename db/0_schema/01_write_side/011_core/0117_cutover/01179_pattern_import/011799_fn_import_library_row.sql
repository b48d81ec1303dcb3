-- 011799  specql_cutover.import_library_row()
-- Imports one row of a legacy pattern library.

create or replace function specql_cutover.import_library_row(
  run bigint, source_table text, key text, entry jsonb, ordinal integer, path text, line integer, context jsonb
)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_entry   constant jsonb := specql_cutover.checked_entry(entry);
  v_table   record;
  v_values  jsonb;
  v_file    jsonb;
  v_known   jsonb;
  v_changes jsonb;
  v_columns text;
begin
  if context ? 'first' and specql_cutover.library_key(import_library_row.source_table, v_entry) = context ->> 'key' then
    raise exception using
      errcode = 'SG302', message = format('%s is the same row as %s', path, context ->> 'first'),
      hint = 'Names are compared whatever their case. Merge the two rows, or rename one.';
  end if;
  select t.* into v_table from specql_cutover.library_tables() as t where t.source_table = import_library_row.source_table;
  if v_table.source_table is not null then
    v_values := specql_cutover.library_values(run, import_library_row.source_table, v_entry) || v_table.fixed;
  end if;
  if v_table.target is null then
    perform specql_cutover.import_legacy_row(run, 'patterns', import_library_row.source_table, key, v_entry, path, line, context);
    return;
  end if;
  v_file := jsonb_build_object('key', key, 'entry', v_entry, 'run', run, 'refs', (
    select coalesce(jsonb_object_agg(v.key, v.value), '{}') from jsonb_each(v_values) as v where v.key like 'fk\_%'
  ));
  v_known := specql_cutover.known_library_row(import_library_row.source_table, v_values, key);

  if v_known is null then
    v_values := v_values || jsonb_build_object('position', ordinal, 'legacy', v_file);
    select string_agg(quote_ident(c), ', ') into v_columns from jsonb_object_keys(v_values) as c;
    execute format(
      'insert into %1$s (%2$s) select %2$s from jsonb_populate_record(null::%1$s, $1)', v_table.target, v_columns
    ) using v_values;
    perform specql_cutover.note_row(run, import_library_row.source_table, path, line, 'imported', '[]', v_entry);
    return;
  end if;
  v_changes := specql_cutover.merge_library_row(import_library_row.source_table, v_known, v_values, v_file);
  if coalesce(v_known -> 'legacy', 'null') = 'null' and specql_cutover.outcome_of(v_changes) <> 'changed' then
    -- A row that was here without a file, and contradicts it nowhere, belongs to the file from now on.
    perform specql_cutover.note_row(run, import_library_row.source_table, path, line, 'imported', '[]', v_entry);
    return;
  end if;
  perform specql_cutover.note_row(
    run, import_library_row.source_table, path, line, specql_cutover.outcome_of(v_changes), v_changes, v_entry);
end;
$$;

comment on function specql_cutover.import_library_row(bigint, text, text, jsonb, integer, text, integer, jsonb) is
  'Writes the row, or merges it into the one that is here, and notes it. A table that is none of the library''s is kept as '
  'it is. Raises what makes the row a rejected one: SG302 for a second row with the same name.';
