-- 011235  specql_pattern.checked_word()
-- Returns a provider's name or version, or says what is wrong with it.

create or replace function specql_pattern.checked_word(value text, field text, max_length integer)
  returns text
  language plpgsql
  immutable
as $$
begin
  if value is null or value = '' then
    raise exception using
      errcode = 'SG102',
      message = format('%s is missing', field),
      hint = 'Give a word such as all-MiniLM-L6-v2.',
      column = field;
  end if;
  perform common.checked_text(value, field, max_length);
  if value !~ '^[!-~]+$' collate "C" then
    raise exception using
      errcode = 'SG105',
      message = format('%s has characters that it cannot have', field),
      hint = 'Use letters, digits and signs of ASCII, without spaces.',
      column = field;
  end if;
  return value;
end;
$$;

comment on function specql_pattern.checked_word(text, text, integer) is
  'The value verbatim, or SG102 (missing), SG103 (too long) or SG105 (spaces, or not ASCII) naming the field.';
