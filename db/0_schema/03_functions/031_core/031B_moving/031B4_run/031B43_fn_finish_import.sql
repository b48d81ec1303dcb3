-- 031B43  app.finish_import()
-- Ends an import in batches and returns its report.

create or replace function app.finish_import(run_id uuid)
  returns jsonb
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
  set jit = off
as $$
declare
  v_run specql_cutover.tb_import_run := specql_cutover.found_run(run_id, true);
begin
  -- Who asks again because the answer was lost gets the same one.
  if v_run.status in ('finished', 'failed') and v_run.report is not null
    and v_run.kind in ('memory', 'network', 'tasks') then
    return v_run.report;
  end if;
  if v_run.status <> 'running' then
    raise exception using
      errcode = 'SG327', message = format('the import is %s', v_run.status),
      hint = 'Begin another with app.begin_import().', column = 'run_id';
  end if;
  if not exists (select from specql_cutover.tb_import_batch as b where b.fk_import_run = v_run.pk_import_run) then
    raise exception using
      errcode = 'SG148', message = 'the import has no rows', hint = 'Send them with app.import_batch().', column = 'run_id';
  end if;
  return specql_cutover.end_run(v_run);
end;
$$;

comment on function app.finish_import(uuid) is
  'The report, as app.import_memory() returns it. Rows were rejected without quarantine, or it is a dry run: all is taken back, and written is '
  'false. SG148: no rows came. SG230: no such run. SG327: it was undone.';

grant execute on function app.finish_import(uuid) to specql_admin;
