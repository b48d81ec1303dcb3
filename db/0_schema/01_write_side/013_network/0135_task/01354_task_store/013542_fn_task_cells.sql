-- 013542  network.task_cells()
-- A task as the file would have it if it had been made here.

create or replace function network.task_cells(task network.tb_agent_task)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'id', task.task_id,
    'direction', task.direction,
    'task_type', task.task_type,
    'status', task.status,
    'model', task.model,
    'command', task.command,
    'started_at', network.task_time(task.started_at),
    'output', task.output,
    'context', task.context,
    'progress_pct', task.progress_pct,
    'current_step', task.current_step,
    'decision_prompt', task.decision_prompt,
    'decision', task.decision,
    'claimed_by', task.claimed_by,
    'claimed_at', network.task_time(task.claimed_at),
    'created_at', network.task_time(task.created_at),
    'updated_at', network.task_time(task.updated_at),
    'tier', task.tier
  ) || case when coalesce(task.target_state, task.success_evidence::text, task.abort_evidence::text,
      task.observation_window_sec::text) is null then '{}'
    -- These four are newer than most files: where there is nothing to say, the key is left out.
    else jsonb_strip_nulls(jsonb_build_object('target_state', task.target_state, 'observation_window_sec', task.observation_window_sec))
      || case when task.success_evidence is null then '{}' else jsonb_build_object('success_evidence', task.success_evidence) end
      || case when task.abort_evidence is null then '{}' else jsonb_build_object('abort_evidence', task.abort_evidence) end
  end;
$$;

comment on function network.task_cells(network.tb_agent_task) is
  'The cells of a task by the file''s names, from the columns alone: eighteen that every task has, four only where they are set.';
