-- 0112CA  specql_pattern.template_indexes()
-- The indexes of a table made from a template.

create or replace function specql_pattern.template_indexes(table_name text, columns jsonb)
  returns jsonb
  language sql
  immutable
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'name', left(format('idx_%s_%s', table_name, c.value ->> 'name'), 63), 'columns', jsonb_build_array(c.value -> 'name'),
    'type', case when c.value ->> 'type' in ('jsonb', 'tsvector') then 'GIN' else 'BTREE' end
  ) order by c.position), '[]')
  from jsonb_array_elements(columns) with ordinality as c (value, position)
  where c.value ->> 'name' in ('created_at', 'updated_at')
    or c.value ->> 'type' in ('tsvector', 'jsonb')
    or c.value ->> 'type' = 'uuid' and c.value ->> 'name' ~ '_id$' and not coalesce(c.value -> 'unique' = 'true', false);
$$;

comment on function specql_pattern.template_indexes(text, jsonb) is
  'One for each reference and time stamp of the row, and for each document and search vector, called idx_<table>_<column>.';
