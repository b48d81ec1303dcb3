-- 013526  network.refuse_task_change()
-- What belongs to a step changes with that step only.

create or replace function network.refuse_task_change(old_task network.tb_agent_task, new_task network.tb_agent_task)
  returns void
  language plpgsql
  immutable
as $$
declare
  v_decides constant boolean := old_task.status = 'needs_decision' and new_task.status in ('running', 'pending');
  v_asks    constant boolean := new_task.status = 'needs_decision';
  v_field   text;
begin
  if v_decides and coalesce(btrim(new_task.decision), '') = '' or v_asks and coalesce(btrim(new_task.decision_prompt), '') = '' then
    raise exception using
      errcode = 'SG129',
      message = case when v_asks then 'a task that needs a decision asks something' else 'nothing was decided' end,
      detail = format('It is task %s.', left(old_task.task_id, 200)),
      hint = case when v_asks then 'Give the question in decision_prompt.' else 'Give the decision: app.decide_task().' end,
      column = case when v_asks then 'decision_prompt' else 'decision' end;
  end if;
  v_field := case
    when new_task.decision is distinct from old_task.decision and not v_decides and not v_asks then 'decision'
    when new_task.decision_prompt is distinct from old_task.decision_prompt and not v_asks then 'decision_prompt'
    when old_task.status = 'running' then null
    when new_task.progress_pct is distinct from old_task.progress_pct then 'progress_pct'
    when new_task.current_step is distinct from old_task.current_step then 'current_step'
    when new_task.output is distinct from old_task.output and new_task.status <> 'failed' then 'output'
    when new_task.claimed_by is distinct from old_task.claimed_by and new_task.status <> 'running' then 'claimed_by'
  end;
  if v_field is not null then
    raise exception using
      errcode = 'SG322',
      message = format('%s of a task that is %s cannot change', v_field, old_task.status),
      detail = format('It is task %s.', left(old_task.task_id, 200)),
      hint = case when v_field like 'decision%' then 'Ask with status needs_decision, and answer with app.decide_task().'
        else 'Progress, output and claim change while it runs: app.claim_task().' end,
      column = v_field;
  end if;
  if old_task.claimed_by <> new_task.claimed_by and old_task.status = 'running' and new_task.status <> 'pending' then
    raise exception using
      errcode = 'SG323',
      message = 'another worker holds the task',
      detail = format('It is task %s, and %s holds it.', left(old_task.task_id, 200), quote_literal(left(old_task.claimed_by, 200))),
      hint = 'It must be released first: app.release_task().',
      column = 'claimed_by';
  end if;
end;
$$;

comment on function network.refuse_task_change(network.tb_agent_task, network.tb_agent_task) is
  'SG129: a question or a decision is missing. SG322: a column changes that belongs to another step. SG323: a claim changes hands.';
