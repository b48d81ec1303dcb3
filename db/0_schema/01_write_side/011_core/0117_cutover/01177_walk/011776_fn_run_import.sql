-- 011776  specql_cutover.run_import()
-- Runs an import as a whole: all of it goes in, or nothing does.

create or replace function specql_cutover.run_import(kind text, document jsonb, options jsonb)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_options constant jsonb := specql_cutover.checked_options(
    case when kind = 'types' and jsonb_typeof(options -> 'replace') = 'boolean' then options - 'replace' else options end);
  v_run     bigint;
  v_id      uuid;
  v_report  jsonb;
  v_written boolean;
begin
  -- One import at a time: two would compare themselves with each other's halves.
  perform pg_advisory_xact_lock(hashtextextended('specql_cutover.run_import', 0));
  begin
    insert into specql_cutover.tb_import_run (kind, source, source_hash, options)
    values (run_import.kind, v_options ->> 'source', v_options ->> 'file_hash', v_options)
    returning pk_import_run, id into v_run, v_id;

    case kind
    when 'registry' then
      perform specql_cutover.import_registry_document(v_run, document, v_options ->> 'timezone');
    when 'services' then
      perform specql_cutover.import_services_document(v_run, document, v_options ->> 'timezone');
    when 'types' then
      perform specql_cutover.import_types_document(
        v_run, document, coalesce((options ->> 'replace')::boolean, false), v_options ->> 'timezone');
    end case;

    v_report := specql_cutover.report_of(v_run);
    v_written := not (v_options ->> 'dry_run')::boolean
      and ((v_options ->> 'quarantine')::boolean or v_report #>> '{counts,rejected}' = '0');
    v_report := jsonb_build_object(
      'run_id', case when v_written then v_id end, 'kind', kind, 'source', v_options -> 'source',
      'dry_run', v_options -> 'dry_run', 'written', v_written
    ) || v_report;

    if not v_written then
      -- Undoes the work and keeps the report. (A code that ends in 000 would catch its whole class.)
      raise exception using errcode = 'SGX01', message = 'undo';
    end if;
    update specql_cutover.tb_import_run as r
    set report = v_report, checksums = specql_cutover.checksums_of(v_run)
    where r.pk_import_run = v_run;
    return v_report;
  exception when sqlstate 'SGX01' then
    return v_report;
  end;
end;
$$;

comment on function specql_cutover.run_import(text, jsonb, jsonb) is
  'Imports a document and returns the report: {run_id, kind, source, dry_run, written, counts, tables, changes, rejects}. '
  'written is false for a dry run, and where rows were rejected without quarantine; then nothing has changed. SG112, '
  'SG113, SG114: the document or the options are wrong.';
