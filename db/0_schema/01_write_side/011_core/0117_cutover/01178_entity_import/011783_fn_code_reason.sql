-- 011783  specql_cutover.code_reason()
-- Why an imported entity has another code than its file says.

create or replace function specql_cutover.code_reason(code text, layout text)
  returns text
  language plpgsql
  immutable
as $$
begin
  return case
    when code is null then 'it had no code'
    when layout = 'elsewhere' then 'the old code names another place in every reading'
    when layout = 'unknown' then 'the old code is no code'
    when layout = 'SDSEX' then 'the old code names a file that is not the table'
    else format('the old code has the layout %s; codes are SDSEX now', layout)
  end;
end;
$$;

comment on function specql_cutover.code_reason(text, text) is 'The wording for the report.';
