-- 013543  network.lr_tasks_tasks
-- The tasks as rows of the task file.

create or replace view network.lr_tasks_tasks as
select
  k.task_id as row_key,
  coalesce(k.position, 1000000000000 + k.fk_agent_task) as position,
  case when t.legacy is null then network.task_cells(t)
    else (network.task_cells(t) || coalesce(t.legacy -> 'raw', '{}'))
      - array(select jsonb_array_elements_text(t.legacy -> 'absent'))
      || coalesce(t.legacy -> 'extra', '{}')
  end as content,
  null::jsonb as also
from network.tb_task_key as k
  join network.tb_agent_task as t on t.pk_agent_task = k.fk_agent_task and t.created_at = k.task_created_at;

comment on view network.lr_tasks_tasks is 'Each task as the task file has it: as it stood, but for the cells that were changed here.';
comment on column network.lr_tasks_tasks.row_key is 'The id of the task.';
comment on column network.lr_tasks_tasks.position is 'Rises in the order of the file; tasks that were made here come last.';
comment on column network.lr_tasks_tasks.content is 'The element of the list.';
comment on column network.lr_tasks_tasks.also is 'Nothing: a task has one rendering.';
