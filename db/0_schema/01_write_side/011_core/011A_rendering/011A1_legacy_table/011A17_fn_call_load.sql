-- 011A17  specql_cutover.call_load()
-- Puts rows of a legacy table into ours.

create or replace function specql_cutover.call_load(
  run           bigint,
  store         text,
  source_table  text,
  first_ordinal bigint,
  rows          jsonb,
  options       jsonb
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_table constant specql_cutover.tb_legacy_table := specql_cutover.legacy_table(store, source_table);
  v_counts jsonb;
begin
  if v_table.load_function is null then
    raise exception using
      errcode = 'SG339',
      message = format('the table %s of the store %s cannot be written row by row', source_table, store),
      hint = 'Import the file, or use the functions of app.',
      column = 'source_table';
  end if;
  execute format('select %s($1, $2, $3, $4, $5)', v_table.load_function)
  into v_counts
  using run, source_table, first_ordinal, rows, options;
  return v_counts;
end;
$$;

comment on function specql_cutover.call_load(bigint, text, text, bigint, jsonb, jsonb) is
  'Calls the table''s load function, and returns its counts. SG235, SG236: no such store or table. SG339: it has no load function.';
