-- 013511  network.tb_task_key
-- The keys of agent tasks. A partitioned table cannot hold a key unique across its months; this one does.

create table if not exists network.tb_task_key (
  pk_task_key     bigint generated always as identity,
  id              uuid not null,
  task_id         text not null,
  identifier      text generated always as (task_id) stored,
  fk_agent_task   bigint not null,
  task_created_at timestamptz not null,
  position        bigint,
  import_hash     bytea,
  seen_run        bigint,
  created_at      timestamptz not null default clock_timestamp(),
  created_by      text not null default common.current_actor(),
  updated_at      timestamptz not null default clock_timestamp(),
  updated_by      text not null default common.current_actor(),
  constraint pk_tb_task_key primary key (pk_task_key),
  constraint uq_tb_task_key__id unique (id),
  constraint uq_tb_task_key__task_id unique (task_id),
  constraint uq_tb_task_key__fk_agent_task unique (fk_agent_task)
);

comment on table network.tb_task_key is
  'One narrow row for each agent task: its keys, unique whatever its month, where its row lies, and its place in the legacy '
  'file. Written by the triggers of network.tb_agent_task only, and, as to the file, by network.load_tasks().';
comment on column network.tb_task_key.pk_task_key is 'Internal key, used by joins.';
comment on column network.tb_task_key.id is 'Public key of the task.';
comment on column network.tb_task_key.task_id is 'The key that files and workers know: task_…';
comment on column network.tb_task_key.identifier is 'Name for humans: the task''s key.';
comment on column network.tb_task_key.fk_agent_task is
  'The task''s row. No constraint: one on a partitioned table locks its writers out whenever a month is added.';
comment on column network.tb_task_key.task_created_at is 'The task''s creation: says in which month its row lies.';
comment on column network.tb_task_key.position is 'Place in the legacy file, from 1; null for a task that was made here.';
comment on column network.tb_task_key.import_hash is 'sha256 of the row as it was last imported; null where it never was.';
comment on column network.tb_task_key.seen_run is 'The import that met the task last: a second row of one file is a duplicate.';
comment on column network.tb_task_key.created_at is 'When the row was made.';
comment on column network.tb_task_key.created_by is 'Who made the row.';
comment on column network.tb_task_key.updated_at is 'When the row was last changed.';
comment on column network.tb_task_key.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_task_key on network.tb_task_key is 'the internal key is unique';
comment on constraint uq_tb_task_key__id on network.tb_task_key is 'the public key is unique';
comment on constraint uq_tb_task_key__task_id on network.tb_task_key is 'there is a task of this id already';
comment on constraint uq_tb_task_key__fk_agent_task on network.tb_task_key is 'a task has one key';
