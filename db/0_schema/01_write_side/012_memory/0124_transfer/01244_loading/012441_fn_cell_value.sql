-- 012441  memory.cell_value()
-- The value of a cell for a column of a kind, and what had to be done to it.

create or replace function memory.cell_value(kind text, cell jsonb, zone text, field text, out value jsonb, out why text)
  language plpgsql
  stable
as $$
declare
  v_kind constant text := jsonb_typeof(cell);
  v_text constant text := cell #>> '{}';
begin
  if coalesce(v_kind, 'null') = 'null' then
    return;
  end if;
  if kind = 'text' then
    value := to_jsonb(memory.text_of_cell(cell));
    why := case when v_kind <> 'string' then 'a text belongs here' end;
  elsif kind = 'scalar' then
    value := case when v_kind in ('string', 'number') then cell else to_jsonb(memory.text_of_cell(cell)) end;
    why := case when v_kind not in ('string', 'number') then 'a number or a text belongs here' end;
  elsif kind = 'json' then
    value := case
      when v_kind <> 'string' then to_jsonb(memory.text_of_cell(cell))
      when v_text = '' then null
      else memory.json_of_text(v_text)
    end;
    why := case
      when v_kind <> 'string' then 'JSON belongs here'
      when jsonb_typeof(value) = 'string' and left(btrim(v_text, E' \t\r\n'), 1) <> '"' then 'this is no JSON, and is kept as a text'
    end;
  elsif kind in ('time', 'stamp') then
    value := to_jsonb(memory.time_of_cell(cell, zone, field));
    why := case when v_kind = 'number' then 'a time belongs here; read as seconds or milliseconds since 1970' end;
  elsif kind = 'real' then
    value := memory.number_of_cell(cell, false, field);
    why := case when v_kind = 'string' then 'a number belongs here' end;
  else
    value := memory.number_of_cell(cell, true, field);
    why := case
      when v_kind = 'string' then 'a number belongs here'
      when value is distinct from cell then 'a whole number belongs here'
    end;
    if kind <> 'int' and value is distinct from trim_scale((value #>> '{}')::numeric)::text::jsonb
      or kind <> 'int' and v_kind = 'number' and value <> cell
    then
      perform memory.refuse_cell(field, cell, 'a whole number');
    end if;
  end if;
end;
$$;

comment on function memory.cell_value(text, jsonb, text, text) is
  'The value as the column takes it, and why it is not what the file has, where somebody should know. SG122: no value can be made of it.';
