-- 013529  network.tg_tb_agent_task__cells_give_way()
-- A cell that was kept as the file had it gives way to a change.

create or replace function network.tg_tb_agent_task__cells_give_way()
  returns trigger
  language plpgsql
as $$
declare
  v_old     jsonb;
  v_new     jsonb;
  v_changed text[];
begin
  if new.legacy is distinct from old.legacy then
    -- The file says when the task was changed.
    new.updated_at := coalesce((new.legacy ->> 'changed_at')::timestamptz, new.updated_at);
    new.legacy := new.legacy - array['changed_at', 'mode'];
    return new;
  end if;
  v_old := network.task_cells(old);
  v_new := network.task_cells(new);
  v_changed := array(
    select k.key from jsonb_object_keys(v_old || v_new) as k (key) where v_old -> k.key is distinct from v_new -> k.key);
  if new.legacy ? 'raw' then
    new.legacy := jsonb_set(new.legacy, '{raw}', (new.legacy -> 'raw') - v_changed);
  end if;
  if new.legacy ? 'absent' then
    new.legacy := jsonb_set(new.legacy, '{absent}', (new.legacy -> 'absent') - v_changed);
  end if;
  return new;
end;
$$;

comment on function network.tg_tb_agent_task__cells_give_way() is
  'Before update of a row that came from a file: the raw text of a changed cell is dropped, so that the row is rendered with the '
  'change and else verbatim.';

create or replace trigger tr_850_cells_give_way
  before update on network.tb_agent_task
  for each row when (new.legacy is not null)
  execute function network.tg_tb_agent_task__cells_give_way();

comment on trigger tr_850_cells_give_way on network.tb_agent_task is 'A changed cell is rendered anew.';
