-- 011B32  specql_cutover.note_rejects()
-- Keeps refused legacy rows whole, each with its reason.

create or replace function specql_cutover.note_rejects(run bigint, rejects jsonb)
  returns void
  language plpgsql
  volatile
as $$
begin
  insert into specql_cutover.tb_import_reject (fk_import_run, source_table, path, line, field, code, reason, hint, row, context)
  select run, r.source_table, coalesce(r.path, r.source_table || '.' || coalesce(r.row_key, '')), r.line, nullif(r.field, ''),
    r.code, r.reason, nullif(r.hint, ''), coalesce(r.row, r.content, 'null'),
    jsonb_strip_nulls(jsonb_build_object('row_key', r.row_key, 'ordinal', r.ordinal))
  from (
    select j.source_table, j.path, coalesce(j.row_key, j.key) as row_key, j.line, j.field, j.code, j.reason, j.hint, j.row, j.content,
      j.ordinal, e.n
    from jsonb_array_elements(rejects) with ordinality as e (value, n)
      cross join lateral jsonb_to_record(e.value) as j (
        source_table text, path text, row_key text, key text, line integer, field text, code text, reason text, hint text,
        row jsonb, content jsonb, ordinal bigint)
  ) as r
  order by r.n;
  insert into specql_cutover.tb_import_row (fk_import_run, source_table, path, line, outcome, row_key)
  select run, j.source_table, coalesce(j.path, j.source_table || '.' || coalesce(j.row_key, j.key, '')), j.line, 'rejected',
    coalesce(j.row_key, j.key)
  from jsonb_array_elements(rejects) with ordinality as e (value, n)
    cross join lateral jsonb_to_record(e.value) as j (source_table text, path text, row_key text, key text, line integer)
  order by e.n;
end;
$$;

comment on function specql_cutover.note_rejects(bigint, jsonb) is
  'rejects: [{source_table, row_key, line, code, field, reason, hint, row, ordinal}]; path is source_table.row_key where none is '
  'given. Writes tb_import_reject and notes the rows as rejected.';
