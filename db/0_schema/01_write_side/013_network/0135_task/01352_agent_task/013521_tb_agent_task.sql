-- 013521  network.tb_agent_task
-- What agents are to do, and how far they are.

create table if not exists network.tb_agent_task (
  pk_agent_task          bigint generated always as identity,
  id                     uuid not null default gen_random_uuid(),
  task_id                text not null default 'task_' || left(replace(gen_random_uuid()::text, '-', ''), 16),
  identifier             text generated always as (task_id) stored,
  direction              text not null,
  task_type              text not null,
  status                 text not null default 'pending',
  model                  text,
  command                text,
  output                 text,
  context                jsonb,
  progress_pct           integer,
  current_step           text,
  decision_prompt        text,
  decision               text,
  tier                   text,
  target_state           text,
  success_evidence       jsonb,
  abort_evidence         jsonb,
  observation_window_sec integer,
  claimed_by             text,
  claimed_at             timestamptz,
  claim_actor            text,
  lease_until            timestamptz,
  attempts               integer not null default 0,
  started_at             timestamptz,
  legacy                 jsonb,
  import_run             bigint,
  created_at             timestamptz not null default clock_timestamp(),
  created_by             text not null default common.current_actor(),
  updated_at             timestamptz not null default clock_timestamp(),
  updated_by             text not null default common.current_actor(),
  constraint pk_tb_agent_task primary key (created_at, pk_agent_task),
  constraint ck_tb_agent_task__task_id check (length(task_id) between 1 and 200 and task_id !~ '[\u0001-\u001F\u007F-\u009F]'),
  constraint ck_tb_agent_task__direction check (length(direction) between 1 and 5000),
  constraint ck_tb_agent_task__task_type check (task_type in ('spec', 'test', 'impl', 'review', 'heal')),
  constraint ck_tb_agent_task__status check (status in ('pending', 'running', 'completed', 'failed', 'needs_decision')),
  constraint ck_tb_agent_task__progress_pct check (progress_pct between 0 and 100),
  constraint ck_tb_agent_task__success_evidence check (jsonb_typeof(success_evidence) = 'array'),
  constraint ck_tb_agent_task__abort_evidence check (jsonb_typeof(abort_evidence) = 'array'),
  constraint ck_tb_agent_task__observation_window_sec check (observation_window_sec >= 0),
  constraint ck_tb_agent_task__attempts check (attempts >= 0)
) partition by range (created_at);

create index if not exists ix_tb_agent_task__pending
  on network.tb_agent_task (created_at, pk_agent_task) where status = 'pending';

create index if not exists ix_tb_agent_task__lease_until
  on network.tb_agent_task (lease_until) where status = 'running';

create index if not exists ix_tb_agent_task__attention
  on network.tb_agent_task (updated_at) where status in ('needs_decision', 'failed');

create index if not exists ix_tb_agent_task__pk_agent_task on network.tb_agent_task (pk_agent_task);

comment on table network.tb_agent_task is
  'Tasks of agents, partitioned by the month (UTC) in which they were made. Steps: pending → running → completed | failed | '
  'needs_decision | pending; needs_decision → running | pending (decided) | failed; pending → needs_decision | failed; '
  'completed | failed → pending (again). No other, for any role.';
