-- 011748  specql_cutover.note_row()
-- Notes what became of a source row.

create or replace function specql_cutover.note_row(
  run          bigint,
  source_table text,
  path         text,
  line         integer,
  outcome      text,
  changes      jsonb default '[]',
  source_row   jsonb default null
)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_changes jsonb := changes;
begin
  if changes <> '[]' then
    select jsonb_agg(jsonb_build_object(
      'path', note_row.path, 'field', c.value -> 'field', 'old', c.value -> 'old', 'new', c.value -> 'new',
      'why', c.value -> 'why'
    ) order by c.position)
    into v_changes
    from jsonb_array_elements(changes) with ordinality as c (value, position);
  end if;
  insert into specql_cutover.tb_import_row (fk_import_run, source_table, path, line, outcome, changes, source_row)
  values (
    run, note_row.source_table, note_row.path, note_row.line, note_row.outcome, v_changes, note_row.source_row
  );
end;
$$;

comment on function specql_cutover.note_row(bigint, text, text, integer, text, jsonb, jsonb) is
  'Notes one source row with its outcome, its changes [{field, old, new, why}] and the row itself.';
