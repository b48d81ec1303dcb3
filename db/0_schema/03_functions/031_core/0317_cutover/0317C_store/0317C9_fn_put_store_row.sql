-- 0317C9  app.put_store_row()
-- Writes a row of a store that comes in the form of its legacy file.

create or replace function app.put_store_row(
  store          text,
  source_table   text,
  row_key        text,
  content        jsonb,
  expected_phase text default null
)
  returns jsonb
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
begin
  if coalesce(row_key, '') = '' or content is null then
    raise exception using
      errcode = 'SG102',
      message = format('%s is missing', case when content is null then 'content' else 'row_key' end),
      column = case when content is null then 'content' else 'row_key' end;
  end if;
  perform specql_cutover.legacy_table(store, source_table);
  perform specql_cutover.share_store(store, expected_phase);
  perform specql_cutover.call_load(null, store, source_table, 1,
    jsonb_build_array(jsonb_build_object('key', row_key, 'line', null, 'content', content)), '{"mode": "put", "zone": "UTC"}');
  return (
    select jsonb_build_object('row_key', r.row_key, 'position', r.position, 'content', r.content)
    from specql_cutover.rendered(store, source_table, array[row_key]) as r);
end;
$$;

comment on function app.put_store_row(text, text, text, jsonb, text) is
  'Makes or changes the row; what the content says counts. Returns {row_key, position, content} as it stands now. The rules of the '
  'registry hold as for every other way in. SG235, SG236: no such store or table. SG336: the store is not in the expected phase. SG339: '
  'the table is not written row by row.';

grant execute on function app.put_store_row(text, text, text, jsonb, text) to specql_admin;
