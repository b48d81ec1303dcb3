-- 0117E1  specql_cutover.tb_consistency_run
-- One comparison of a store with its legacy file. The phases ask for the newest.

create table if not exists specql_cutover.tb_consistency_run (
  pk_consistency_run bigint generated always as identity,
  id                 uuid not null default gen_random_uuid(),
  fk_store           bigint not null,
  identifier         text generated always as (pk_consistency_run::text) stored,
  source             text,
  legacy_sha256      text,
  snapshot           pg_snapshot not null,
  digits             integer not null,
  fingerprint        text not null,
  started_at         timestamptz not null default clock_timestamp(),
  finished_at        timestamptz,
  consistent         boolean,
  checked            bigint,
  discrepancy_count  bigint,
  summary            jsonb,
  report             jsonb,
  created_at         timestamptz not null default clock_timestamp(),
  created_by         text not null default common.current_actor(),
  updated_at         timestamptz not null default clock_timestamp(),
  updated_by         text not null default common.current_actor(),
  constraint pk_tb_consistency_run primary key (pk_consistency_run),
  constraint uq_tb_consistency_run__id unique (id),
  constraint fk_tb_consistency_run__store
    foreign key (fk_store) references specql_cutover.tb_store (pk_store),
  constraint ck_tb_consistency_run__legacy_sha256 check (legacy_sha256 ~ '^[0-9a-f]{64}$'),
  constraint ck_tb_consistency_run__finished
    check (num_nulls(finished_at, consistent, checked, discrepancy_count, summary, report) in (0, 6)),
  constraint ck_tb_consistency_run__consistent
    check (not consistent or (discrepancy_count = 0 and legacy_sha256 is not null))
);

create index if not exists ix_tb_consistency_run__fk_store
  on specql_cutover.tb_consistency_run (fk_store, started_at);

comment on table specql_cutover.tb_consistency_run is
  'A comparison of all rows of a store, in PostgreSQL and in its legacy file, and what it found.';
comment on column specql_cutover.tb_consistency_run.pk_consistency_run is 'Internal key, used by joins.';
comment on column specql_cutover.tb_consistency_run.id is 'Public key.';
comment on column specql_cutover.tb_consistency_run.fk_store is 'The store.';
comment on column specql_cutover.tb_consistency_run.identifier is 'Name for humans: its number.';
comment on column specql_cutover.tb_consistency_run.source is 'The file that was compared.';
comment on column specql_cutover.tb_consistency_run.legacy_sha256 is 'sha256 of that file, in hexadecimal.';
comment on column specql_cutover.tb_consistency_run.snapshot is
  'The transactions whose work the comparison saw; a later write makes the run stale.';
comment on column specql_cutover.tb_consistency_run.digits is 'How many hexadecimal digits named a bucket.';
comment on column specql_cutover.tb_consistency_run.fingerprint is
  'sha256 over the checksums of all tables at the beginning. What was read later must have the same one.';
comment on column specql_cutover.tb_consistency_run.started_at is 'When it began.';
comment on column specql_cutover.tb_consistency_run.finished_at is 'When its result was recorded; null until then.';
comment on column specql_cutover.tb_consistency_run.consistent is 'Nothing differed.';
comment on column specql_cutover.tb_consistency_run.checked is 'How many rows were compared.';
comment on column specql_cutover.tb_consistency_run.discrepancy_count is
  'How many differences there are, the ones not listed included.';
comment on column specql_cutover.tb_consistency_run.summary is 'Counts by kind and by table, times and notes.';
comment on column specql_cutover.tb_consistency_run.report is
  'The report without its list, which is in app.discrepancies.';
comment on column specql_cutover.tb_consistency_run.created_at is 'When the row was made.';
comment on column specql_cutover.tb_consistency_run.created_by is 'Who made the row.';
comment on column specql_cutover.tb_consistency_run.updated_at is 'When the row was last changed.';
comment on column specql_cutover.tb_consistency_run.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_consistency_run on specql_cutover.tb_consistency_run is 'the internal key is unique';
comment on constraint uq_tb_consistency_run__id on specql_cutover.tb_consistency_run is 'the public key is unique';
comment on constraint fk_tb_consistency_run__store on specql_cutover.tb_consistency_run is 'the store must exist';
comment on constraint ck_tb_consistency_run__legacy_sha256 on specql_cutover.tb_consistency_run is
  'the sha256 must be 64 hexadecimal digits';
comment on constraint ck_tb_consistency_run__finished on specql_cutover.tb_consistency_run is
  'a result is recorded as a whole';
comment on constraint ck_tb_consistency_run__consistent on specql_cutover.tb_consistency_run is
  'a consistent run has no discrepancy, and names its file by its sha256';
comment on index specql_cutover.ix_tb_consistency_run__fk_store is 'For the newest run of a store.';

select specql_audit.audit_table('specql_cutover.tb_consistency_run');
