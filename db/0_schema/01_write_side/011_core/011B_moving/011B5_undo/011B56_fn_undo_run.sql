-- 011B56  specql_cutover.undo_run()
-- Undoes an import, finished or broken off.

create or replace function specql_cutover.undo_run(run specql_cutover.tb_import_run)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_later  uuid;
  v_report jsonb;
begin
  if run.kind not in ('memory', 'network', 'tasks') then
    raise exception using
      errcode = 'SG231',
      message = format('an import of %s cannot be undone', run.kind),
      hint = 'Imports of memory, network and tasks can.', column = 'run_id';
  end if;
  if run.status not in ('running', 'finished') then
    raise exception using
      errcode = 'SG327', message = format('the import is %s already', run.status), column = 'run_id',
      hint = 'What it brought is gone.';
  end if;
  -- Single rows of a bulk import are not in the change log: who goes back goes back over it first.
  select l.id
  into v_later
  from specql_cutover.tb_import_run as l
  where l.kind = run.kind and l.pk_import_run > run.pk_import_run and l.status in ('running', 'finished')
    and exists (
      select from specql_cutover.tb_import_batch as b
      where b.fk_import_run = l.pk_import_run and b.is_bulk and b.counts ->> 'updated' <> '0'
    )
  order by l.pk_import_run desc
  limit 1;
  if found then
    raise exception using
      errcode = 'SG327',
      message = 'a later import changed rows of this store in bulk',
      detail = format('It is %s.', v_later),
      hint = format('Undo that one first: specql import undo %s', v_later), column = 'run_id';
  end if;

  v_report := jsonb_build_object('run_id', run.id, 'kind', run.kind, 'source', run.source) || specql_cutover.take_back(run);
  update specql_cutover.tb_import_run as r
  set status = 'undone', finished_at = clock_timestamp()
  where r.pk_import_run = run.pk_import_run;
  perform specql_audit.record_decision(
    stream => 'cutover', action => 'undo_import', subject_kind => 'import_run', subject_id => run.id,
    payload => v_report - 'kept' || jsonb_build_object('kept', jsonb_array_length(v_report -> 'kept'))
  );
  return v_report;
end;
$$;

comment on function specql_cutover.undo_run(specql_cutover.tb_import_run) is
  'Returns {run_id, kind, source, restored, removed, kept} and writes it into the ledger. SG231: an import of this kind is not undone. SG327: it was '
  'undone or has failed already, or a later one changed rows in bulk.';
