-- 0317E5  app.compared_rows()
-- Rows as they are compared cell by cell.

create or replace function app.compared_rows(store text, source_table text, keys text[])
  returns table (row_key text, content text, also text)
  language sql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
  select v.row_key, v.content::text, v.also::text
  from specql_cutover.rendered(store, source_table, coalesce(keys, '{}')) as v;
$$;

comment on function app.compared_rows(text, text, text[]) is
  'The rows with these keys. Content and the other values that an attribute may have are JSON as text, so that no digit of a '
  'number is lost on the way. SG235, SG236: no such store, no such table.';

grant execute on function app.compared_rows(text, text, text[]) to specql_admin;
