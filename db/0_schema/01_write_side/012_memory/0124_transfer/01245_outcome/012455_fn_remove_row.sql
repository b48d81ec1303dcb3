-- 012455  memory.remove_row()
-- Removes a row by its key in the legacy file.

create or replace function memory.remove_row(source_table text, row_key text)
  returns boolean
  language plpgsql
  volatile
as $$
declare
  v_table text;
  v_count bigint;
begin
  select max(c.table_name) into v_table from memory.source_columns(remove_row.source_table) as c;
  if v_table is null then
    delete from memory.tb_legacy_row as t where t.source_table = remove_row.source_table and t.row_key = remove_row.row_key;
  else
    execute format('delete from memory.%I as t where t.identifier = $1', 'tb_' || v_table) using row_key;
  end if;
  get diagnostics v_count = row_count;
  return v_count > 0;
end;
$$;

comment on function memory.remove_row(text, text) is
  'True where there was one. What belongs to a memory or a decision goes with it; facts of a document stay without it.';
