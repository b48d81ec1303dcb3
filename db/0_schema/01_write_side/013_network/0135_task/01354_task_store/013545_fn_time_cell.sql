-- 013545  network.time_cell()
-- A cell that a column holds as a time.

create or replace function network.time_cell(cell jsonb, zone text)
  returns timestamptz
  language plpgsql
  stable
as $$
declare
  v_text constant text := case jsonb_typeof(cell) when 'string' then cell #>> '{}' end;
begin
  if v_text ~ '^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,12})?)? ?([Zz]|[+-]\d\d(:?\d\d)?)$' then
    return v_text::timestamptz;
  end if;
  if v_text ~ '^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,12})?)?)?$' then
    return v_text::timestamp at time zone zone;
  end if;
  return null;
exception
  when datetime_field_overflow or invalid_datetime_format then
    return null; -- the 30th of February
end;
$$;

comment on function network.time_cell(jsonb, text) is
  'ISO 8601, with a zone or in the given one; null for what is no time. Digits beyond a microsecond are rounded.';
