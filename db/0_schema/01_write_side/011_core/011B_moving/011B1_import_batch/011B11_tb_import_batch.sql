-- 011B11  specql_cutover.tb_import_batch
-- The batches of an import run: each is a checkpoint, and none goes in twice.

create table if not exists specql_cutover.tb_import_batch (
  pk_import_batch bigint generated always as identity,
  id              uuid not null default gen_random_uuid(),
  fk_import_run   bigint not null,
  source_table    text not null,
  first_ordinal   bigint not null,
  row_count       bigint not null,
  identifier      text generated always as (source_table || ' ' || first_ordinal::text) stored,
  counts          jsonb not null default '{}',
  source_hash     text,
  database_hash   text,
  differing       bigint not null default 0,
  transaction_id  xid8 not null default pg_current_xact_id(),
  is_bulk         boolean not null default false,
  bulk_xid        xid8,
  created_at      timestamptz not null default clock_timestamp(),
  created_by      text not null default common.current_actor(),
  updated_at      timestamptz not null default clock_timestamp(),
  updated_by      text not null default common.current_actor(),
  constraint pk_tb_import_batch primary key (pk_import_batch),
  constraint uq_tb_import_batch__id unique (id),
  constraint uq_tb_import_batch__first_ordinal unique (fk_import_run, source_table, first_ordinal),
  constraint fk_tb_import_batch__import_run
    foreign key (fk_import_run)
    references specql_cutover.tb_import_run (pk_import_run),
  constraint ck_tb_import_batch__row_count check (row_count > 0)
);

create index if not exists ix_tb_import_batch__bulk_xid
  on specql_cutover.tb_import_batch (bulk_xid) where bulk_xid is not null;

comment on table specql_cutover.tb_import_batch is
  'A batch of rows of one table of a legacy file, as it was taken in: where to go on, and what the audit log says of bulk imports.';
comment on column specql_cutover.tb_import_batch.pk_import_batch is 'Internal key, used by joins.';
comment on column specql_cutover.tb_import_batch.id is 'Public key.';
comment on column specql_cutover.tb_import_batch.fk_import_run is 'The import.';
comment on column specql_cutover.tb_import_batch.source_table is 'Table of the file.';
comment on column specql_cutover.tb_import_batch.first_ordinal is 'Place of its first row in that table, from 1.';
comment on column specql_cutover.tb_import_batch.row_count is 'How many rows it brought.';
comment on column specql_cutover.tb_import_batch.identifier is 'Name for humans.';
comment on column specql_cutover.tb_import_batch.counts is '{imported, updated, unchanged, changed, rejected}.';
comment on column specql_cutover.tb_import_batch.source_hash is 'sha256 over the hashes of the rows as the file has them.';
comment on column specql_cutover.tb_import_batch.database_hash is 'The same over the rows as the tables render them after the load.';
comment on column specql_cutover.tb_import_batch.differing is 'How many rows the tables render otherwise than the file has them.';
comment on column specql_cutover.tb_import_batch.transaction_id is 'The transaction that took it in.';
comment on column specql_cutover.tb_import_batch.is_bulk is
  'The run has brought more than 1,000 rows: the audit log has this batch, and not its single rows.';
comment on column specql_cutover.tb_import_batch.bulk_xid is
  'Set while its rows go in: the transaction whose single rows the audit log leaves out. Null before and after.';
comment on column specql_cutover.tb_import_batch.created_at is 'When the row was made.';
comment on column specql_cutover.tb_import_batch.created_by is 'Who made the row.';
comment on column specql_cutover.tb_import_batch.updated_at is 'When the row was last changed.';
comment on column specql_cutover.tb_import_batch.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_import_batch on specql_cutover.tb_import_batch is 'the internal key is unique';
comment on constraint uq_tb_import_batch__id on specql_cutover.tb_import_batch is 'the public key is unique';
comment on constraint uq_tb_import_batch__first_ordinal on specql_cutover.tb_import_batch is
  'a batch goes in once';
comment on constraint fk_tb_import_batch__import_run on specql_cutover.tb_import_batch is 'the import must exist';
comment on constraint ck_tb_import_batch__row_count on specql_cutover.tb_import_batch is 'a batch must have rows';
comment on index specql_cutover.ix_tb_import_batch__bulk_xid is 'For the audit triggers.';

select specql_audit.audit_table('specql_cutover.tb_import_batch');
