-- 033522  app.claim_task()
-- Gives a worker the next task, which nobody else then gets.

create or replace function app.claim_task(worker text, task_types text[] default null)
  returns app.agent_tasks
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_worker constant text := network.checked_worker(worker);
  v_next   network.tb_agent_task;
  v_task   app.agent_tasks;
begin
  perform network.checked_task_type(t, 'task_types') from unnest(task_types) as t;
  v_next := network.next_task(task_types);
  if v_next.pk_agent_task is null then
    return null;
  end if;
  -- The row is locked by us, and was pending when we locked it.
  update network.tb_agent_task as t
  set status = 'running', claimed_by = v_worker
  where t.pk_agent_task = v_next.pk_agent_task and t.created_at = v_next.created_at;
  select v.* into v_task from app.agent_tasks as v where v.id = v_next.id;
  return v_task;
end;
$$;

comment on function app.claim_task(text, text[]) is
  'The oldest pending task (of the given types, or any), now running and held by the worker; null where there is none. No two '
  'calls return one task, and none waits for another. The claim holds for observation_window_sec (an hour), and each '
  'app.update_task() renews it; one that ran out is given to the next who asks, five times, and has failed then.';

grant execute on function app.claim_task(text, text[]) to specql_author, specql_agent;
