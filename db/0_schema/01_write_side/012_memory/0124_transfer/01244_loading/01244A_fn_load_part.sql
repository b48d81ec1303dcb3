-- 01244A  memory.load_part()
-- Writes rows at once; where that fails, half by half, and at last one by one.

create or replace function memory.load_part(
  source_table text,
  rows         jsonb,
  statement    text,
  shape        bigint,
  unknown      text[],
  run          bigint,
  options      jsonb
)
  returns jsonb
  language plpgsql
  volatile
  -- Every row is another: remembering what came of one costs and never helps.
  set enable_memoize = off
  set jit = off
as $$
declare
  v_count constant integer := jsonb_array_length(rows);
begin
  if v_count = 0 then
    return '[]';
  end if;
  begin
    execute statement using rows, shape, run, common.current_actor(), unknown;
    return '[]';
  exception when
    sqlstate 'SG122' or unique_violation or foreign_key_violation or not_null_violation or check_violation
    or cardinality_violation or invalid_text_representation or invalid_datetime_format or datetime_field_overflow
    or numeric_value_out_of_range or untranslatable_character or statement_too_complex
  then
    null; -- which row it was is found below
  end;
  if v_count = 1 then
    return jsonb_build_array(memory.load_row(source_table, rows -> 0, shape, run, options));
  end if;
  return memory.load_part(source_table, jsonb_path_query_array(rows, format('$[0 to %s]', v_count / 2 - 1)::jsonpath),
      statement, shape, unknown, run, options)
    || memory.load_part(source_table, jsonb_path_query_array(rows, format('$[%s to last]', v_count / 2)::jsonpath),
      statement, shape, unknown, run, options);
end;
$$;

comment on function memory.load_part(text, jsonb, text, bigint, text[], bigint, jsonb) is
  'Returns what became of the rows that were taken by themselves; the others went in as they are.';
