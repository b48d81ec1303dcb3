-- 011758  specql_cutover.kept_sequence()
-- The entity digit of a legacy code that is kept.

create or replace function specql_cutover.kept_sequence(code text, layout text)
  returns integer
  language plpgsql
  immutable
as $$
begin
  return case when layout = 'SDSEX' and upper(code collate "C") ~ '^01..[1-9A-F]1$'
    then strpos('123456789ABCDEF', upper(substr(code, 5, 1) collate "C"))
  end;
end;
$$;

comment on function specql_cutover.kept_sequence(text, text) is
  'The digit as a number where the code is SDSEX, of layer 01, and names the table (file 1); null where a new code is '
  'to be given.';
