-- 012453  memory.load_legacy_rows()
-- Takes a batch of rows of a table that nobody planned.

create or replace function memory.load_legacy_rows(
  run           bigint,
  source_table  text,
  first_ordinal bigint,
  rows          jsonb,
  options       jsonb
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_put      constant boolean := options ->> 'mode' = 'put';
  v_actor    constant text := common.current_actor();
  -- Keys that are texts, though of digits, say nothing of the order: one column holds them, as texts, in every row.
  v_is_text  constant boolean := exists (
    select
    from jsonb_object_keys(rows #> '{0,content}') as c (cell)
    where not exists (
      select from jsonb_array_elements(rows) as r
      where r #> array['content', c.cell] is distinct from r -> 'key'
    )
  );
  v_outcomes jsonb;
begin
  -- Judged first, and written after: a statement sees what was there before it.
  with source as (
    select e.r ->> 'key' as row_key, e.r -> 'content' as content, e.r, e.place,
      row_number() over (partition by e.r ->> 'key' order by e.place) as nth
    from jsonb_array_elements(rows) with ordinality as e (r, place)
  ), judged as (
    select s.*, t.pk_legacy_row, t.row as old_row, case
        when s.nth > 1 then 'twice'
        when t.pk_legacy_row is null then 'new'
        when t.row::text = s.content::text or not v_put and (t.legacy -> 'base')::text = s.content::text then 'unchanged'
        when not v_put and t.import_run = run then 'twice'
        when not v_put and (t.import_run is null or t.legacy ? 'base') then 'newer'
        else 'other'
      end as verdict
    from source as s
      left join memory.tb_legacy_row as t on t.source_table = load_legacy_rows.source_table and t.row_key = s.row_key
  ), added as (
    insert into memory.tb_legacy_row (source_table, row_key, position, row, import_run, created_by, updated_by)
    select load_legacy_rows.source_table, j.row_key,
      case
        when not v_is_text and case when j.row_key ~ '^-?\d{1,19}$' then j.row_key::numeric between -9223372036854775808 and 9223372036854775807 end
          then j.row_key::bigint
        else coalesce(first_ordinal, (select max(t.position) + 1 from memory.tb_legacy_row as t where t.source_table = load_legacy_rows.source_table), 1) + j.place - 1 end,
      j.content, run, v_actor, v_actor
    from judged as j
    where j.verdict = 'new'
  ), updated as (
    update memory.tb_legacy_row as t
    set row = j.content,
      -- What the last import said stays known, unless this is one.
      legacy = case when v_put and t.import_run is not null
        then jsonb_build_object('base', coalesce(t.legacy -> 'base', t.row)) end
    from judged as j
    where j.verdict = 'other' and t.pk_legacy_row = j.pk_legacy_row
  )
  select jsonb_agg(case j.verdict
      when 'unchanged' then jsonb_build_object('outcome', 'unchanged', 'row', jsonb_build_object('key', j.row_key))
      when 'other' then jsonb_build_object('outcome', 'updated', 'row', j.r, 'old', j.old_row, 'changes', (
        select jsonb_agg(jsonb_build_object('field', c.key, 'old', j.old_row -> c.key, 'new', c.value, 'why', 'the file has changed') order by c.key)
        from jsonb_each(j.content) as c
        where c.value::text is distinct from (j.old_row -> c.key)::text))
      when 'twice' then jsonb_build_object('outcome', 'rejected', 'row', j.r, 'code', 'SG316', 'field', null,
        'reason', 'the key stands twice in the file')
      else jsonb_build_object('outcome', 'rejected', 'row', j.r, 'code', 'SG325', 'field', null,
        'reason', 'the row was changed here since the last import, and in the file too', 'detail', 'Here it is ' || left(j.old_row::text, 500))
    end order by j.place) filter (where j.verdict <> 'new')
  into v_outcomes
  from judged as j;
  return memory.note_outcomes(run, source_table, first_ordinal, rows, coalesce(v_outcomes, '[]'));
end;
$$;

comment on function memory.load_legacy_rows(bigint, text, bigint, jsonb, jsonb) is
  'As memory.load_rows(), into memory.tb_legacy_row: every cell as it is.';
