-- 001F33  common.checked_name()
-- Returns the name as it came, or says what is wrong with it.

create or replace function common.checked_name(name text, field text)
  returns text
  language plpgsql
  immutable
as $$
begin
  if common.is_name(name) then
    return name;
  end if;
  if name is null or btrim(name) = '' then
    raise exception using
      errcode = 'SG102',
      message = format('%s is missing', field),
      hint = 'Give a name of 1 to 63 characters.',
      column = field;
  end if;
  if length(name) > 63 then
    raise exception using
      errcode = 'SG103',
      message = format('%s is too long', field),
      detail = format('It has %s characters; 63 are allowed.', length(name)),
      hint = 'Shorten the name and put the rest into the description.',
      column = field;
  end if;
  raise exception using
    errcode = 'SG105',
    message = format('%s has characters that a name cannot have', field),
    detail = format('It reads %s.', quote_literal(regexp_replace(name, '[^[:graph:] ]', '?', 'g'))),
    hint = 'Leave out control and invisible characters, and spaces at the ends or doubled.',
    column = field;
end;
$$;

comment on function common.checked_name(text, text) is
  'The name verbatim, or SG102 (missing), SG103 (too long), SG105 (unacceptable characters) naming the field.';

grant execute on function common.checked_name(text, text) to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
