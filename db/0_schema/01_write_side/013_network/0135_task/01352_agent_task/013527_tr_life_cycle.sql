-- 013527  network.tg_tb_agent_task__life_cycle()
-- The life of a task. Whatever changes one, through whatever door, passes here.

create or replace function network.tg_tb_agent_task__life_cycle()
  returns trigger
  language plpgsql
as $$
declare
  v_from_file boolean;
begin
  if tg_op = 'INSERT' then
    if new.status <> 'pending' or coalesce(new.claimed_by, new.decision, new.current_step) is not null
      or coalesce(new.claimed_at, new.started_at, new.lease_until) is not null or new.progress_pct is not null
    then
      raise exception using
        errcode = 'SG321',
        message = case when new.status <> 'pending' then format('a task begins as pending, not as %s', left(new.status, 40))
          else 'a task begins unclaimed, without progress and undecided' end,
        hint = 'Use app.create_task(), and app.claim_task() then.',
        column = 'status';
    end if;
    return new;
  end if;

  if (new.pk_agent_task, new.id, new.task_id) is distinct from (old.pk_agent_task, old.id, old.task_id) then
    raise exception using
      errcode = 'SG324',
      message = 'the keys of a task are final',
      detail = format('It is task %s.', left(old.task_id, 200)),
      hint = 'Make another task.',
      column = 'task_id';
  end if;

  -- Only network.load_tasks() writes legacy. A file may say of a task whatever it likes, even that a completed one is
  -- running; a row that the library puts may lack what a step demands here, but takes no step that does not exist.
  v_from_file := new.legacy is distinct from old.legacy;
  if v_from_file and (new.legacy ->> 'mode' = 'undo' or exists (
    select from specql_cutover.tb_import_run as r where r.pk_import_run = (new.legacy ->> 'run')::bigint
  )) then
    return new;
  end if;
  if new.status <> old.status and not network.is_task_step(old.status, new.status) then
    raise exception using
      errcode = 'SG321',
      message = format('a task that is %s cannot become %s', old.status, left(new.status, 40)),
      detail = format('It is task %s.', left(old.task_id, 200)),
      hint = 'pending → running → completed, failed, needs_decision or pending; needs_decision → running or pending, decided; '
        'completed and failed → pending.',
      column = 'status';
  end if;
  if v_from_file then
    return new;
  end if;

  perform network.refuse_task_change(old, new);
  return network.task_after_step(old, new);
end;
$$;

comment on function network.tg_tb_agent_task__life_cycle() is
  'Before insert or update: a task begins as pending, its keys are final, its status takes only the steps that exist, and what '
  'belongs to a step changes with it only. SG129, SG321, SG322, SG323, SG324. Fires for the owner and for superusers too.';

create or replace trigger tr_100_life_cycle
  before insert on network.tb_agent_task
  for each row when (new.legacy is null)
  execute function network.tg_tb_agent_task__life_cycle();

comment on trigger tr_100_life_cycle on network.tb_agent_task is
  'The life cycle. Fires for every role, even in a session that calls itself a replica; a task of a file may begin anywhere.';

create or replace trigger tr_101_life_cycle
  before update on network.tb_agent_task
  for each row execute function network.tg_tb_agent_task__life_cycle();

comment on trigger tr_101_life_cycle on network.tb_agent_task is
  'The life cycle. Fires for every role, even in a session that calls itself a replica.';

alter table network.tb_agent_task enable always trigger tr_100_life_cycle;
alter table network.tb_agent_task enable always trigger tr_101_life_cycle;
