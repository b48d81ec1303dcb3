-- 033523  app.update_task()
-- Says how far a task is, or that it is done, has failed, or needs a decision.

create or replace function app.update_task(
  task_id         text,
  worker          text default null,
  status          text default null,
  progress_pct    integer default null,
  current_step    text default null,
  output          text default null,
  decision_prompt text default null,
  model           text default null,
  command         text default null,
  context         jsonb default null
)
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
  if status is not null and status not in ('pending', 'running', 'completed', 'failed', 'needs_decision') then
    raise exception using
      errcode = 'SG127',
      message = format('status %s is not known', quote_literal(left(status, 40))),
      hint = 'It is pending, running, completed, failed or needs_decision.',
      column = 'status';
  end if;
  perform network.refuse_other_worker(v_old, worker);
  update network.tb_agent_task as t
  set status = coalesce(update_task.status, t.status),
    claimed_by = case
      when coalesce(update_task.status, t.status) <> 'running' then t.claimed_by
      when t.status = 'pending' or t.claimed_by is null then coalesce(common.checked_text(worker, 'worker', 200), common.current_actor())
      else t.claimed_by end,
    progress_pct = coalesce(update_task.progress_pct, t.progress_pct),
    current_step = coalesce(common.checked_text(update_task.current_step, 'current_step', 1000), t.current_step),
    output = coalesce(update_task.output, t.output),
    decision_prompt = coalesce(common.checked_text(update_task.decision_prompt, 'decision_prompt', 5000), t.decision_prompt),
    model = coalesce(common.checked_text(update_task.model, 'model', 200), t.model),
    command = coalesce(common.checked_text(update_task.command, 'command', 20000), t.command),
    context = coalesce(nullif(update_task.context, 'null'), t.context)
  where t.pk_agent_task = v_old.pk_agent_task and t.created_at = v_old.created_at;
  select v.* into v_task from app.agent_tasks as v where v.id = v_old.id;
  return v_task;
end;
$$;

comment on function app.update_task(text, text, text, integer, text, text, text, text, text, jsonb) is
  'Changes what is given of a task, by its task_id or id; null leaves a thing as it is. Each call by the worker renews its claim. '
  'Steps: pending → running; running → completed, failed, needs_decision (with decision_prompt), pending; completed and failed → '
  'pending. SG127: no such status. SG129: no question. SG227: no such task. SG321: no such step. SG322: this does not change now. '
  'SG323: another worker holds it.';

grant execute on function
  app.update_task(text, text, text, integer, text, text, text, text, text, jsonb) to specql_author, specql_agent;
