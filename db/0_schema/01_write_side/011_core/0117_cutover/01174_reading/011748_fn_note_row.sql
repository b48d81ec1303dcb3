-- 011748  specql_cutover.note_row()
-- Notes what became of a source row.

create or replace function specql_cutover.note_row(
  run          bigint,
  source_table text,
  path         text,
  line         integer,
  outcome      text,
  changes      jsonb default '[]'
)
  returns void
  language sql
  volatile
as $$
  insert into specql_cutover.tb_import_row (fk_import_run, source_table, path, line, outcome, changes)
  values (run, note_row.source_table, note_row.path, note_row.line, note_row.outcome, (
    select coalesce(jsonb_agg(jsonb_build_object(
      'path', note_row.path, 'field', c.value -> 'field', 'old', c.value -> 'old', 'new', c.value -> 'new',
      'why', c.value -> 'why'
    ) order by c.position), '[]')
    from jsonb_array_elements(note_row.changes) with ordinality as c (value, position)
  ));
$$;

comment on function specql_cutover.note_row(bigint, text, text, integer, text, jsonb) is
  'Notes one source row with its outcome and its changes [{field, old, new, why}].';
