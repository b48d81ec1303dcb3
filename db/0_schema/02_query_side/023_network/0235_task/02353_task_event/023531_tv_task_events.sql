-- 023531  app.task_events
-- What became of each task, step by step.

create or replace view app.task_events as
select
  e.id,
  k.id as agent_task_id,
  k.task_id,
  e.event,
  e.status,
  e.worker,
  e.progress_pct,
  e.current_step,
  e.decision_prompt,
  e.decision,
  e.created_at,
  e.created_by
from network.tb_task_event as e
  join network.tb_task_key as k on k.pk_task_key = e.fk_task_key;

comment on view app.task_events is
  E'@primaryKey id\n'
  '@foreignKey (agent_task_id) references app.agent_tasks (id)|@fieldName agentTask|@foreignFieldName events\n'
  '@orderBy created_at\n'
  'Claims, progress, questions, decisions and ends of tasks.';
comment on column app.task_events.id is E'@notNull\nPublic key.';
comment on column app.task_events.agent_task_id is E'@notNull\nThe task.';
comment on column app.task_events.task_id is E'@notNull\nThe key of the task that files and workers know.';
comment on column app.task_events.event is
  E'@notNull\nclaimed, progress, asked, decided, released, requeued, completed, failed or reopened.';
comment on column app.task_events.status is E'@notNull\nStatus afterwards.';
comment on column app.task_events.worker is 'The worker that held the task.';
comment on column app.task_events.progress_pct is 'Progress afterwards.';
comment on column app.task_events.current_step is 'Current step afterwards.';
comment on column app.task_events.decision_prompt is 'The question, where one was asked or answered.';
comment on column app.task_events.decision is 'The decision, where one was made.';
comment on column app.task_events.created_at is E'@notNull\nWhen it happened.';
comment on column app.task_events.created_by is E'@notNull\nWho did it.';

grant select on app.task_events to specql_reader;
