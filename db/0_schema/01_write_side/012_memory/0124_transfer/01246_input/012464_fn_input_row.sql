-- 012464  memory.input_row()
-- The columns that a JSON object of named values gives.

create or replace function memory.input_row(source_table text, input jsonb, required text[], also text[] default '{}')
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_known text[];
  v_key   text;
  v_row   jsonb := '{}';
  v_column record;
begin
  if jsonb_typeof(input) is distinct from 'object' then
    raise exception using
      errcode = 'SG120',
      message = 'the input must be a JSON object',
      hint = format('It has %s.', array_to_string(required, ', ')),
      column = 'input';
  end if;
  v_known := array(
    select c.column_name from memory.source_columns(input_row.source_table) as c
    where c.kind not in ('id', 'stamp', 'ref', 'opt')
    order by c.place
  ) || also;
  select k into v_key from jsonb_object_keys(input) as k where k <> all (v_known) order by k limit 1;
  if found then
    raise exception using
      errcode = 'SG120',
      message = format('the input has an unknown key %s', quote_literal(left(v_key, 63))),
      hint = coalesce('Did you mean ' || common.closest(v_key, v_known) || '?', 'Known keys: ' || array_to_string(v_known, ', ') || '.'),
      column = left(v_key, 63);
  end if;
  for v_column in
    select c.column_name, c.kind from memory.source_columns(input_row.source_table) as c
    where input ? c.column_name and c.kind not in ('id', 'stamp', 'ref', 'opt')
  loop
    v_row := v_row || jsonb_build_object(v_column.column_name,
      memory.input_value(v_column.kind, input -> v_column.column_name, v_column.column_name));
  end loop;
  select k into v_key from unnest(required) as k where btrim(coalesce(v_row ->> k, input ->> k, '')) = '' limit 1;
  if found then
    raise exception using
      errcode = 'SG102',
      message = format('%s is missing', v_key),
      hint = 'Name it in the input.',
      column = v_key;
  end if;
  return v_row;
end;
$$;

comment on function memory.input_row(text, jsonb, text[], text[]) is
  'Values by column. SG120: no object, an unknown key, or a value of the wrong type. SG102: something that is needed is not there. '
  'SG103, SG122: a value does not fit.';
