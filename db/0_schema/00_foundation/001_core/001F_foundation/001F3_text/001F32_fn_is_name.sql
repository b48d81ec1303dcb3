-- 001F32  common.is_name()
-- Whether a text can be a name: visible, one line, at most 63 characters.
-- In plpgsql on purpose: constraints and indexes parse a SQL function anew with every statement.

create or replace function common.is_name(name text)
  returns boolean
  language plpgsql
  immutable
  parallel safe
as $$
begin
  return name is not null
    and length(name) between 1 and 63
    and name !~ '[\u0001-\u001F\u007F-\u00A0\u00AD\u061C\u180E\u2000-\u200F\u2028-\u202F\u205F-\u206F\u3000\uFEFF\uFFF9-\uFFFB]'
    and name !~ '^ | $|  ';
end;
$$;

comment on function common.is_name(text) is
  'True for 1 to 63 characters without control, invisible or direction-changing characters, without a '
  'space at either end or two in a row: names that look alike must not differ in what nobody sees.';

grant execute on function common.is_name(text) to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
