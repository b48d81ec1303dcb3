-- 033521  app.create_task()
-- Makes a task that waits for a worker.

create or replace function app.create_task(
  direction              text,
  task_type              text,
  model                  text default null,
  command                text default null,
  context                jsonb default null,
  tier                   text default null,
  target_state           text default null,
  success_evidence       jsonb default null,
  abort_evidence         jsonb default null,
  observation_window_sec integer default null,
  task_id                text default null
)
  returns app.agent_tasks
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_id   uuid;
  v_task app.agent_tasks;
begin
  if coalesce(direction, '') = '' then
    raise exception using
      errcode = 'SG102', message = 'direction is missing', hint = 'Say what is to be done, in 1 to 5000 characters.', column = 'direction';
  end if;
  if task_id is not null and exists (select from network.tb_task_key as k where k.task_id = create_task.task_id) then
    raise exception using
      errcode = 'SG320',
      message = format('there is a task %s already', quote_literal(left(task_id, 63))),
      hint = 'Leave task_id out to get one that is free.',
      column = 'task_id';
  end if;
  if to_regclass('network.tb_agent_task_' || to_char(clock_timestamp() at time zone 'UTC', 'YYYY_MM')) is null then
    perform network.add_task_partitions(array(
      select clock_timestamp() + make_interval(months => m) from generate_series(0, 12) as m));
  end if;
  insert into network.tb_agent_task as t
    (task_id, direction, task_type, model, command, context, tier, target_state, success_evidence, abort_evidence,
     observation_window_sec)
  values
    (coalesce(create_task.task_id, 'task_' || left(replace(gen_random_uuid()::text, '-', ''), 16)),
     common.checked_text(direction, 'direction', 5000), network.checked_task_type(task_type, 'task_type'),
     common.checked_text(model, 'model', 200), common.checked_text(command, 'command', 20000), nullif(context, 'null'),
     common.checked_text(tier, 'tier', 200), common.checked_text(target_state, 'target_state', 5000),
     nullif(success_evidence, 'null'), nullif(abort_evidence, 'null'), observation_window_sec)
  returning t.id into v_id;
  select v.* into v_task from app.agent_tasks as v where v.id = v_id;
  return v_task;
end;
$$;

comment on function app.create_task(text, text, text, text, jsonb, text, text, jsonb, jsonb, integer, text) is
  'Makes a pending task. direction has 1 to 5000 characters; task_type is spec, test, impl, review or heal; the two lists of '
  'evidence are JSON arrays. observation_window_sec says how long a claim holds without a sign of life (an hour). '
  'SG127: an unknown type. SG320: the task_id is taken.';

grant execute on function
  app.create_task(text, text, text, text, jsonb, text, text, jsonb, jsonb, integer, text) to specql_author, specql_agent;
