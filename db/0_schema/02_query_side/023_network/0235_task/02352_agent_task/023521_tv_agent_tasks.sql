-- 023521  app.agent_tasks
-- The tasks of agents.

create or replace view app.agent_tasks as
select
  k.id,
  k.task_id,
  t.direction,
  t.task_type,
  t.status,
  t.model,
  t.command,
  t.output,
  t.context,
  t.progress_pct,
  t.current_step,
  t.decision_prompt,
  t.decision,
  t.tier,
  t.target_state,
  t.success_evidence,
  t.abort_evidence,
  t.observation_window_sec,
  t.claimed_by,
  t.claimed_at,
  t.lease_until,
  t.attempts,
  t.started_at,
  t.created_at,
  t.created_by,
  t.updated_at
from network.tb_task_key as k
  join network.tb_agent_task as t on t.pk_agent_task = k.fk_agent_task and t.created_at = k.task_created_at;

comment on view app.agent_tasks is
  E'@primaryKey id\n'
  '@orderBy created_at\n'
  'Tasks of agents. A task is pending, running, completed, failed, or needs a decision.';
comment on column app.agent_tasks.id is E'@notNull\nPublic key.';
comment on column app.agent_tasks.task_id is E'@notNull\nThe key that files and workers know: task_….';
comment on column app.agent_tasks.direction is E'@notNull\nWhat is to be done.';
comment on column app.agent_tasks.task_type is E'@notNull\nspec, test, impl, review or heal.';
comment on column app.agent_tasks.status is E'@notNull\npending, running, completed, failed or needs_decision.';
comment on column app.agent_tasks.model is 'Model that is to do it.';
comment on column app.agent_tasks.command is 'Command of the worker. Data: never executed here.';
comment on column app.agent_tasks.output is 'What came of it.';
comment on column app.agent_tasks.context is 'What else the worker should know.';
comment on column app.agent_tasks.progress_pct is 'How far it is, 0 to 100.';
comment on column app.agent_tasks.current_step is 'What is being done.';
comment on column app.agent_tasks.decision_prompt is 'The question that somebody must decide.';
comment on column app.agent_tasks.decision is 'What was decided.';
comment on column app.agent_tasks.tier is 'Tier of the executor.';
comment on column app.agent_tasks.target_state is 'What is true when it is done.';
comment on column app.agent_tasks.success_evidence is 'A list of what proves success.';
comment on column app.agent_tasks.abort_evidence is 'A list of what says to stop.';
comment on column app.agent_tasks.observation_window_sec is 'For how many seconds a claim holds without a sign of life.';
comment on column app.agent_tasks.claimed_by is 'The worker that holds it, or held it last.';
comment on column app.agent_tasks.claimed_at is 'When it was claimed.';
comment on column app.agent_tasks.lease_until is 'Until when the claim holds; null where it does not run, or runs somewhere else.';
comment on column app.agent_tasks.attempts is E'@notNull\nHow often it was claimed since it was last made ready.';
comment on column app.agent_tasks.started_at is 'When work on it began.';
comment on column app.agent_tasks.created_at is E'@notNull\nWhen it was made.';
comment on column app.agent_tasks.created_by is E'@notNull\nWho made it.';
comment on column app.agent_tasks.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.agent_tasks to specql_reader;
