-- 0317CC  app.store_row_count()
-- How many rows a table of a store has.

create or replace function app.store_row_count(store text, source_table text)
  returns bigint
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
begin
  perform specql_cutover.refuse_stranger(store);
  return (select count(*) from specql_cutover.rendered(store, source_table));
end;
$$;

comment on function app.store_row_count(text, text) is
  E'@behavior -queryField\nHow many rows the table of the store''s legacy file has. SG235, SG236: no such store or table. SG401: as '
  'app.store_rows().';

grant execute on function app.store_row_count(text, text) to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
