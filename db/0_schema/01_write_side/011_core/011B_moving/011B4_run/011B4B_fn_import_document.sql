-- 011B4B  specql_cutover.import_document()
-- Imports a store's file that is given as one document: all of it goes in, or nothing does.

create or replace function specql_cutover.import_document(kind text, document jsonb, options jsonb)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_run    specql_cutover.tb_import_run;
  v_batch  record;
  v_report jsonb;
begin
  begin
    v_run := specql_cutover.start_run(kind, options);
    if exists (select from specql_cutover.tb_import_batch as b where b.fk_import_run = v_run.pk_import_run) then
      raise exception using
        errcode = 'SG328',
        message = format('an import of this file was begun in batches and not finished: %s', v_run.id),
        hint = format('Finish it, or take it back: specql import undo %s', v_run.id), column = 'document';
    end if;
    for v_batch in
      select d.source_table, min(d.ordinal) as first_ordinal,
        jsonb_agg(jsonb_build_object('key', d.row_key, 'line', null, 'content', d.content) order by d.ordinal) as rows
      from specql_cutover.document_rows(kind, document) as d
      group by d.source_table, (d.ordinal - 1) / 10000
      order by (specql_cutover.legacy_table(kind, d.source_table)).rank, d.source_table, min(d.ordinal)
    loop
      perform specql_cutover.take_batch(v_run, v_batch.source_table, v_batch.first_ordinal, v_batch.rows);
    end loop;
    if v_batch is null then
      raise exception using
        errcode = 'SG112', message = 'the document has no rows', hint = 'Give a file that holds rows.', column = 'document';
    end if;
    v_report := specql_cutover.end_run(v_run);
    if not (v_report ->> 'written')::boolean then
      -- Undoes the work and keeps the report. (A code that ends in 000 would catch its whole class.)
      raise exception using errcode = 'SGX01', message = 'undo';
    end if;
  exception when sqlstate 'SGX01' then
    null;
  end;
  return v_report;
end;
$$;

comment on function specql_cutover.import_document(text, jsonb, jsonb) is
  'Returns the report. A dry run, and rejected rows without quarantine, leave no trace. SG112: the document is none, or has no rows. SG113, SG114: '
  'the options are wrong. SG328: an import is not finished.';
