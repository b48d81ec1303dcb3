-- 001F34  common.checked_text()
-- Returns a longer text as it came, or says that it is too long.

create or replace function common.checked_text(value text, field text, max_length integer default 10000)
  returns text
  language plpgsql
  immutable
as $$
begin
  if length(value) > max_length then
    raise exception using
      errcode = 'SG103',
      message = format('%s is too long', field),
      detail = format('It has %s characters; %s are allowed.', length(value), max_length),
      hint = 'Shorten it, or keep the long form elsewhere and name the place.',
      column = field;
  end if;
  return value;
end;
$$;

comment on function common.checked_text(text, text, integer) is
  'The text verbatim, null included, or SG103 where it has more than max_length characters.';

grant execute on function common.checked_text(text, text, integer) to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
