-- 031B42  app.import_batch()
-- Takes the next rows of a table in.

create or replace function app.import_batch(run_id uuid, source_table text, first_ordinal bigint, rows jsonb)
  returns jsonb
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
  set jit = off
  set work_mem = '64MB'
as $$
declare
  v_run specql_cutover.tb_import_run := specql_cutover.found_run(run_id, false);
begin
  if v_run.status <> 'running' then
    raise exception using
      errcode = 'SG327',
      message = format('the import is %s', v_run.status),
      hint = 'Begin another with app.begin_import().', column = 'run_id';
  end if;
  if jsonb_typeof(rows) is distinct from 'array' or jsonb_array_length(rows) not between 1 and 50000
    or first_ordinal is null or first_ordinal < 1 or source_table is null
    or exists (
      select from jsonb_array_elements(rows) as r
      where jsonb_typeof(r) <> 'object' or jsonb_typeof(r -> 'key') is distinct from 'string' or not r ? 'content'
    )
  then
    raise exception using
      errcode = 'SG148',
      message = 'a batch must be a list of 1 to 50000 rows with key and content',
      hint = 'For example [{"key": "e1", "line": null, "content": {"id": "e1"}}], with the place of its first row from 1.',
      column = 'rows';
  end if;
  return specql_cutover.take_batch(v_run, import_batch.source_table, import_batch.first_ordinal, import_batch.rows);
end;
$$;

comment on function app.import_batch(uuid, text, bigint, jsonb) is
  'rows: [{key, line, nth, content}] in the order of the file, with nth (2, 3, …) only where the key stood before; first_ordinal: the place '
  'of the first in its table, from 1. Returns {imported, updated, unchanged, changed, rejected, next, taken}; taken is false where the batch '
  'had been taken in before. SG148: this is no batch. SG230: no such run. SG236: the store has no such table. SG326: rows before these are '
  'missing. SG327: the run has ended. SG329: rows were lost.';

grant execute on function app.import_batch(uuid, text, bigint, jsonb) to specql_admin;
