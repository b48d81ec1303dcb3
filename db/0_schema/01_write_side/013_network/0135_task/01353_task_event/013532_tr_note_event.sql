-- 013532  network.tg_tb_agent_task__note_event()
-- Writes down each step of a task, its progress and its decisions.

create or replace function network.tg_tb_agent_task__note_event()
  returns trigger
  language plpgsql
as $$
declare
  v_event constant text := case
    when new.status = old.status then 'progress'
    when new.status = 'running' then case old.status when 'needs_decision' then 'decided' else 'claimed' end
    when new.status = 'needs_decision' then 'asked'
    when new.status in ('completed', 'failed') then new.status
    when old.status = 'needs_decision' then 'decided'
    when old.status = 'running' then case when old.lease_until < clock_timestamp() then 'requeued' else 'released' end
    else 'reopened'
  end;
begin
  insert into network.tb_task_event
    (fk_task_key, event, status, worker, progress_pct, current_step, decision_prompt, decision)
  select k.pk_task_key, v_event, new.status, coalesce(new.claimed_by, old.claimed_by), new.progress_pct, new.current_step,
    case when v_event in ('asked', 'decided') then new.decision_prompt end, case when v_event = 'decided' then new.decision end
  from network.tb_task_key as k
  where k.fk_agent_task = new.pk_agent_task;
  return null;
end;
$$;

comment on function network.tg_tb_agent_task__note_event() is 'After a step, progress, a question or a decision: writes network.tb_task_event.';

create or replace trigger tr_890_note_event
  after update on network.tb_agent_task
  for each row when (
    (old.status, old.progress_pct, old.current_step, old.decision_prompt)
      is distinct from (new.status, new.progress_pct, new.current_step, new.decision_prompt)
    and (new.legacy -> 'run') is not distinct from (old.legacy -> 'run')
  )
  execute function network.tg_tb_agent_task__note_event();

comment on trigger tr_890_note_event on network.tb_agent_task is 'The history of a task; what an import changes is told by its report.';
