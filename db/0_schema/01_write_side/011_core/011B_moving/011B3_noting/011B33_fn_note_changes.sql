-- 011B33  specql_cutover.note_changes()
-- Notes legacy rows that changed what the database has, or that were changed on their way in.

create or replace function specql_cutover.note_changes(run bigint, changes jsonb)
  returns void
  language plpgsql
  volatile
as $$
begin
  insert into specql_cutover.tb_import_row
    (fk_import_run, source_table, path, line, outcome, row_key, old_row, source_row, changes)
  select run, r.source_table, r.path, r.line, r.outcome, r.row_key, r.old_row, r.new_row, (
    select coalesce(jsonb_agg(jsonb_build_object('path', r.path) || (g.change - 'path') order by g.n), '[]')
    from jsonb_array_elements(coalesce(r.changes,
      case when r.old_row is null then '[]' else specql_cutover.changed_fields(r.old_row, r.new_row) end)
    ) with ordinality as g (change, n)
  )
  from (
    select j.source_table, coalesce(j.path, j.source_table || '.' || coalesce(j.row_key, j.key, '')) as path,
      coalesce(j.row_key, j.key, substr(j.path, length(j.source_table) + 2)) as row_key, j.line, coalesce(j.outcome, 'updated') as outcome,
      nullif(j.old, 'null') as old_row, coalesce(j.new, j.row, j.content) as new_row, nullif(j.changes, 'null') as changes, e.n
    from jsonb_array_elements(changes) with ordinality as e (value, n)
      cross join lateral jsonb_to_record(e.value) as j (
        source_table text, path text, row_key text, key text, line integer, outcome text, old jsonb, new jsonb, row jsonb,
        content jsonb, changes jsonb)
  ) as r
  order by r.n;
end;
$$;

comment on function specql_cutover.note_changes(bigint, jsonb) is
  'changes: [{source_table, row_key, line, outcome updated|changed, old, new, changes: [{field, old, new, why}]}]. old is the row as it was '
  'in the legacy format, absent for a row that is new; new the row of the file; changes are found by comparing them where none are given.';
