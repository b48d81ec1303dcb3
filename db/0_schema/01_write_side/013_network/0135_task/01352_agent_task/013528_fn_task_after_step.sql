-- 013528  network.task_after_step()
-- What a step sets by itself.

create or replace function network.task_after_step(old_task network.tb_agent_task, new_task network.tb_agent_task)
  returns network.tb_agent_task
  language plpgsql
  volatile
as $$
declare
  v_task network.tb_agent_task := new_task;
  v_now  constant timestamptz := clock_timestamp();
begin
  if new_task.status = 'running' then
    if v_task.claimed_by is null then
      raise exception using
        errcode = 'SG322',
        message = 'a running task has a worker',
        detail = format('It is task %s.', left(old_task.task_id, 200)),
        hint = 'Use app.claim_task().',
        column = 'claimed_by';
    end if;
    v_task.lease_until := v_now + make_interval(secs => greatest(coalesce(new_task.observation_window_sec, 3600), 1));
    if old_task.status = 'pending' or old_task.claimed_by is null then
      v_task.claimed_at := v_now;
      v_task.started_at := v_now;
      v_task.claim_actor := common.current_actor();
      v_task.attempts := old_task.attempts + 1;
    end if;
    return v_task;
  end if;

  v_task.lease_until := null;
  if new_task.status = old_task.status then
    return v_task;
  end if;
  case new_task.status
    when 'pending' then
      v_task.claimed_by := null;
      v_task.claimed_at := null;
      v_task.claim_actor := null;
      v_task.started_at := null;
      v_task.progress_pct := null;
      v_task.current_step := null;
      if old_task.status in ('completed', 'failed') then
        v_task.attempts := 0;
      end if;
    when 'completed' then
      v_task.progress_pct := 100;
    when 'needs_decision' then
      v_task.decision := null;
    else
      null; -- failed: it keeps what is known of it
  end case;
  return v_task;
end;
$$;

comment on function network.task_after_step(network.tb_agent_task, network.tb_agent_task) is
  'The row with what its step entails: a claim has a time and a lease, and each change of a running task renews it; a task that '
  'is ready again has neither claim nor progress; a completed one is at 100; a question has no decision yet. SG322: nobody runs it.';
