-- 012451  memory.load_among()
-- Takes a batch some of whose rows are here: three ways are compared, the file then, the file now, and the database.

create or replace function memory.load_among(
  run          bigint,
  source_table text,
  rows         jsonb,
  options      jsonb,
  shape        bigint,
  unknown      text[],
  cells        text[]
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_zone    constant text := coalesce(options ->> 'zone', 'UTC');
  v_judged  jsonb;
  v_new     jsonb;
  v_changed jsonb;
  v_taken   jsonb;
  v_result  jsonb;
begin
  select
    coalesce(jsonb_agg(j.source_row) filter (where j.verdict = 'new'), '[]'),
    coalesce(jsonb_agg(j.source_row) filter (where j.verdict = 'other'), '[]'),
    coalesce(jsonb_agg(to_jsonb(j)) filter (where j.verdict not in ('new', 'unchanged')), '[]'),
    coalesce(jsonb_agg(jsonb_build_object('outcome', 'unchanged', 'row', jsonb_build_object('key', j.row_key)))
      filter (where j.verdict = 'unchanged'), '[]')
  into v_new, v_changed, v_judged, v_result
  from memory.judged_rows(load_among.run, load_among.source_table, load_among.rows) as j;

  v_result := v_result
    || memory.load_part(source_table, v_new, memory.load_statement(source_table, cells, v_zone, false), shape, unknown, run, options)
    || coalesce((
      select jsonb_agg(case j ->> 'verdict'
        when 'orphan' then memory.load_row(load_among.source_table, j -> 'source_row', load_among.shape, load_among.run, load_among.options)
        when 'twice' then jsonb_build_object('outcome', 'rejected', 'row', j -> 'source_row', 'code', 'SG316', 'field', 'id',
          'reason', 'the key stands twice in the file')
        else jsonb_build_object('outcome', 'rejected', 'row', j -> 'source_row', 'code', 'SG325', 'field', null,
          'reason', 'the row was changed here since the last import, and in the file too', 'detail', 'Here it is ' || left(j ->> 'old_content', 500))
        end)
      from jsonb_array_elements(v_judged) as j
      where j ->> 'verdict' <> 'other'
    ), '[]');

  v_taken := memory.load_part(source_table, v_changed, memory.load_statement(source_table, cells, v_zone, true), shape, unknown, run, options);
  return v_result || v_taken || coalesce((
    -- What went in by the statement is told here; what was taken by itself has said so.
    select jsonb_agg(jsonb_build_object('outcome', 'updated', 'row', j -> 'source_row', 'old', j -> 'old_content', 'changes', (
        select jsonb_agg(jsonb_build_object('field', c.key, 'old', j #> array['old_content', c.key], 'new', c.value, 'why', 'the file has changed')
          order by c.key)
        from jsonb_each(j #> '{source_row,content}') as c
        where c.value::text is distinct from (j #> array['old_content', c.key])::text
      )))
    from jsonb_array_elements(v_judged) as j
    where j ->> 'verdict' = 'other'
      and not exists (select from jsonb_array_elements(v_taken) as t where t #>> '{row,key}' = j ->> 'row_key')
  ), '[]') || '[]';
end;
$$;

comment on function memory.load_among(bigint, text, jsonb, jsonb, bigint, text[], text[]) is
  'What became of each row that was not simply imported: [{outcome, row, changes, old}]. SG325 is the reason of a row that both sides '
  'changed: it is rejected, never overwritten.';
