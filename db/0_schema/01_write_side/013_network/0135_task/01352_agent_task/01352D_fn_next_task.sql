-- 01352D  network.next_task()
-- The task that is to be done next, held for whoever asked.

create or replace function network.next_task(task_types text[])
  returns network.tb_agent_task
  language plpgsql
  volatile
as $$
declare
  v_task network.tb_agent_task;
begin
  -- A claim that ran out comes first: it is older than all that is waiting. Who is looked at by another session is
  -- skipped, not waited for.
  loop
    select t.* into v_task
    from network.tb_agent_task as t
    where t.status = 'running' and t.lease_until < clock_timestamp()
      and (task_types is null or t.task_type = any (task_types))
    order by t.lease_until
    limit 1
    for no key update skip locked;
    exit when not found;
    v_task := network.requeued_task(v_task);
    if v_task.status = 'pending' then
      return v_task;
    end if;
  end loop;

  if task_types is null then
    select t.* into v_task
    from network.tb_agent_task as t
    where t.status = 'pending'
    order by t.created_at, t.pk_agent_task
    limit 1
    for no key update skip locked;
  else
    select t.* into v_task
    from network.tb_agent_task as t
    where t.status = 'pending' and t.task_type = any (task_types)
    order by t.created_at, t.pk_agent_task
    limit 1
    for no key update skip locked;
  end if;
  return v_task;
end;
$$;

comment on function network.next_task(text[]) is
  'A pending task that no other session holds, locked: one whose claim has run out, else the oldest. Null where there is none.';
