-- 0114F2  specql_governance.sql_literal()
-- A text as a literal that stays on one line, whatever stands in it.

create or replace function specql_governance.sql_literal(value text)
  returns text
  language plpgsql
  immutable
as $$
declare
  v_plain constant text := quote_nullable(value);
begin
  if value is null
    or (value !~ '[\u0001-\u001F\u007F-\u009F\u2028\u2029]' and value !~ ':DATABASE_|--!|/\*')
  then
    return v_plain;
  end if;
  -- Line breaks would begin lines that a migration tool reads; graphile-migrate replaces its placeholders in strings too.
  return 'e''' || (
    select string_agg(
      case
        when c.letter = '''' then ''''''
        when c.letter = '\' then '\\'
        when c.letter ~ '[\u0001-\u001F\u007F-\u009F\u2028\u2029]' or c.letter in (':', '-', '/')
          then '\u' || lpad(to_hex(ascii(c.letter)), 4, '0')
        else c.letter
      end, '' order by c.position)
    from regexp_split_to_table(value, '') with ordinality as c (letter, position)
  ) || '''';
end;
$$;

comment on function specql_governance.sql_literal(text) is
  'quote_nullable(), except that a text with line breaks, control characters or what a migration tool would read is '
  'written with escapes, so that it cannot begin a line of its own.';
