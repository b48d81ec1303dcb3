-- 013553  network.note_tasks()
-- Tells the import what became of the rows that it brought.

create or replace function network.note_tasks(
  run bigint, source_table text, first_ordinal bigint, rows jsonb, fates text[], olds jsonb[], problems jsonb[], changes jsonb[]
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_rejects jsonb;
  v_changes jsonb;
begin
  select
    jsonb_agg(jsonb_build_object(
      'source_table', source_table, 'path', source_table || coalesce('.' || (e.value ->> 'key'), ''), 'line', e.value -> 'line',
      'key', coalesce(e.value ->> 'key', ''), 'ordinal', first_ordinal + e.n - 1,
      'code', f.fate, 'row', e.value -> 'content',
      'field', case when f.fate in ('SG320', 'SG325') then 'id' else f.problem ->> 'field' end,
      'reason', case f.fate when 'SG320' then 'the file has a task of this id before'
        when 'SG325' then 'the task was changed in the database and in the file' else f.problem ->> 'reason' end,
      'hint', case f.fate when 'SG320' then 'Leave one of them, or give it another id.'
        when 'SG325' then 'Decide which is right, and make both say it.' else f.problem ->> 'hint' end
    ) order by e.n) filter (where f.fate like 'SG%'),
    jsonb_agg(jsonb_build_object(
      'source_table', source_table, 'path', source_table || '.' || (e.value ->> 'key'), 'line', e.value -> 'line',
      'key', e.value ->> 'key', 'ordinal', first_ordinal + e.n - 1,
      'outcome', case f.fate when 'imported' then 'changed' else 'updated' end,
      'row', e.value -> 'content', 'old', f.old,
      'changes', coalesce(f.changes, '[]') || network.changed_cells(e.value ->> 'key', f.old, e.value -> 'content')
    ) order by e.n) filter (where f.fate = 'updated' or f.fate = 'imported' and f.changes is not null)
  into v_rejects, v_changes
  from jsonb_array_elements(rows) with ordinality as e (value, n)
    -- By place, not by a join: the planner takes an array for ten rows, and joins two of them by nested loops.
    cross join lateral (select fates[e.n] as fate, olds[e.n] as old, problems[e.n] as problem, changes[e.n] as changes offset 0) as f
  where f.fate like 'SG%' or f.fate = 'updated' or f.fate = 'imported' and f.changes is not null;
  if v_rejects is not null then
    perform specql_cutover.note_rejects(run, v_rejects);
  end if;
  if v_changes is not null then
    perform specql_cutover.note_changes(run, v_changes);
  end if;
  return network.task_report(array(
    select case when f.fate = 'imported' and f.changes is not null then 'changed' else f.fate end
    from unnest(fates, changes) as f (fate, changes)));
end;
$$;

comment on function network.note_tasks(bigint, text, bigint, jsonb, text[], jsonb[], jsonb[], jsonb[]) is
  'Writes rejected rows, and changed and updated ones with what they were before, and returns the counts.';
