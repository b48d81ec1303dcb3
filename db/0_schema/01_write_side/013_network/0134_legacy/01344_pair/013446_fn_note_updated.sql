-- 013446  network.note_updated()
-- Notes which rows a load changed, with what they were.

create or replace function network.note_updated(run bigint, source_table text, first_ordinal bigint, judged jsonb)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_changes constant jsonb := (
    select jsonb_agg(jsonb_build_object(
      'source_table', source_table,
      'row_key', j ->> 'key',
      'key', j ->> 'key',
      'path', source_table || '.' || (j ->> 'key'),
      'ordinal', first_ordinal + (j ->> 'n')::bigint - 1,
      'line', j -> 'line',
      'action', 'updated',
      'outcome', 'updated',
      'old', j -> 'here',
      'new', j -> 'content'
    ) order by (j ->> 'n')::bigint)
    from jsonb_array_elements(judged) as j
    where j ->> 'verdict' = 'updated');
begin
  if v_changes is not null then
    perform specql_cutover.note_changes(run, v_changes);
  end if;
end;
$$;

comment on function network.note_updated(bigint, text, bigint, jsonb) is 'One entry for each row, for the report and for undo.';
