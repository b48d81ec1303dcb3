-- 011A13  specql_cutover.legacy_table()
-- What speaks the format of a table of a store's file.

create or replace function specql_cutover.legacy_table(store text, source_table text)
  returns specql_cutover.tb_legacy_table
  language plpgsql
  stable
as $$
declare
  v_store constant bigint := specql_cutover.store_pk(store);
  v_table specql_cutover.tb_legacy_table;
begin
  -- The named one before the one that stands for the rest.
  select t.* into v_table
  from specql_cutover.tb_legacy_table as t
  where t.fk_store = v_store and t.source_table in (legacy_table.source_table, '*') and legacy_table.source_table <> '*'
  order by t.source_table = '*'
  limit 1;
  if not found then
    raise exception using
      errcode = 'SG236',
      message = format('the store %s has no table %s', store, coalesce(quote_literal(left(source_table, 60)), 'null')),
      hint = format('Its tables are %s.', coalesce((
        select string_agg(t.source_table, ', ' order by t.rank, t.source_table)
        from specql_cutover.tb_legacy_table as t where t.fk_store = v_store and t.source_table <> '*'), 'not declared yet')),
      column = 'source_table';
  end if;
  return v_table;
end;
$$;

comment on function specql_cutover.legacy_table(text, text) is
  'The declaration of the table, or that of the store''s unplanned tables (*). SG235: no such store. SG236: no such table.';
