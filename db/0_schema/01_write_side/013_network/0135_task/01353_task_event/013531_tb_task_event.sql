-- 013531  network.tb_task_event
-- What became of a task, step by step.

create table if not exists network.tb_task_event (
  pk_task_event   bigint generated always as identity,
  id              uuid not null default gen_random_uuid(),
  fk_task_key     bigint not null,
  identifier      text generated always as (event || ' ' || pk_task_event::text) stored,
  event           text not null,
  status          text not null,
  worker          text,
  progress_pct    integer,
  current_step    text,
  decision_prompt text,
  decision        text,
  created_at      timestamptz not null default clock_timestamp(),
  created_by      text not null default common.current_actor(),
  updated_at      timestamptz not null default clock_timestamp(),
  updated_by      text not null default common.current_actor(),
  constraint pk_tb_task_event primary key (pk_task_event),
  constraint uq_tb_task_event__id unique (id),
  constraint fk_tb_task_event__task_key
    foreign key (fk_task_key)
    references network.tb_task_key (pk_task_key)
    on delete cascade,
  constraint ck_tb_task_event__event check (event in (
    'claimed', 'progress', 'asked', 'decided', 'released', 'requeued', 'completed', 'failed', 'reopened'))
);

create index if not exists ix_tb_task_event__fk_task_key on network.tb_task_event (fk_task_key, pk_task_event);

comment on table network.tb_task_event is
  'Claims, progress, questions, decisions and ends of agent tasks. Itself a log, written by a trigger; the audit trigger stands '
  'at the tasks.';
comment on column network.tb_task_event.pk_task_event is 'Internal key; rises in the order of writing.';
comment on column network.tb_task_event.id is 'Public key.';
comment on column network.tb_task_event.fk_task_key is 'The task.';
comment on column network.tb_task_event.identifier is 'Name for humans.';
comment on column network.tb_task_event.event is
  'claimed, progress, asked, decided, released, requeued, completed, failed or reopened.';
comment on column network.tb_task_event.status is 'Status afterwards.';
comment on column network.tb_task_event.worker is 'The worker that held the task.';
comment on column network.tb_task_event.progress_pct is 'Progress afterwards.';
comment on column network.tb_task_event.current_step is 'Current step afterwards.';
comment on column network.tb_task_event.decision_prompt is 'The question, where one was asked or answered.';
comment on column network.tb_task_event.decision is 'The decision, where one was made.';
comment on column network.tb_task_event.created_at is 'When it happened.';
comment on column network.tb_task_event.created_by is 'Who did it.';
comment on column network.tb_task_event.updated_at is 'As created_at: events do not change.';
comment on column network.tb_task_event.updated_by is 'As created_by.';
comment on constraint pk_tb_task_event on network.tb_task_event is 'the internal key is unique';
comment on constraint uq_tb_task_event__id on network.tb_task_event is 'the public key is unique';
comment on constraint fk_tb_task_event__task_key on network.tb_task_event is 'the task must exist';
comment on constraint ck_tb_task_event__event on network.tb_task_event is 'the event must be one that a task can have';
comment on index network.ix_tb_task_event__fk_task_key is 'For the history of a task.';
