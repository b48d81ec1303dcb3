-- 012444  memory.json_of_text()
-- The JSON that a text is, or the text itself as JSON.

create or replace function memory.json_of_text(value text)
  returns jsonb
  language plpgsql
  immutable
as $$
begin
  return value::jsonb;
exception when invalid_text_representation or untranslatable_character or numeric_value_out_of_range or statement_too_complex then
  return to_jsonb(value);
end;
$$;

comment on function memory.json_of_text(text) is 'The JSON, or a JSON string where the text is none.';
