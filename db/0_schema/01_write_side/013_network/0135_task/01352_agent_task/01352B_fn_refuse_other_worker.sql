-- 01352B  network.refuse_other_worker()
-- Only who holds a task says how far it is.

create or replace function network.refuse_other_worker(task network.tb_agent_task, worker text)
  returns void
  language plpgsql
  stable
as $$
begin
  if task.status <> 'running' or task.claimed_by is null or task.claimed_by = worker then
    return;
  end if;
  -- Without a name, whoever made the claim is meant; where nobody here made it, it came with a file.
  if worker is null and (
    task.claim_actor is null or task.claim_actor = common.current_actor() or task.claimed_by = common.current_actor()
  ) then
    return;
  end if;
  raise exception using
    errcode = 'SG323',
    message = 'another worker holds the task',
    detail = format('It is task %s, and %s holds it.', left(task.task_id, 200), quote_literal(left(task.claimed_by, 200))),
    hint = 'Name the worker that holds it, or claim another: app.claim_task().',
    column = 'worker';
end;
$$;

comment on function network.refuse_other_worker(network.tb_agent_task, text) is
  'SG323 where the task runs and is held by another worker than the one named; without a name, by another actor.';
