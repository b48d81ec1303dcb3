-- 012445  memory.time_of_cell()
-- The point in time that a cell means.

create or replace function memory.time_of_cell(cell jsonb, zone text, field text)
  returns timestamptz
  language plpgsql
  stable
as $$
declare
  v_text constant text := btrim(cell #>> '{}');
begin
  if jsonb_typeof(cell) not in ('string', 'number') then
    perform memory.refuse_cell(field, cell, 'a time');
  elsif v_text = '' then
    return null;
  elsif jsonb_typeof(cell) = 'number' then
    -- Seconds reach the year 5138 with eleven digits; what is larger are milliseconds.
    return to_timestamp(case when abs(v_text::numeric) < 1e11 then v_text::numeric else v_text::numeric / 1000 end::double precision);
  elsif v_text ~ '^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?)?$' then
    return v_text::timestamp at time zone zone;
  elsif v_text ~ '^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)? ?([Zz]|[+-]\d\d(:?\d\d)?)$' then
    return v_text::timestamptz;
  end if;
  perform memory.refuse_cell(field, cell, 'a time');
exception when datetime_field_overflow or invalid_datetime_format or invalid_time_zone_displacement_value or numeric_value_out_of_range then
  perform memory.refuse_cell(field, cell, 'a time');
end;
$$;

comment on function memory.time_of_cell(jsonb, text, text) is
  'ISO 8601, with or without a time of day, with or without a zone (then the given one); a number counts from 1970. Null for an '
  'empty text. SG122: something else.';
