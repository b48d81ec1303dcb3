-- 0317CA  app.remove_store_row()
-- Removes a row of a store, named as its legacy file names it.

create or replace function app.remove_store_row(
  store          text,
  source_table   text,
  row_key        text,
  expected_phase text default null
)
  returns boolean
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_table constant specql_cutover.tb_legacy_table := specql_cutover.legacy_table(store, source_table);
  v_removed boolean;
begin
  if v_table.remove_function is null then
    raise exception using
      errcode = 'SG339',
      message = format('rows of the table %s of the store %s cannot be removed', source_table, store),
      column = 'source_table';
  end if;
  perform specql_cutover.share_store(store, expected_phase);
  execute format('select %s($1, $2)', v_table.remove_function) into v_removed using source_table, row_key;
  return v_removed is true;
end;
$$;

comment on function app.remove_store_row(text, text, text, text) is
  'Removes the row, or, where codes hang on it, retires it. False where there is none. SG235, SG236: no such store or table. SG336: the '
  'store is not in the expected phase. SG339: rows of the table stay.';

grant execute on function app.remove_store_row(text, text, text, text) to specql_admin;
