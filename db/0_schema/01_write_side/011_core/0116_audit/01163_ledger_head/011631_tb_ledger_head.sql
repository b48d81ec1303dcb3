-- 011631  specql_audit.tb_ledger_head
-- Where each stream of the ledger ends: the row that writers lock.

create table if not exists specql_audit.tb_ledger_head (
  pk_ledger_head bigint generated always as identity,
  id             uuid not null default gen_random_uuid(),
  stream         text not null,
  identifier     text generated always as (stream) stored,
  seq            bigint not null,
  head_hash      bytea not null,
  created_at     timestamptz not null default clock_timestamp(),
  created_by     text not null default common.current_actor(),
  updated_at     timestamptz not null default clock_timestamp(),
  updated_by     text not null default common.current_actor(),
  constraint pk_tb_ledger_head primary key (pk_ledger_head),
  constraint uq_tb_ledger_head__id unique (id),
  constraint uq_tb_ledger_head__stream unique (stream)
);

comment on table specql_audit.tb_ledger_head is
  'The last entry of each stream. Only the trigger of specql_audit.tb_ledger moves it, and each move is an entry there, '
  'so it has no audit trigger of its own.';
comment on column specql_audit.tb_ledger_head.pk_ledger_head is 'Internal key, used by joins.';
comment on column specql_audit.tb_ledger_head.id is 'Public key.';
comment on column specql_audit.tb_ledger_head.stream is 'The stream.';
comment on column specql_audit.tb_ledger_head.identifier is 'Name for humans.';
comment on column specql_audit.tb_ledger_head.seq is 'Number of the last entry; 0 where there is none.';
comment on column specql_audit.tb_ledger_head.head_hash is 'Hash of the last entry; of an empty stream, of its name.';
comment on column specql_audit.tb_ledger_head.created_at is 'When the row was made.';
comment on column specql_audit.tb_ledger_head.created_by is 'Who made the row.';
comment on column specql_audit.tb_ledger_head.updated_at is 'When the row was last changed.';
comment on column specql_audit.tb_ledger_head.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_ledger_head on specql_audit.tb_ledger_head is 'the internal key is unique';
comment on constraint uq_tb_ledger_head__id on specql_audit.tb_ledger_head is 'the public key is unique';
comment on constraint uq_tb_ledger_head__stream on specql_audit.tb_ledger_head is 'a stream has one head';

create or replace trigger tr_800_triggers_write
  before insert or update on specql_audit.tb_ledger_head
  for each statement when (pg_trigger_depth() = 0)
  execute function specql_audit.tg_tb_change__append_only();

create or replace trigger tr_900_append_only
  before delete or truncate on specql_audit.tb_ledger_head
  for each statement execute function specql_audit.tg_tb_change__append_only();

comment on trigger tr_800_triggers_write on specql_audit.tb_ledger_head is
  'Only the ledger''s trigger writes here. Fires for the owner too.';
comment on trigger tr_900_append_only on specql_audit.tb_ledger_head is 'A head stays. Fires for the owner too.';
