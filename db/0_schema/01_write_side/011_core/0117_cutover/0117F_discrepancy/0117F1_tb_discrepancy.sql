-- 0117F1  specql_cutover.tb_discrepancy
-- What a comparison found.

create table if not exists specql_cutover.tb_discrepancy (
  pk_discrepancy     bigint generated always as identity,
  id                 uuid not null default gen_random_uuid(),
  fk_consistency_run bigint not null,
  type               text not null,
  source_table       text not null,
  row_key            text not null,
  path               text not null,
  identifier         text generated always as (path) stored,
  attribute          text,
  postgresql_value   jsonb,
  legacy_value       jsonb,
  created_at         timestamptz not null default clock_timestamp(),
  created_by         text not null default common.current_actor(),
  updated_at         timestamptz not null default clock_timestamp(),
  updated_by         text not null default common.current_actor(),
  constraint pk_tb_discrepancy primary key (pk_discrepancy),
  constraint uq_tb_discrepancy__id unique (id),
  constraint fk_tb_discrepancy__consistency_run
    foreign key (fk_consistency_run)
    references specql_cutover.tb_consistency_run (pk_consistency_run),
  constraint ck_tb_discrepancy__type
    check (
      type in (
        'missing_in_postgresql', 'missing_in_legacy', 'changed', 'coerced_type', 'encoding', 'duplicate_key', 'order'
      )
    )
);

create index if not exists ix_tb_discrepancy__fk_consistency_run
  on specql_cutover.tb_discrepancy (fk_consistency_run);

comment on table specql_cutover.tb_discrepancy is
  'A difference between PostgreSQL and a legacy file. Itself a log, so the audit trigger does not stand here.';
comment on column specql_cutover.tb_discrepancy.pk_discrepancy is 'Internal key, used by joins.';
comment on column specql_cutover.tb_discrepancy.id is 'Public key.';
comment on column specql_cutover.tb_discrepancy.fk_consistency_run is 'The comparison that found it.';
comment on column specql_cutover.tb_discrepancy.type is
  'missing_in_postgresql, missing_in_legacy, changed, coerced_type (the same in another type), encoding (the same in '
  'other characters), duplicate_key or order.';
comment on column specql_cutover.tb_discrepancy.source_table is 'Table of the legacy file.';
comment on column specql_cutover.tb_discrepancy.row_key is 'Key of the legacy row.';
comment on column specql_cutover.tb_discrepancy.path is 'Table and key, readable.';
comment on column specql_cutover.tb_discrepancy.identifier is 'Name for humans: the path.';
comment on column specql_cutover.tb_discrepancy.attribute is
  'Which part of the row, with dots into the cell; null: the row as a whole.';
comment on column specql_cutover.tb_discrepancy.postgresql_value is 'What PostgreSQL holds; null where there is nothing.';
comment on column specql_cutover.tb_discrepancy.legacy_value is 'What the file holds; null where there is nothing.';
comment on column specql_cutover.tb_discrepancy.created_at is 'When the row was made.';
comment on column specql_cutover.tb_discrepancy.created_by is 'Who made the row.';
comment on column specql_cutover.tb_discrepancy.updated_at is 'When the row was last changed.';
comment on column specql_cutover.tb_discrepancy.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_discrepancy on specql_cutover.tb_discrepancy is 'the internal key is unique';
comment on constraint uq_tb_discrepancy__id on specql_cutover.tb_discrepancy is 'the public key is unique';
comment on constraint fk_tb_discrepancy__consistency_run on specql_cutover.tb_discrepancy is
  'the comparison must exist';
comment on constraint ck_tb_discrepancy__type on specql_cutover.tb_discrepancy is 'there is no such kind of discrepancy';
comment on index specql_cutover.ix_tb_discrepancy__fk_consistency_run is 'For the list of a run.';
