-- 013524  network.tg_tb_agent_task__keep_keys()
-- Each task has a key, and a task that is gone has none.

create or replace function network.tg_tb_agent_task__keep_keys()
  returns trigger
  language plpgsql
as $$
begin
  if tg_op = 'INSERT' then
    insert into network.tb_task_key (id, task_id, fk_agent_task, task_created_at)
    select n.id, n.task_id, n.pk_agent_task, n.created_at from new_rows as n
    -- Two sessions that add the same tasks take them in one order, and so cannot hold one another up.
    order by n.task_id;
  else
    delete from network.tb_task_key as k using old_rows as o where k.fk_agent_task = o.pk_agent_task;
  end if;
  return null;
end;
$$;

comment on function network.tg_tb_agent_task__keep_keys() is
  'After insert or delete, for each statement: writes network.tb_task_key, whose unique indexes span all months. The second '
  'of two sessions that add one id waits for the first, and fails (23505) when that one commits.';

create or replace trigger tr_200_keep_keys
  after insert on network.tb_agent_task referencing new table as new_rows
  for each statement execute function network.tg_tb_agent_task__keep_keys();

comment on trigger tr_200_keep_keys on network.tb_agent_task is 'Gives each new task its key.';

create or replace trigger tr_210_keep_keys
  after delete on network.tb_agent_task referencing old table as old_rows
  for each statement execute function network.tg_tb_agent_task__keep_keys();

comment on trigger tr_210_keep_keys on network.tb_agent_task is 'Takes the keys of tasks that are gone.';