comment on column network.tb_agent_task.pk_agent_task is 'Internal key, used by joins.';
comment on column network.tb_agent_task.id is 'Public key.';
comment on column network.tb_agent_task.task_id is 'The key that files and workers know: task_…, unique and final.';
comment on column network.tb_agent_task.identifier is 'Name for humans: the task''s key.';
comment on column network.tb_agent_task.direction is 'What is to be done.';
comment on column network.tb_agent_task.task_type is 'spec, test, impl, review or heal.';
comment on column network.tb_agent_task.status is 'pending, running, completed, failed or needs_decision.';
comment on column network.tb_agent_task.model is 'Model that is to do it.';
comment on column network.tb_agent_task.command is 'Command of the worker. Data: never executed here.';
comment on column network.tb_agent_task.output is 'What came of it.';
comment on column network.tb_agent_task.context is 'What else the worker should know.';
comment on column network.tb_agent_task.progress_pct is 'How far it is, 0 to 100; changes only while it runs.';
comment on column network.tb_agent_task.current_step is 'What is being done; changes only while it runs.';
comment on column network.tb_agent_task.decision_prompt is 'The question that somebody must decide.';
comment on column network.tb_agent_task.decision is 'What was decided; given only to a task that needs a decision.';
comment on column network.tb_agent_task.tier is 'Tier of the executor.';
comment on column network.tb_agent_task.target_state is 'What is true when it is done.';
comment on column network.tb_agent_task.success_evidence is 'A list of what proves success.';
comment on column network.tb_agent_task.abort_evidence is 'A list of what says to stop.';
comment on column network.tb_agent_task.observation_window_sec is
  'For how many seconds a claim holds without a sign of life; an hour where it is null.';
comment on column network.tb_agent_task.claimed_by is 'The worker that holds it, or held it last.';
comment on column network.tb_agent_task.claimed_at is 'When it was claimed.';
comment on column network.tb_agent_task.claim_actor is 'Who made the claim: common.current_actor().';
comment on column network.tb_agent_task.lease_until is
  'Until when the claim holds; each sign of life renews it. Null where it does not run, or runs somewhere else (imported).';
comment on column network.tb_agent_task.attempts is 'How often it was claimed since it was last made ready.';
comment on column network.tb_agent_task.started_at is 'When work on it began; an imported one may lack it.';
comment on column network.tb_agent_task.legacy is
  'Of a task that came from a file: cells as they stood (raw), keys that no column holds (extra), keys that were absent.';
comment on column network.tb_agent_task.import_run is 'The import that brought it; null for one that was made here.';
comment on column network.tb_agent_task.created_at is 'When the task was made; says in which month it lies, and is final.';
comment on column network.tb_agent_task.created_by is 'Who made the row.';
comment on column network.tb_agent_task.updated_at is 'When the task was last changed.';
comment on column network.tb_agent_task.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_agent_task on network.tb_agent_task is 'the internal key is unique';
comment on constraint ck_tb_agent_task__task_id on network.tb_agent_task is
  'the id of a task must be 1 to 200 characters, without control characters';
comment on constraint ck_tb_agent_task__direction on network.tb_agent_task is 'the direction must be 1 to 5000 characters';
comment on constraint ck_tb_agent_task__task_type on network.tb_agent_task is
  'the type of a task must be spec, test, impl, review or heal';
comment on constraint ck_tb_agent_task__status on network.tb_agent_task is
  'the status of a task must be pending, running, completed, failed or needs_decision';
comment on constraint ck_tb_agent_task__progress_pct on network.tb_agent_task is 'progress must be 0 to 100';
comment on constraint ck_tb_agent_task__success_evidence on network.tb_agent_task is 'the evidence of success must be a list';
comment on constraint ck_tb_agent_task__abort_evidence on network.tb_agent_task is 'the evidence to stop at must be a list';
comment on constraint ck_tb_agent_task__observation_window_sec on network.tb_agent_task is
  'the observation window must not be negative';
comment on constraint ck_tb_agent_task__attempts on network.tb_agent_task is 'attempts cannot be negative';
comment on index network.ix_tb_agent_task__pending is 'The queue: for app.claim_task(), oldest first.';
comment on index network.ix_tb_agent_task__lease_until is 'For claims that have run out.';
comment on index network.ix_tb_agent_task__attention is 'For app.tasks_needing_attention().';
comment on index network.ix_tb_agent_task__pk_agent_task is 'For joins with the keys.';

select specql_audit.audit_table('network.tb_agent_task');
