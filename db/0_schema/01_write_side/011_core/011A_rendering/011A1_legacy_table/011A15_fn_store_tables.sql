-- 011A15  specql_cutover.store_tables()
-- The tables that a store has: those declared, and those that came with a file.

create or replace function specql_cutover.store_tables(store text)
  returns table (source_table text, rank integer)
  language plpgsql
  stable
as $$
declare
  v_store constant bigint := specql_cutover.store_pk(store);
  v_rest specql_cutover.tb_legacy_table;
begin
  return query
    select t.source_table, t.rank
    from specql_cutover.tb_legacy_table as t
    where t.fk_store = v_store and t.source_table <> '*'
    order by t.rank, t.source_table;
  select t.* into v_rest
  from specql_cutover.tb_legacy_table as t
  where t.fk_store = v_store and t.source_table = '*';
  if found then
    return query execute format(
      'select distinct v.source_table, $1 from %s as v order by 1', v_rest.render_view)
    using v_rest.rank;
  end if;
end;
$$;

comment on function specql_cutover.store_tables(text) is
  'The tables of the store in the order in which they are loaded. SG235: no such store.';
