-- 012443  memory.text_of_cell()
-- Any cell as a text.

create or replace function memory.text_of_cell(cell jsonb)
  returns text
  language plpgsql
  immutable
as $$
declare
  v_bytes bytea;
begin
  if jsonb_typeof(cell) <> 'object' then
    return cell #>> '{}';
  end if;
  if cell ? '$real' then
    return cell ->> '$real';
  end if;
  if not cell ? '$base64' then
    return cell::text;
  end if;
  begin
    v_bytes := decode(cell ->> '$base64', 'base64');
    -- A text cannot hold a zero byte; the file's cell keeps it.
    return convert_from(decode(replace(regexp_replace(encode(v_bytes, 'hex'), '(..)', '\1 ', 'g'), '00 ', ''), 'hex'), 'UTF8');
  exception when character_not_in_repertoire or untranslatable_character or invalid_parameter_value or invalid_text_representation then
    return cell ->> '$base64';
  end;
end;
$$;

comment on function memory.text_of_cell(jsonb) is
  'The text; of bytes the UTF-8 text without zero bytes, or base64 where they are none; of a number its digits.';
