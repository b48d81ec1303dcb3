-- 011791  specql_cutover.tb_legacy_row
-- Rows of imported files that no table of ours has a place for.

create table if not exists specql_cutover.tb_legacy_row (
  pk_legacy_row bigint generated always as identity,
  id            uuid not null default gen_random_uuid(),
  kind          text not null,
  source_table  text not null,
  row_key       text not null,
  identifier    text generated always as (source_table || '.' || row_key) stored,
  row           jsonb not null,
  legacy        jsonb,
  created_at    timestamptz not null default clock_timestamp(),
  created_by    text not null default common.current_actor(),
  updated_at    timestamptz not null default clock_timestamp(),
  updated_by    text not null default common.current_actor(),
  constraint pk_tb_legacy_row primary key (pk_legacy_row),
  constraint uq_tb_legacy_row__id unique (id),
  constraint uq_tb_legacy_row__row_key unique (kind, source_table, row_key)
);

comment on table specql_cutover.tb_legacy_row is
  'A row of an imported file whose table has no counterpart: kept whole, so that nothing is lost.';
comment on column specql_cutover.tb_legacy_row.pk_legacy_row is 'Internal key, used by joins.';
comment on column specql_cutover.tb_legacy_row.id is 'Public key.';
comment on column specql_cutover.tb_legacy_row.kind is 'Kind of import: patterns and so on.';
comment on column specql_cutover.tb_legacy_row.source_table is 'Table of the file.';
comment on column specql_cutover.tb_legacy_row.row_key is 'Key of the row there, or its place.';
comment on column specql_cutover.tb_legacy_row.identifier is 'Name for humans: table and key.';
comment on column specql_cutover.tb_legacy_row.row is 'The row, by column.';
comment on column specql_cutover.tb_legacy_row.legacy is 'What the last import read: key, row and run.';
comment on column specql_cutover.tb_legacy_row.created_at is 'When the row was made.';
comment on column specql_cutover.tb_legacy_row.created_by is 'Who made the row.';
comment on column specql_cutover.tb_legacy_row.updated_at is 'When the row was last changed.';
comment on column specql_cutover.tb_legacy_row.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_legacy_row on specql_cutover.tb_legacy_row is 'the internal key is unique';
comment on constraint uq_tb_legacy_row__id on specql_cutover.tb_legacy_row is 'the public key is unique';
comment on constraint uq_tb_legacy_row__row_key on specql_cutover.tb_legacy_row is
  'a row of a legacy table is kept once';

select specql_audit.audit_table('specql_cutover.tb_legacy_row');
