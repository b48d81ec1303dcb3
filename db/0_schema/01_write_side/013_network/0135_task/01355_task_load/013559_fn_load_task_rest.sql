-- 013559  network.load_task_rest()
-- Keeps what a task file holds beside its tasks.

create or replace function network.load_task_rest(
  run           bigint,
  source_table  text,
  first_ordinal bigint,
  rows          jsonb,
  options       jsonb default '{}'
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_puts   constant boolean := coalesce(options ->> 'mode', 'import') = 'put';
  v_keys   text[];
  v_rows   jsonb[];
  v_fates  text[];
  v_olds   jsonb[];
  v_none   jsonb[];
begin
  select array_agg(j.key order by j.n), array_agg(j.content order by j.n), array_agg(j.fate order by j.n),
    array_agg(case when j.fate = 'updated' then j.old end order by j.n), array_agg(null::jsonb)
  into v_keys, v_rows, v_fates, v_olds, v_none
  from (
    select e.n, e.value ->> 'key' as key, e.value -> 'content' as content, k.row as old,
      case
        when row_number() over (partition by e.value ->> 'key' order by e.n) > 1 then 'SG320'
        when k.pk_legacy_row is null then 'imported'
        when k.row::text = (e.value -> 'content')::text then 'unchanged'
        when v_puts or k.legacy ->> 'row' is null or k.legacy ->> 'row' = k.row::text then 'updated'
        when k.legacy ->> 'row' = (e.value -> 'content')::text then 'unchanged'
        else 'SG325'
      end as fate
    from jsonb_array_elements(rows) with ordinality as e (value, n)
      left join specql_cutover.tb_legacy_row as k
        on k.kind = 'tasks' and k.source_table = load_task_rest.source_table and k.row_key = e.value ->> 'key'
  ) as j;

  insert into specql_cutover.tb_legacy_row (kind, source_table, row_key, "row", legacy)
  select 'tasks', load_task_rest.source_table, i.key, i.content, jsonb_build_object('row', i.content::text, 'run', run)
  from unnest(v_keys, v_rows, v_fates) with ordinality as i (key, content, fate, n)
  where i.fate = 'imported'
  order by i.n;

  -- As text: in a file 1.0 and 1.00 are not the same.
  update specql_cutover.tb_legacy_row as t
  set "row" = i.content,
    legacy = case when v_puts then t.legacy else coalesce(t.legacy, '{}') || jsonb_build_object('row', i.content::text) end
  from unnest(v_keys, v_rows, v_fates) as i (key, content, fate)
  where i.fate = 'updated' and t.kind = 'tasks' and t.source_table = load_task_rest.source_table and t.row_key = i.key;

  if v_puts then
    return network.task_report(v_fates);
  end if;
  return network.note_tasks(run, source_table, first_ordinal, rows, v_fates, v_olds, v_none, v_none);
end;
$$;

comment on function network.load_task_rest(bigint, text, bigint, jsonb, jsonb) is
  'Rows of other lists, and keys that are none (document), are kept whole in specql_cutover.tb_legacy_row, so that nothing is lost.';
