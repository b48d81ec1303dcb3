-- 0317E7  app.record_consistency_run()
-- Ends a comparison and keeps its result.

create or replace function app.record_consistency_run(run_id uuid, report jsonb)
  returns app.consistency_runs
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
  set work_mem = '64MB'
as $$
declare
  v_run constant specql_cutover.tb_consistency_run := specql_cutover.lock_run(run_id);
  v_result app.consistency_runs;
begin
  if jsonb_typeof(report) is distinct from 'object'
    or jsonb_typeof(report -> 'consistent') is distinct from 'boolean'
    or jsonb_typeof(report -> 'summary') is distinct from 'object'
    or coalesce(report ->> 'checked', '') !~ '^\d{1,15}$'
    or coalesce(report ->> 'discrepancy_count', '') !~ '^\d{1,15}$'
    or (report ->> 'consistent')::boolean is distinct from ((report ->> 'discrepancy_count')::bigint = 0)
  then
    raise exception using
      errcode = 'SG159',
      message = 'the report of a comparison is not what it should be',
      hint = 'It is {"consistent": true when "discrepancy_count" is 0, "checked": rows, "summary": {…}}.',
      column = 'report';
  end if;
  -- What was read after the beginning counts only if nothing has moved since.
  if coalesce((report ->> 'read_on')::boolean, false)
    and pg_current_snapshot()::text is distinct from v_run.snapshot::text
    and v_run.fingerprint is distinct from encode(sha256(convert_to((
      select specql_cutover.store_fingerprint(s.store, v_run.digits)::text
      from specql_cutover.tb_store as s where s.pk_store = v_run.fk_store), 'UTF8')), 'hex')
  then
    raise exception using
      errcode = 'SG347',
      message = 'the store was written while it was compared',
      hint = 'Compare again; in one transaction (repeatable read) it cannot happen.',
      column = 'run_id';
  end if;

  update specql_cutover.tb_consistency_run as r
  set finished_at = clock_timestamp(), consistent = (record_consistency_run.report ->> 'consistent')::boolean,
    checked = (record_consistency_run.report ->> 'checked')::bigint,
    discrepancy_count = (record_consistency_run.report ->> 'discrepancy_count')::bigint,
    summary = record_consistency_run.report -> 'summary',
    report = record_consistency_run.report - 'discrepancies'
  where r.pk_consistency_run = v_run.pk_consistency_run;
  select v.* into v_result from app.consistency_runs as v where v.id = run_id;
  return v_result;
end;
$$;

comment on function app.record_consistency_run(uuid, jsonb) is
  'Keeps the result of a comparison: {consistent, checked, discrepancy_count, summary, read_on}. read_on says that rows were read after '
  'the beginning, by other calls: then the checksums have to be what they were. SG159: a report that is none. SG244: no such '
  'comparison. SG346: it is finished. SG347: the store was written meanwhile.';

grant execute on function app.record_consistency_run(uuid, jsonb) to specql_admin;
