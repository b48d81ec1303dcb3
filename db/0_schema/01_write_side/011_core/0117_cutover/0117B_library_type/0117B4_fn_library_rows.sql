-- 0117B4  specql_cutover.library_rows()
-- The rows of a table of a library's document, in either of its forms.

create or replace function specql_cutover.library_rows(source_table jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
begin
  return case jsonb_typeof(source_table) when 'object' then source_table -> 'rows' else source_table end;
end;
$$;

comment on function specql_cutover.library_rows(jsonb) is 'The list of {columns, rows}, or the list itself.';
