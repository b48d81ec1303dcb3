-- 011363  specql_service.use_rows()
-- A list of uses, one row for each column.

create or replace function specql_service.use_rows(uses jsonb)
  returns table (schema_name text, table_name text, column_name text)
  language sql
  immutable
as $$
  select
    coalesce(u ->> 'schema', split_part(u ->> 'table', '.', 1)),
    case when u ? 'schema' then u ->> 'table' else substr(u ->> 'table', strpos(u ->> 'table', '.') + 1) end,
    c.column_name
  from jsonb_array_elements(uses) as u
    left join lateral jsonb_array_elements_text(
      case jsonb_typeof(u -> 'columns') when 'array' then u -> 'columns' else '[]' end
    ) as c (column_name) on true;
$$;

comment on function specql_service.use_rows(jsonb) is
  'Schema, table and column of each use; a use without columns is one of the whole table, with a null column.';
