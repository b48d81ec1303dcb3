-- 0117D1  specql_cutover.tb_outbox
-- Marks: which rows of a store were written, and so have to be written to its legacy file.

create table if not exists specql_cutover.tb_outbox (
  pk_outbox    bigint generated always as identity,
  id           uuid not null default gen_random_uuid(),
  store        text not null,
  source_table text,
  row_key      text,
  identifier   text generated always as (coalesce(source_table || '.' || row_key, store)) stored,
  xid          xid8 not null default pg_current_xact_id(),
  mirrored_at  timestamptz,
  created_at   timestamptz not null default clock_timestamp(),
  constraint pk_tb_outbox primary key (pk_outbox),
  constraint uq_tb_outbox__id unique (id),
  constraint ck_tb_outbox__row_key check (row_key is null or source_table is not null),
  constraint ck_tb_outbox__mirrored_at check (row_key is not null or mirrored_at is not null)
);

create index if not exists ix_tb_outbox__pending
  on specql_cutover.tb_outbox (store, pk_outbox) where mirrored_at is null;
create index if not exists ix_tb_outbox__xid on specql_cutover.tb_outbox (store, xid);

comment on table specql_cutover.tb_outbox is
  'A mark says that a row was written, not what it holds: whoever mirrors reads the row. A mark without a row says only '
  'that there was a write. Itself a log, so the audit trigger does not stand here.';
comment on column specql_cutover.tb_outbox.pk_outbox is 'Internal key, used by joins.';
comment on column specql_cutover.tb_outbox.id is 'Public key.';
comment on column specql_cutover.tb_outbox.store is 'The store.';
comment on column specql_cutover.tb_outbox.source_table is 'Table of the legacy file.';
comment on column specql_cutover.tb_outbox.row_key is 'Key of the row there; null where only the write counts.';
comment on column specql_cutover.tb_outbox.identifier is 'Name for humans: table and key.';
comment on column specql_cutover.tb_outbox.xid is 'Transaction that wrote.';
comment on column specql_cutover.tb_outbox.mirrored_at is 'When the file had it; null while it waits.';
comment on column specql_cutover.tb_outbox.created_at is 'When it was written.';
comment on constraint pk_tb_outbox on specql_cutover.tb_outbox is 'the internal key is unique';
comment on constraint uq_tb_outbox__id on specql_cutover.tb_outbox is 'the public key is unique';
comment on constraint ck_tb_outbox__row_key on specql_cutover.tb_outbox is 'a key belongs to a table';
comment on constraint ck_tb_outbox__mirrored_at on specql_cutover.tb_outbox is
  'a mark without a row does not wait for the mirror';
comment on index specql_cutover.ix_tb_outbox__pending is 'For what the mirror has yet to write.';
comment on index specql_cutover.ix_tb_outbox__xid is
  'For whether there was a write since a snapshot, and whether this transaction has said so.';
