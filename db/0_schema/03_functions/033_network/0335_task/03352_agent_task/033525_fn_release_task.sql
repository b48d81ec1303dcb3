-- 033525  app.release_task()
-- Gives a claimed task back.

create or replace function app.release_task(task_id text, worker text default null)
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
  if v_old.status <> 'running' then
    raise exception using
      errcode = 'SG321',
      message = format('the task is %s: nobody holds it', v_old.status),
      detail = format('It is task %s.', left(v_old.task_id, 200)),
      hint = 'Only a running task is released.',
      column = 'task_id';
  end if;
  perform network.refuse_other_worker(v_old, worker);
  update network.tb_agent_task as t
  set status = 'pending'
  where t.pk_agent_task = v_old.pk_agent_task and t.created_at = v_old.created_at;
  select v.* into v_task from app.agent_tasks as v where v.id = v_old.id;
  return v_task;
end;
$$;

comment on function app.release_task(text, text) is
  'Makes a running task pending again, for another worker. SG227: no such task. SG321: it does not run. SG323: another holds it.';

grant execute on function app.release_task(text, text) to specql_author, specql_agent;
