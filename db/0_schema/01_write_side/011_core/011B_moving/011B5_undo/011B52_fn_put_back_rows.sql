-- 011B52  specql_cutover.put_back_rows()
-- Gives the rows that an import changed the content that they had before it.

create or replace function specql_cutover.put_back_rows(run specql_cutover.tb_import_run, source_table text)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_table constant specql_cutover.tb_legacy_table := specql_cutover.legacy_table(run.kind, source_table);
  v_rows  jsonb;
  v_kept  jsonb;
begin
  select
    jsonb_agg(jsonb_build_object('key', i.row_key, 'line', null, 'content', i.old_row) order by i.pk_import_row)
      filter (where i.result_hash = h.hash),
    jsonb_agg(jsonb_build_object('source_table', put_back_rows.source_table, 'row_key', i.row_key,
      'reason', case when h.row_key is null then 'it was removed since' else 'it was changed since' end) order by i.pk_import_row)
      filter (where i.result_hash is distinct from h.hash)
  into v_rows, v_kept
  from specql_cutover.tb_import_row as i
    left join (
      select r.row_key, sha256(convert_to(r.row_key || E'\n' || r.content::text, 'UTF8')) as hash
      from specql_cutover.rendered(run.kind, put_back_rows.source_table, array(
        select k.row_key from specql_cutover.tb_import_row as k
        where k.fk_import_run = run.pk_import_run and k.source_table = put_back_rows.source_table and k.old_row is not null
      )) as r
    ) as h on h.row_key = i.row_key
  where i.fk_import_run = run.pk_import_run and i.source_table = put_back_rows.source_table and i.old_row is not null;
  if v_rows is not null then
    execute format('select %s(null, $1, 1, $2, $3)', v_table.load_function)
    using source_table, v_rows, jsonb_build_object('mode', 'put', 'undo', true, 'zone', run.options ->> 'timezone');
  end if;
  return jsonb_build_object('restored', coalesce(jsonb_array_length(v_rows), 0), 'kept', coalesce(v_kept, '[]'));
end;
$$;

comment on function specql_cutover.put_back_rows(specql_cutover.tb_import_run, text) is
  '{restored, kept: [{source_table, row_key, reason}]}: a row that is no longer what the import made of it stays as it is.';
