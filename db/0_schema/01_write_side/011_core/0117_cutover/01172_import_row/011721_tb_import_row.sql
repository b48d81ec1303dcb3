-- 011721  specql_cutover.tb_import_row
-- What became of each source row of an import.

create table if not exists specql_cutover.tb_import_row (
  pk_import_row bigint generated always as identity,
  id            uuid not null default gen_random_uuid(),
  fk_import_run bigint not null,
  source_table  text not null,
  path          text not null,
  line          integer,
  identifier    text generated always as (path) stored,
  outcome       text not null,
  source_row    jsonb,
  changes       jsonb not null default '[]',
  created_at    timestamptz not null default clock_timestamp(),
  created_by    text not null default common.current_actor(),
  updated_at    timestamptz not null default clock_timestamp(),
  updated_by    text not null default common.current_actor(),
  row_key       text,
  old_row       jsonb,
  result_hash   bytea,
  constraint pk_tb_import_row primary key (pk_import_row),
  constraint uq_tb_import_row__id unique (id),
  constraint fk_tb_import_row__import_run
    foreign key (fk_import_run)
    references specql_cutover.tb_import_run (pk_import_run),
  constraint ck_tb_import_row__outcome
    check (outcome in ('imported', 'updated', 'unchanged', 'changed', 'rejected'))
);

create index if not exists ix_tb_import_row__path
  on specql_cutover.tb_import_row (fk_import_run, source_table, path);

create index if not exists ix_tb_import_row__row_key
  on specql_cutover.tb_import_row (source_table, row_key)
  where old_row is not null;

create index if not exists ix_tb_import_row__service_name
  on specql_cutover.tb_import_row (fk_import_run, common.name_key(source_row ->> 'name'))
  where source_table = 'services' and outcome <> 'rejected';

comment on table specql_cutover.tb_import_row is
  'What became of one row of a source file. Itself a log, so the audit trigger does not stand here.';
comment on column specql_cutover.tb_import_row.pk_import_row is 'Internal key, used by joins.';
comment on column specql_cutover.tb_import_row.id is 'Public key.';
comment on column specql_cutover.tb_import_row.fk_import_run is 'The import.';
comment on column specql_cutover.tb_import_row.source_table is 'Kind of row: domains, subdomains, entities …';
comment on column specql_cutover.tb_import_row.path is 'Where it stands in the file.';
comment on column specql_cutover.tb_import_row.line is 'Line in the file, from 1.';
comment on column specql_cutover.tb_import_row.identifier is 'Name for humans: the path.';
comment on column specql_cutover.tb_import_row.outcome is
  'imported, updated, unchanged, changed or rejected.';
comment on column specql_cutover.tb_import_row.source_row is 'The row itself, without the rows below it.';
comment on column specql_cutover.tb_import_row.changes is
  'For changed and updated rows: [{path, field, old, new, why}].';
comment on column specql_cutover.tb_import_row.created_at is 'When the row was made.';
comment on column specql_cutover.tb_import_row.created_by is 'Who made the row.';
comment on column specql_cutover.tb_import_row.updated_at is 'When the row was last changed.';
comment on column specql_cutover.tb_import_row.updated_by is 'Who changed the row last.';
comment on column specql_cutover.tb_import_row.row_key is 'Key of a legacy row; null in imports that have none.';
comment on column specql_cutover.tb_import_row.old_row is
  'The row as it was before an import changed it, in the legacy format: what an undo puts back.';
comment on column specql_cutover.tb_import_row.result_hash is
  'sha256 of the row in the legacy format after the import changed it: an undo sees whether somebody changed it since.';
comment on constraint pk_tb_import_row on specql_cutover.tb_import_row is 'the internal key is unique';
comment on constraint uq_tb_import_row__id on specql_cutover.tb_import_row is 'the public key is unique';
comment on constraint fk_tb_import_row__import_run on specql_cutover.tb_import_row is 'the import must exist';
comment on constraint ck_tb_import_row__outcome on specql_cutover.tb_import_row is
  'the outcome must be imported, updated, unchanged, changed or rejected';
comment on index specql_cutover.ix_tb_import_row__path is 'For the report, and to find a row again.';
comment on index specql_cutover.ix_tb_import_row__service_name is 'For a second service of one name in a file.';
comment on index specql_cutover.ix_tb_import_row__row_key is 'For what later imports changed of a row.';
