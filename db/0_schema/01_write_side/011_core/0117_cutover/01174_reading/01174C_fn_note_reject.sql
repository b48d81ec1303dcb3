-- 01174C  specql_cutover.note_reject()
-- Keeps a refused row whole, with the reason, and notes the rows below it as refused too.

create or replace function specql_cutover.note_reject(
  run bigint, source_table text, path text, line integer, entry jsonb, context jsonb,
  code text, reason text, field text, hint text
)
  returns void
  language plpgsql
  volatile
as $$
begin
  insert into specql_cutover.tb_import_reject
    (fk_import_run, source_table, path, line, field, code, reason, hint, row, context)
  values
    (run, note_reject.source_table, note_reject.path, note_reject.line, nullif(note_reject.field, ''),
     note_reject.code, note_reject.reason, nullif(note_reject.hint, ''), coalesce(note_reject.entry, 'null'),
     note_reject.context);
  perform specql_cutover.note_row(run, note_reject.source_table, note_reject.path, note_reject.line, 'rejected');
  -- What stands below a refused row has no place to go, and is kept within it.
  perform specql_cutover.note_row(run, b.below_table, b.below_path, b.below_line, 'rejected')
  from specql_cutover.rows_below(note_reject.source_table, note_reject.entry, note_reject.path) as b;
end;
$$;

comment on function specql_cutover.note_reject(bigint, text, text, integer, jsonb, jsonb, text, text, text, text) is
  'Writes tb_import_reject and notes the row, and each row within it, as rejected.';
