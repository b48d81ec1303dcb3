-- 011B41  specql_cutover.found_run()
-- The import run of a public key, locked as the caller needs it.

create or replace function specql_cutover.found_run(run_id uuid, exclusive boolean)
  returns specql_cutover.tb_import_run
  language plpgsql
  volatile
as $$
declare
  v_run specql_cutover.tb_import_run;
begin
  -- Batches may go in side by side; whoever ends the run waits for them, and they for him.
  if exclusive then
    select r.* into v_run from specql_cutover.tb_import_run as r where r.id = run_id for update;
  else
    select r.* into v_run from specql_cutover.tb_import_run as r where r.id = run_id for share;
  end if;
  if v_run.pk_import_run is null then
    raise exception using
      errcode = 'SG230', message = 'there is no such import run',
      hint = 'The view app.import_runs lists them.', column = 'run_id';
  end if;
  return v_run;
end;
$$;

comment on function specql_cutover.found_run(uuid, boolean) is
  'The run, locked against its end, or for its end. SG230: there is no such run.';
