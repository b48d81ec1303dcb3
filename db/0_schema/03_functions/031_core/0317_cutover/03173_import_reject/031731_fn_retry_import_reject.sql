-- 031731  app.retry_import_reject()
-- Tries a refused row again, mended or as it was.

create or replace function app.retry_import_reject(reject_id uuid, "row" jsonb default null)
  returns app.import_rejects
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_reject record;
  v_run    specql_cutover.tb_import_run;
  v_result app.import_rejects;
begin
  select j.pk_import_reject, j.fk_import_run, j.source_table, j.path, j.line, j.row, j.context, j.status,
    r.options ->> 'timezone' as zone
  into v_reject
  from specql_cutover.tb_import_reject as j
    join specql_cutover.tb_import_run as r on r.pk_import_run = j.fk_import_run
  where j.id = reject_id
  for update of j;
  if not found then
    raise exception using
      errcode = 'SG207', message = 'there is no such rejected row',
      hint = 'The view app.import_rejects lists them.', column = 'reject_id';
  end if;
  if v_reject.status = 'resolved' then
    raise exception using
      errcode = 'SG308', message = 'the row has been imported already', column = 'reject_id';
  end if;

  select r.* into v_run from specql_cutover.tb_import_run as r where r.pk_import_run = v_reject.fk_import_run for share;
  if v_run.kind in ('memory', 'network', 'tasks') then
    perform specql_cutover.retry_legacy_row(
      v_run, v_reject.source_table, coalesce(retry_import_reject."row", v_reject.row), v_reject.line, v_reject.context);
  else
    perform specql_cutover.retry_row(
      v_reject.fk_import_run, v_reject.source_table, coalesce(retry_import_reject."row", v_reject.row), v_reject.path, v_reject.line,
      v_reject.context, coalesce(v_reject.zone, 'Europe/Paris')
    );
  end if;
  update specql_cutover.tb_import_reject as j
  set status = 'resolved', row = coalesce(retry_import_reject."row", v_reject.row)
  where j.pk_import_reject = v_reject.pk_import_reject;
  select v.* into v_result from app.import_rejects as v where v.id = reject_id;
  return v_result;
end;
$$;

comment on function app.retry_import_reject(uuid, jsonb) is
  'Imports a rejected row (the mended one that is given, else the one that was kept) and what stands below it. Raises '
  'what makes it a rejected one still. SG207: no such row. SG308: it has been imported already.';

grant execute on function app.retry_import_reject(uuid, jsonb) to specql_admin;
