-- 0317C7  app.store_tables()
-- The legacy tables of a store.

create or replace function app.store_tables(store text)
  returns jsonb
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
begin
  return coalesce((select jsonb_agg(t.source_table order by t.rank, t.source_table)
    from specql_cutover.store_tables(store) as t), '[]');
end;
$$;

comment on function app.store_tables(text) is
  'The tables of the store''s legacy file as a JSON array of names, in the order in which they are loaded. SG235: no such store.';

grant execute on function app.store_tables(text) to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
