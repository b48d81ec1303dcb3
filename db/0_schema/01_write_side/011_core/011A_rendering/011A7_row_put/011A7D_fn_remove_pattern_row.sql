-- 011A7D  specql_cutover.remove_pattern_row()
-- Removes a row of a pattern library.

create or replace function specql_cutover.remove_pattern_row(source_table text, row_key text)
  returns boolean
  language plpgsql
  volatile
as $$
declare
  v_table record;
  v_gone  bigint;
begin
  select t.* into v_table from specql_cutover.library_tables() as t where t.source_table = remove_pattern_row.source_table;
  if v_table.target is null then
    delete from specql_cutover.tb_legacy_row as l
    where l.kind = 'patterns' and l.source_table = remove_pattern_row.source_table and l.row_key = remove_pattern_row.row_key;
    return found;
  end if;
  execute format(
    'delete from %1$s as t where specql_cutover.library_row_key(t.legacy, t.%2$I) = $1 '
    'and exists (select from %3$s as v where v.row_key = $1)', v_table.target, v_table.pk_column,
    (specql_cutover.legacy_table('patterns', source_table)).render_view)
  using row_key;
  get diagnostics v_gone = row_count;
  return v_gone > 0;
end;
$$;

comment on function specql_cutover.remove_pattern_row(text, text) is
  'False where there is none. Rows that others name stay, and their foreign key says so.';
