-- 033524  app.decide_task()
-- Answers the question that a task waits for.

create or replace function app.decide_task(task_id text, decision text)
  returns app.agent_tasks
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_old  constant network.tb_agent_task := network.locked_task(task_id);
  v_task app.agent_tasks;
begin
  if v_old.status <> 'needs_decision' then
    raise exception using
      errcode = 'SG321',
      message = format('the task is %s and needs no decision', v_old.status),
      detail = format('It is task %s.', left(v_old.task_id, 200)),
      hint = 'app.tasks_needing_attention() lists those that do.',
      column = 'task_id';
  end if;
  -- Whoever asked goes on; where nobody holds it, it waits for a worker.
  update network.tb_agent_task as t
  set decision = common.checked_text(decide_task.decision, 'decision', 5000),
    status = case when t.claimed_by is null then 'pending' else 'running' end
  where t.pk_agent_task = v_old.pk_agent_task and t.created_at = v_old.created_at;
  select v.* into v_task from app.agent_tasks as v where v.id = v_old.id;
  return v_task;
end;
$$;

comment on function app.decide_task(text, text) is
  'Gives a task that needs a decision what was decided. The worker that asked goes on (running, with a new claim); where none '
  'holds it, it is pending. Agents do not decide. SG129: nothing was decided. SG227: no such task. SG321: it needs no decision.';

grant execute on function app.decide_task(text, text) to specql_author, specql_reviewer;
