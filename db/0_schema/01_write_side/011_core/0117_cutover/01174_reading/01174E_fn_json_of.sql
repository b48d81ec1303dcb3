-- 01174E  specql_cutover.json_of()
-- Reads JSON that a legacy file keeps as text.

create or replace function specql_cutover.json_of(value text, field text)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_problem text;
begin
  return value::jsonb;
exception
  when invalid_text_representation or untranslatable_character or statement_too_complex or numeric_value_out_of_range
  then
    get stacked diagnostics v_problem = pg_exception_detail;
    raise exception using
      errcode = 'SG116',
      message = format('%s is no JSON', field),
      detail = coalesce(nullif(v_problem, ''), 'It is nested too deeply, or too large.'),
      hint = 'Correct the text in the file.',
      column = field;
end;
$$;

comment on function specql_cutover.json_of(text, text) is
  'The JSON value, or SG116 and what is wrong with it. Python''s NaN and Infinity are no JSON.';
