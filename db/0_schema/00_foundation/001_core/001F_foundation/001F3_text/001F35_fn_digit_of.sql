-- 001F35  common.digit_of()
-- Reads one level's digit: '3', '03' and 'a' are digits, 'crm' and '0' are not.
-- In plpgsql on purpose: constraints and indexes parse a SQL function anew with every statement.

create or replace function common.digit_of(value text)
  returns text
  language plpgsql
  immutable
  parallel safe
as $$
begin
  return case when value ~ '^0?[1-9A-Fa-f]$' then upper(right(value, 1) collate "C") end;
end;
$$;

comment on function common.digit_of(text) is
  'The upper-case digit, 1 to F, or null where the text is no digit. A leading zero is the legacy '
  'two-digit spelling of the same digit.';

grant execute on function common.digit_of(text) to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
