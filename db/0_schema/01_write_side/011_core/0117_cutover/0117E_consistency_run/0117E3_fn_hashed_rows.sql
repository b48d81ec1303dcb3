-- 0117E3  specql_cutover.hashed_rows()
-- The query that hashes the rows of a legacy table, for others to build upon.

create or replace function specql_cutover.hashed_rows(store text, source_table text)
  returns text
  language plpgsql
  stable
as $$
declare
  v_table constant specql_cutover.tb_legacy_table := specql_cutover.legacy_table(store, source_table);
begin
  return format(
    'select v.row_key, v.position, sha256(convert_to(v.row_key, ''UTF8'')) as key_hash, '
    'specql_cutover.row_hash(v.row_key, v.content) as row_hash from %s as v %s',
    v_table.render_view,
    case when v_table.source_table = '*' then format('where v.source_table = %L', source_table) else '' end
  );
end;
$$;

comment on function specql_cutover.hashed_rows(text, text) is
  'A query of (row_key, position, key_hash, row_hash). As text and not as rows, so that whoever sums a million of them '
  'up keeps none. SG235, SG236: no such store, no such table.';
