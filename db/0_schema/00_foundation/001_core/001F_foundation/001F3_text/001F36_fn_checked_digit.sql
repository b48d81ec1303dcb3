-- 001F36  common.checked_digit()
-- Returns one level's digit in upper case, or says what a digit is.

create or replace function common.checked_digit(value text, field text)
  returns text
  language plpgsql
  immutable
as $$
declare
  v_digit constant text := common.digit_of(value);
begin
  if v_digit is not null then
    return v_digit;
  end if;
  raise exception using
    errcode = case when value is null or value = '' then 'SG102' else 'SG106' end,
    message = case
      when value is null or value = '' then format('%s is missing', field)
      else format('%s must be one hexadecimal digit, 1 to F', field)
    end,
    detail = case when value <> '' then format('It is %s.', quote_literal(left(value, 40))) else 'Nothing was given.' end,
    hint = 'Zero stands for the level above, so each level holds the fifteen digits 1 to 9 and A to F.',
    column = field;
end;
$$;

comment on function common.checked_digit(text, text) is
  'The digit in upper case, or SG102 (missing) or SG106 (no digit from 1 to F) naming the field.';

grant execute on function common.checked_digit(text, text) to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
