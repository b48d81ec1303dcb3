-- 012446  memory.number_of_cell()
-- The number that a cell means.

create or replace function memory.number_of_cell(cell jsonb, whole boolean, field text)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_text constant text := btrim(coalesce(cell ->> '$real', cell #>> '{}'));
begin
  if jsonb_typeof(cell) not in ('number', 'string') and not (cell ? '$real' and not whole)
    or v_text !~ '^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,5})?$' and not (v_text in ('Infinity', '-Infinity', 'NaN') and cell ? '$real')
  then
    perform memory.refuse_cell(field, cell, case when whole then 'a whole number' else 'a number' end);
  end if;
  if whole then
    return to_jsonb(round(v_text::numeric)::bigint);
  end if;
  return to_jsonb(v_text::double precision);
exception when numeric_value_out_of_range then
  perform memory.refuse_cell(field, cell, case when whole then 'a whole number of 64 bits' else 'a number' end);
end;
$$;

comment on function memory.number_of_cell(jsonb, boolean, text) is
  'A whole number of 64 bits, or a floating-point one, from a number or from a text of digits. SG122: something else.';
