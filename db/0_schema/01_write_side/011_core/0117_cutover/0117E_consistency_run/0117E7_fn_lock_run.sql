-- 0117E7  specql_cutover.lock_run()
-- A comparison that is under way, locked.

create or replace function specql_cutover.lock_run(run_id uuid)
  returns specql_cutover.tb_consistency_run
  language plpgsql
  volatile
as $$
declare
  v_run specql_cutover.tb_consistency_run;
begin
  select r.* into v_run from specql_cutover.tb_consistency_run as r where r.id = run_id for update;
  if not found then
    raise exception using
      errcode = 'SG244',
      message = 'there is no such comparison',
      hint = 'The view app.consistency_runs lists them.',
      column = 'run_id';
  end if;
  if v_run.finished_at is not null then
    raise exception using
      errcode = 'SG346',
      message = 'the result of this comparison has been recorded already',
      hint = 'Begin another one: what was found is not changed afterwards.',
      column = 'run_id';
  end if;
  return v_run;
end;
$$;

comment on function specql_cutover.lock_run(uuid) is
  'The run, for whoever adds to it. SG244: there is none. SG346: it is finished.';
