-- 011746  specql_cutover.time_of()
-- Reads a time stamp; one without a zone is in the zone that the import names.

create or replace function specql_cutover.time_of(entry jsonb, field text, zone text)
  returns timestamptz
  language plpgsql
  stable
as $$
declare
  v_text constant text := specql_cutover.text_of(entry, field);
begin
  if coalesce(v_text, '') in ('', 'null', '~') then
    return null;
  end if;
  if v_text ~ '^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?)?$' then
    return replace(v_text, ',', '.')::timestamp at time zone zone;
  end if;
  if v_text ~ '^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)? ?(Z|z|[+-]\d{2}(:?\d{2})?)$' then
    return replace(v_text, ',', '.')::timestamptz;
  end if;
  raise exception using
    errcode = 'SG116',
    message = format('%s must be a time stamp', field),
    detail = format('It is %s.', quote_literal(left(v_text, 40))),
    hint = 'ISO 8601 is read, for example 2025-11-12T13:34:31 or 2025-11-12T13:34:31Z.',
    column = field;
end;
$$;

comment on function specql_cutover.time_of(jsonb, text, text) is
  'The point in time, or null where absent or empty. ISO 8601, with or without zone. SG116: something else.';
