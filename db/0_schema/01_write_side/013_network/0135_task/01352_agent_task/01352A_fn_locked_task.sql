-- 01352A  network.locked_task()
-- The task of an id, held until the end of the transaction.

create or replace function network.locked_task(task text)
  returns network.tb_agent_task
  language plpgsql
  volatile
as $$
declare
  v_key  network.tb_task_key;
  v_task network.tb_agent_task;
begin
  if coalesce(btrim(task), '') = '' then
    raise exception using
      errcode = 'SG102', message = 'task_id is missing', hint = 'Give the id of a task: app.agent_tasks lists them.', column = 'task_id';
  end if;
  select k.* into v_key from network.tb_task_key as k where k.task_id = task;
  if not found and task ~ '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$' then
    select k.* into v_key from network.tb_task_key as k where k.id = task::uuid;
  end if;
  -- Two who would take the same step wait for one another here; the second then sees what the first did.
  select t.* into v_task
  from network.tb_agent_task as t
  where t.pk_agent_task = v_key.fk_agent_task and t.created_at = v_key.task_created_at
  for no key update;
  if not found then
    raise exception using
      errcode = 'SG227',
      message = format('there is no task %s', quote_literal(left(task, 63))),
      hint = 'app.agent_tasks lists them.',
      column = 'task_id';
  end if;
  return v_task;
end;
$$;

comment on function network.locked_task(text) is 'The row, by the task''s own id or by its uuid, locked. SG102: no id. SG227: no such task.';
