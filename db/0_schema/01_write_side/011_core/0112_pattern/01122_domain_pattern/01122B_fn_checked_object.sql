-- 01122B  specql_pattern.checked_object()
-- Returns a JSON object, or says that it is none or too large.

create or replace function specql_pattern.checked_object(value jsonb, field text)
  returns jsonb
  language plpgsql
  immutable
as $$
begin
  if value is null then
    return '{}';
  end if;
  if jsonb_typeof(value) <> 'object' then
    raise exception using
      errcode = 'SG112',
      message = format('%s must be a JSON object', field),
      detail = format('It is of type %s.', jsonb_typeof(value)),
      column = field;
  end if;
  if octet_length(value::text) > 1000000 then
    raise exception using
      errcode = 'SG103',
      message = format('%s is too long', field),
      detail = format('It has %s bytes; 1000000 are allowed.', octet_length(value::text)),
      hint = 'Make several patterns of it, and compose them.',
      column = field;
  end if;
  return value;
end;
$$;

comment on function specql_pattern.checked_object(jsonb, text) is
  'The object verbatim, {} for null, or SG112 (no object) or SG103 (above a million bytes) naming the field.';
