-- 011711  specql_cutover.tb_import_run
-- One import that was written, and its report.

create table if not exists specql_cutover.tb_import_run (
  pk_import_run bigint generated always as identity,
  id            uuid not null default gen_random_uuid(),
  kind          text not null,
  source        text,
  source_hash   text,
  identifier    text generated always as (kind || ' ' || pk_import_run::text) stored,
  options       jsonb not null default '{}',
  report        jsonb,
  checksums     jsonb,
  created_at    timestamptz not null default clock_timestamp(),
  created_by    text not null default common.current_actor(),
  updated_at    timestamptz not null default clock_timestamp(),
  updated_by    text not null default common.current_actor(),
  status        text not null default 'finished',
  finished_at   timestamptz,
  constraint pk_tb_import_run primary key (pk_import_run),
  constraint uq_tb_import_run__id unique (id),
  constraint ck_tb_import_run__status check (status in ('running', 'finished', 'failed', 'undone'))
);

create index if not exists ix_tb_import_run__running
  on specql_cutover.tb_import_run (kind) where status = 'running';

comment on table specql_cutover.tb_import_run is
  'An import that was written: its file, its counts, its whole report.';
comment on column specql_cutover.tb_import_run.pk_import_run is 'Internal key, used by joins.';
comment on column specql_cutover.tb_import_run.id is 'Public key.';
comment on column specql_cutover.tb_import_run.kind is 'registry, services and so on.';
comment on column specql_cutover.tb_import_run.source is 'Name of the file.';
comment on column specql_cutover.tb_import_run.source_hash is 'sha256 of the file, in hexadecimal.';
comment on column specql_cutover.tb_import_run.identifier is 'Name for humans.';
comment on column specql_cutover.tb_import_run.options is 'How it was asked for.';
comment on column specql_cutover.tb_import_run.report is 'The report, as app.import_…() returned it.';
comment on column specql_cutover.tb_import_run.checksums is
  'Per table: rows and hash in the source and in the database, compared after the load.';
comment on column specql_cutover.tb_import_run.created_at is 'When the row was made.';
comment on column specql_cutover.tb_import_run.created_by is 'Who made the row.';
comment on column specql_cutover.tb_import_run.updated_at is 'When the row was last changed.';
comment on column specql_cutover.tb_import_run.updated_by is 'Who changed the row last.';
comment on column specql_cutover.tb_import_run.status is
  'running: batches may follow. finished. failed: rows were rejected, all was taken back. undone.';
comment on column specql_cutover.tb_import_run.finished_at is 'When it was finished, failed or was undone.';
comment on constraint pk_tb_import_run on specql_cutover.tb_import_run is 'the internal key is unique';
comment on constraint uq_tb_import_run__id on specql_cutover.tb_import_run is 'the public key is unique';
comment on constraint ck_tb_import_run__status on specql_cutover.tb_import_run is
  'the status must be running, finished, failed or undone';
comment on index specql_cutover.ix_tb_import_run__running is 'For the run that goes on.';

select specql_audit.audit_table('specql_cutover.tb_import_run');
