-- 011472  specql_governance.checked_identifier()
-- Returns a name that a request gives to an object, or says why it is none.

create or replace function specql_governance.checked_identifier(value text, field text)
  returns text
  language plpgsql
  immutable
as $$
begin
  if value is null or btrim(value) = '' then
    raise exception using
      errcode = 'SG102', message = format('%s is missing', field),
      hint = 'Give a name in lower case with underscores, for example order_line.', column = field;
  end if;
  if octet_length(value) > 63 then
    raise exception using
      errcode = 'SG103', message = format('%s is too long', field),
      detail = format('It has %s bytes; PostgreSQL keeps 63.', octet_length(value)),
      hint = 'Shorten it.', column = field;
  end if;
  if value !~ '^[A-Za-z_][A-Za-z0-9_]*$' then
    raise exception using
      errcode = 'SG192', message = format('%s is no identifier', field),
      detail = format('It reads %s.', quote_literal(regexp_replace(left(value, 63), '[^[:graph:] ]', '?', 'g'))),
      hint = 'Use letters, digits and underscores, and begin with a letter or an underscore.', column = field;
  end if;
  return value;
end;
$$;

comment on function specql_governance.checked_identifier(text, text) is
  'The name verbatim. SG102: missing. SG103: more than 63 bytes. SG192: it has other characters than letters, '
  'digits and underscores. Whether it follows the conventions is for the rules to say.';
