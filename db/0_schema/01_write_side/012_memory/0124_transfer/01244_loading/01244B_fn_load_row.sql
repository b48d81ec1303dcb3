-- 01244B  memory.load_row()
-- Writes one row, cell by cell, and says what had to be done to it.

create or replace function memory.load_row(source_table text, source_row jsonb, shape bigint, run bigint, options jsonb)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_content constant jsonb := source_row -> 'content';
  v_zone    constant text := coalesce(options ->> 'zone', 'UTC');
  v_put     constant boolean := options ->> 'mode' = 'put';
  v_table   text;
  v_cell    record;
  v_values  jsonb := '{}';
  v_changes jsonb := '[]';
  v_value   record;
  v_extra   jsonb := v_content;
  v_old     jsonb;
  v_before  jsonb;
  v_base    jsonb;
  v_cells   jsonb;
  v_columns text;
  v_key     text;
  v_culprit text;
  v_message text;
  v_detail  text;
  v_code    text;
begin
  for v_cell in
    select k.*
    from memory.known_cells(load_row.source_table, array(select jsonb_object_keys(v_content))) as k
    order by k.place
  loop
    v_table := v_cell.table_name;
    v_value := memory.cell_value(v_cell.kind, v_content -> v_cell.cell, v_zone, v_cell.cell);
    if v_cell.kind = 'id' then
      v_key := v_cell.column_name;
      if v_value.value is null then
        perform memory.refuse_cell('id', v_content -> 'id', 'a whole number');
      elsif v_value.value #>> '{}' is distinct from source_row ->> 'key' then
        -- '007' and '7' are two rows of the file, and would be one here.
        perform memory.refuse_cell('id', v_content -> 'id', 'a whole number in plain digits, and the key of its row');
      end if;
    elsif v_cell.parent is not null then
      perform memory.refuse_orphan(v_cell.cell, v_cell.parent, (v_value.value #>> '{}')::bigint, v_cell.kind = 'ref');
    end if;
    v_values := v_values || jsonb_build_object(v_cell.column_name, case
      when v_cell.kind = 'stamp' then coalesce(v_value.value, to_jsonb(clock_timestamp())) else v_value.value end);
    v_extra := case when v_cell.cell is null then v_extra else v_extra - v_cell.cell end;
    if v_value.why is not null then
      v_changes := v_changes || jsonb_build_array(jsonb_build_object(
        'field', v_cell.cell, 'old', v_content -> v_cell.cell, 'new', v_value.value, 'why', v_value.why));
    end if;
  end loop;

  execute format('select memory.%I(jsonb_populate_record(null::memory.%I, $1))', v_table || '_cells', 'tb_' || v_table)
  into v_cells
  using v_values;
  execute format(
    'select to_jsonb(t) from memory.%I as t where t.%I = $1 for no key update', 'tb_' || v_table, v_key)
  into v_old
  using (v_values ->> v_key)::bigint;
  if not v_put and (v_old ->> 'import_run')::bigint = run then
    raise exception using errcode = 'SG316', message = 'the key stands twice in the file', column = 'id';
  end if;
  execute format('select v.content from memory.%I as v where v.row_key = $1', 'lr_memory_' || source_table)
  into v_before
  using v_old ->> 'identifier';
  if v_put and v_old ->> 'import_run' is not null then
    -- What the last import said stays known, or the next one would take this row for the file's.
    v_base := v_before || coalesce(v_old #> '{legacy,base}', '{}');
    v_base := (select jsonb_object_agg(b.key, b.value) from jsonb_each(v_base) as b
      where (v_content -> b.key)::text is distinct from b.value::text);
  end if;
  v_values := v_values || jsonb_build_object(
    'shape', shape,
    'legacy', memory.held_cells(memory.raw_cells(v_content - array(select jsonb_object_keys(v_extra)), v_cells), v_extra, v_base)
  );

  if v_old is null then
    v_values := v_values || jsonb_build_object('import_run', run, 'created_by', common.current_actor(), 'updated_by', common.current_actor());
    select string_agg(format('%I', k), ', ') into v_columns from jsonb_object_keys(v_values) as k;
    execute format('insert into memory.%1$I (%2$s) select %2$s from jsonb_populate_record(null::memory.%1$I, $1)', 'tb_' || v_table, v_columns)
    using v_values;
  else
    v_values := jsonb_set(
      case when v_values -> 'legacy' = 'null' then v_values || '{"legacy": {}}' else v_values end, '{legacy,load}',
      jsonb_build_object('created_at', v_values -> 'created_at', 'updated_at', v_values -> 'updated_at'));
    select string_agg(format('%1$I = n.%1$I', k), ', ') into v_columns from jsonb_object_keys(v_values) as k where k <> v_key;
    execute format('update memory.%1$I as t set %2$s from jsonb_populate_record(null::memory.%1$I, $1) as n where t.%3$I = n.%3$I',
      'tb_' || v_table, v_columns, v_key)
    using v_values;
  end if;
  return jsonb_build_object('outcome', case when v_changes <> '[]' then 'changed' when v_old is null then 'imported' else 'updated' end,
    'row', source_row, 'changes', nullif(v_changes, '[]'), 'old', v_before);
exception when sqlstate 'SG122' or sqlstate 'SG220' or sqlstate 'SG316' or unique_violation or foreign_key_violation or check_violation then
  if v_put then
    raise;
  end if;
  get stacked diagnostics v_code = returned_sqlstate, v_message = message_text, v_detail = pg_exception_detail, v_culprit = column_name;
  return jsonb_build_object('outcome', 'rejected', 'row', source_row,
    'code', case v_code when '23505' then 'SG316' when '23503' then 'SG220' when '23514' then 'SG122' else v_code end,
    'field', nullif(v_culprit, ''),
    'reason', case when v_code = '23505' then 'the number is taken by another row' else v_message end,
    'detail', case when v_code like 'SG%' then v_detail end);
end;
$$;

comment on function memory.load_row(text, jsonb, bigint, bigint, jsonb) is
  '{outcome, row, changes} or {outcome: rejected, row, code, field, reason, detail}; in mode put what is wrong is raised.';
