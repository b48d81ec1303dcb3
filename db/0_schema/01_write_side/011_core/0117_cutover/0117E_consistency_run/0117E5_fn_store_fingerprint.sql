-- 0117E5  specql_cutover.store_fingerprint()
-- Checksums of all tables of a store, of one snapshot.

create or replace function specql_cutover.store_fingerprint(store text, digits integer)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_tables jsonb := '[]';
  v_table text;
begin
  for v_table in select t.source_table from specql_cutover.store_tables(store) as t loop
    v_tables := v_tables || specql_cutover.table_fingerprint(store, v_table, digits);
  end loop;
  return v_tables;
end;
$$;

comment on function specql_cutover.store_fingerprint(text, integer) is
  'table_fingerprint() of each table of the store. It is stable, so all of it is what the calling statement sees. '
  'SG235: no such store.';
