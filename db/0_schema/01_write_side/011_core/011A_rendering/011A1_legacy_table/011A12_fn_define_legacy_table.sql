-- 011A12  specql_cutover.define_legacy_table()
-- Says what speaks the format of a legacy table. Runs again with every migration that changes it.

create or replace function specql_cutover.define_legacy_table(
  store           text,
  source_table    text,
  rank            integer,
  render_view     regclass,
  load_function   regproc default null,
  remove_function regproc default null,
  table_name      regclass default null
)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_store constant bigint := specql_cutover.store_pk(store);
  v_view text;
  v_load text;
  v_remove text;
  v_table text;
begin
  -- Written out with their schemas, whatever the search_path is: views are dropped and made again, names stay.
  select format('%I.%I', n.nspname, c.relname) into strict v_view
  from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
  where c.oid = render_view;
  select format('%I.%I', n.nspname, p.proname) into v_load
  from pg_catalog.pg_proc as p join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
  where p.oid = load_function;
  select format('%I.%I', n.nspname, p.proname) into v_remove
  from pg_catalog.pg_proc as p join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
  where p.oid = remove_function;
  select format('%I.%I', n.nspname, c.relname) into v_table
  from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
  where c.oid = table_name;

  insert into specql_cutover.tb_legacy_table as t
    (fk_store, source_table, rank, render_view, load_function, remove_function, target_table)
  values (v_store, define_legacy_table.source_table, define_legacy_table.rank, v_view, v_load, v_remove, v_table)
  on conflict on constraint uq_tb_legacy_table__source_table do update
  set rank = excluded.rank, render_view = excluded.render_view, load_function = excluded.load_function,
    remove_function = excluded.remove_function, target_table = excluded.target_table
  where (t.rank, t.render_view, t.load_function, t.remove_function, t.target_table) is distinct from
    (excluded.rank, excluded.render_view, excluded.load_function, excluded.remove_function, excluded.target_table);
end;
$$;

comment on function specql_cutover.define_legacy_table(text, text, integer, regclass, regproc, regproc, regclass) is
  'Declares a table of a store''s legacy file. The view has (row_key, position, content, also), and for the table * also '
  'source_table. Without load and remove functions the table can be read and compared only. Re-runnable. SG235: no such store.';
