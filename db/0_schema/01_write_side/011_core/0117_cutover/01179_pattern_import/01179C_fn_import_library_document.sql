-- 01179C  specql_cutover.import_library_document()
-- Imports each table of a legacy pattern library.

create or replace function specql_cutover.import_library_document(run bigint, document jsonb)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_tables constant jsonb := case when jsonb_typeof(document) = 'object' then document -> 'tables' end;
  v_known  constant text[] := array(select t.source_table from specql_cutover.library_tables() as t);
  v_table  record;
begin
  if jsonb_typeof(v_tables) is distinct from 'object' or not v_tables ?| v_known then
    raise exception using
      errcode = 'SG112',
      message = 'the document is no pattern library',
      detail = format('It has the tables: %s.', (
        select coalesce(left(string_agg(k.key, ', '), 500), 'none')
        from jsonb_object_keys(case jsonb_typeof(v_tables) when 'object' then v_tables else '{}' end) as k (key)
      )),
      hint = 'A pattern library is {"tables": {"domain_patterns": {"columns": [], "rows": []}}} with tables of its format.',
      column = 'document';
  end if;
  for v_table in
    select k.key as name, specql_cutover.library_rows(v_tables -> k.key) as rows
    from jsonb_object_keys(v_tables) as k (key)
      left join specql_cutover.library_tables() as t on t.source_table = k.key
    -- What names others goes in after them; what nobody knows, last.
    order by coalesce(t.rank, 100), k.key
  loop
    if v_table.rows is not null and jsonb_typeof(v_table.rows) <> 'array' then
      raise exception using
        errcode = 'SG112', message = format('the rows of %s must be a list', left(v_table.name, 63)), column = 'document';
    end if;
    perform specql_cutover.import_library_table(run, v_table.name, v_table.rows, v_tables);
  end loop;
  if not exists (select from specql_cutover.tb_import_row as r where r.fk_import_run = run) then
    raise exception using
      errcode = 'SG112', message = 'the pattern library is empty', detail = 'No table has a row.', column = 'document';
  end if;
end;
$$;

comment on function specql_cutover.import_library_document(bigint, jsonb) is
  'Imports the document {tables: {name: {columns, rows}}}, a table after those that it refers to. SG112: the document is '
  'no pattern library.';
