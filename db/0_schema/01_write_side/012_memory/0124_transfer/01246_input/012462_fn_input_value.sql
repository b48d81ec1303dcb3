-- 012462  memory.input_value()
-- A value that somebody gives for a column of a kind.

create or replace function memory.input_value(kind text, value jsonb, field text)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_type constant text := jsonb_typeof(value);
begin
  if coalesce(v_type, 'null') = 'null' or kind = 'json' then
    return nullif(value, 'null');
  end if;
  if not (case kind
    when 'text' then v_type = 'string'
    when 'scalar' then v_type in ('string', 'number')
    when 'time' then v_type = 'string'
    else v_type = 'number'
  end) then
    raise exception using
      errcode = 'SG120',
      message = format('%s must be %s', field, case kind
        when 'text' then 'a text' when 'scalar' then 'a text or a number' when 'time' then 'a time' else 'a number' end),
      detail = format('It is %s.', left(value::text, 60)),
      column = field;
  end if;
  if v_type = 'string' then
    perform common.checked_text(value #>> '{}', field, case when field = 'content' then 10000000 when field like '%\_id' then 200 else 100000 end);
  end if;
  return case kind
    when 'text' then value
    when 'scalar' then value
    when 'time' then to_jsonb(memory.time_of_cell(value, 'UTC', field))
    when 'real' then memory.number_of_cell(value, false, field)
    else memory.whole_number(value, field)
  end;
end;
$$;

comment on function memory.input_value(text, jsonb, text) is
  'The value as the column takes it; null for null. SG120: of the wrong type. SG103: too long. SG122: no time, or no number of that size.';
