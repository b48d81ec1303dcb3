-- 012434  memory.row_content()
-- A row as its file has it.

create or replace function memory.row_content(cells jsonb, legacy jsonb, absent text[], unknown jsonb)
  returns jsonb
  language sql
  stable
as $$
  select (
      cells || coalesce(unknown, '{}') || coalesce(legacy -> 'extra', '{}') || coalesce(legacy -> 'raw', '{}')
    ) - coalesce(absent, '{}');
$$;

comment on function memory.row_content(jsonb, jsonb, text[], jsonb) is
  'The cells of the columns, then those without a column, then those that the file has verbatim; without what its shape has not.';
