-- 011772  specql_cutover.import_collection()
-- Imports every row of a collection, in the order of the file.

create or replace function specql_cutover.import_collection(
  run bigint, source_table text, collection jsonb, path text, parent bigint, context jsonb, zone text
)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_row record;
begin
  for v_row in select e.* from specql_cutover.entries(collection, path) as e order by e.ordinal loop
    perform specql_cutover.try_row(
      run => run, source_table => import_collection.source_table, key => v_row.key, entry => v_row.entry,
      ordinal => v_row.ordinal, path => path || '.' || coalesce(v_row.key, (v_row.ordinal - 1)::text),
      line => v_row.line, parent => parent, context => context, zone => zone
    );
  end loop;
end;
$$;

comment on function specql_cutover.import_collection(bigint, text, jsonb, text, bigint, jsonb, text) is
  'Imports each entry as a row of the given kind. SG112: the collection is neither mapping nor list.';
