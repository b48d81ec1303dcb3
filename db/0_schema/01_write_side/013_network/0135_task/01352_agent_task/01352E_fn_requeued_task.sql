-- 01352E  network.requeued_task()
-- Makes a task ready again whose worker gave no sign of life; after the fifth time it has failed.

create or replace function network.requeued_task(task network.tb_agent_task)
  returns network.tb_agent_task
  language plpgsql
  volatile
as $$
declare
  v_task network.tb_agent_task;
begin
  update network.tb_agent_task as t
  set status = case when t.attempts < 5 then 'pending' else 'failed' end,
    current_step = case when t.attempts < 5 then t.current_step else 'given up: five claims ran out' end
  where t.pk_agent_task = task.pk_agent_task and t.created_at = task.created_at
  returning t.* into v_task;
  return v_task;
end;
$$;

comment on function network.requeued_task(network.tb_agent_task) is
  'The task as it is then: pending, or failed where five claims in a row ran out, so that a task that ends its workers does not '
  'go round for ever.';
