-- 0112C5  specql_pattern.sql_text()
-- A text as a SQL literal without escapes, the one form that a schema request may hold.

create or replace function specql_pattern.sql_text(value text)
  returns text
  language plpgsql
  immutable
as $$
begin
  return '''' || replace(value, '''', '''''') || '''';
end;
$$;

comment on function specql_pattern.sql_text(text) is
  'The text in quotes, quotes in it doubled. quote_literal() would write E''…'' for a backslash.';
