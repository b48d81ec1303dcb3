-- 011B48  specql_cutover.end_run()
-- Ends an import: keeps its report, or takes everything back where rows were refused that nobody wants to set aside.

create or replace function specql_cutover.end_run(run specql_cutover.tb_import_run)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_checksums jsonb;
  v_report    jsonb;
  v_rejected  boolean;
  v_status    text := 'finished';
begin
  select coalesce(bool_or(b.counts ->> 'rejected' <> '0'), false)
  into v_rejected
  from specql_cutover.tb_import_batch as b
  where b.fk_import_run = run.pk_import_run;
  if (run.options ->> 'dry_run')::boolean or v_rejected and not (run.options ->> 'quarantine')::boolean then
    v_status := 'failed';
    perform specql_cutover.take_back(run);
  else
    perform specql_cutover.raise_sequences(run.kind);
    if run.kind = 'memory' then
      perform memory.index_memories(); -- left to the end of bulk imports
    end if;
  end if;
  v_checksums := specql_cutover.run_checksums(run.pk_import_run);
  v_report := specql_cutover.run_report(run, v_status = 'finished');
  update specql_cutover.tb_import_run as r
  set status = v_status, report = v_report, checksums = v_checksums, finished_at = clock_timestamp()
  where r.pk_import_run = run.pk_import_run;
  perform specql_audit.record_decision(
    stream => 'cutover', action => case v_status when 'finished' then 'import' else 'reject_import' end,
    subject_kind => 'import_run', subject_id => run.id,
    payload => jsonb_build_object(
      'kind', run.kind, 'source', run.source, 'file_hash', run.source_hash, 'counts', v_report -> 'counts', 'tables', v_report -> 'tables',
      'checksums', v_checksums)
  );
  return v_report;
end;
$$;

comment on function specql_cutover.end_run(specql_cutover.tb_import_run) is
  'Lifts sequences, keeps report and checksums with the run, and writes them into the ledger. A dry run, and rejected rows without quarantine: '
  'all is taken back, the run has failed, and written is false.';
