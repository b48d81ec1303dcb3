-- 011A14  specql_cutover.rendered()
-- Rows of a store as its legacy file has them.

create or replace function specql_cutover.rendered(store text, source_table text, keys text[] default null)
  returns table (row_key text, "position" bigint, content jsonb, also jsonb)
  language plpgsql
  stable
as $$
declare
  v_table constant specql_cutover.tb_legacy_table := specql_cutover.legacy_table(store, source_table);
begin
  return query execute format(
    'select v.row_key, v.position, v.content, v.also from %s as v where %s and %s', v_table.render_view,
    case when v_table.source_table = '*' then 'v.source_table = $1' else 'true' end,
    case when keys is null then 'true' else 'v.row_key = any ($2)' end)
  using source_table, keys;
end;
$$;

comment on function specql_cutover.rendered(text, text, text[]) is
  'All rows of the table, or those with the keys, in no order: (row_key, position, content, also). `also` has further values that an '
  'attribute may have in the file. One snapshot, that of the calling statement. SG235, SG236: no such store, no such table.';
