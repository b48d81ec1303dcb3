-- 013549  network.remove_task()
-- Takes a task away, as the old store could.

create or replace function network.remove_task(source_table text, row_key text)
  returns boolean
  language plpgsql
  volatile
as $$
begin
  if source_table <> 'tasks' then
    delete from specql_cutover.tb_legacy_row as r
    where r.kind = 'tasks' and r.source_table = remove_task.source_table and r.row_key = remove_task.row_key;
    return found;
  end if;
  delete from network.tb_agent_task as t
  using network.tb_task_key as k
  where k.task_id = remove_task.row_key and t.pk_agent_task = k.fk_agent_task and t.created_at = k.task_created_at;
  return found;
end;
$$;

comment on function network.remove_task(text, text) is 'Deletes the task with its key and its events; false where there is none. The change log keeps it.';
