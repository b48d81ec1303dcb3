-- 011A11  specql_cutover.tb_legacy_table
-- The tables of each store's legacy file: what renders them, what loads them, what removes from them.

create table if not exists specql_cutover.tb_legacy_table (
  pk_legacy_table bigint generated always as identity,
  id              uuid not null default gen_random_uuid(),
  fk_store        bigint not null,
  source_table    text not null,
  identifier      text generated always as (source_table) stored,
  rank            integer not null,
  render_view     text not null,
  load_function   text,
  remove_function text,
  target_table    text,
  created_at      timestamptz not null default clock_timestamp(),
  created_by      text not null default common.current_actor(),
  updated_at      timestamptz not null default clock_timestamp(),
  updated_by      text not null default common.current_actor(),
  constraint pk_tb_legacy_table primary key (pk_legacy_table),
  constraint uq_tb_legacy_table__id unique (id),
  constraint uq_tb_legacy_table__source_table unique (fk_store, source_table),
  constraint fk_tb_legacy_table__store foreign key (fk_store) references specql_cutover.tb_store (pk_store)
);

comment on table specql_cutover.tb_legacy_table is
  'A table of a legacy file, and the view and functions that speak its format. The table * of a store stands for '
  'all those that nobody planned: its view has a column source_table as well.';
comment on column specql_cutover.tb_legacy_table.pk_legacy_table is 'Internal key, used by joins.';
comment on column specql_cutover.tb_legacy_table.id is 'Public key.';
comment on column specql_cutover.tb_legacy_table.fk_store is 'The store.';
comment on column specql_cutover.tb_legacy_table.source_table is 'Table of the file; * for all that are not named.';
comment on column specql_cutover.tb_legacy_table.identifier is 'Name for humans.';
comment on column specql_cutover.tb_legacy_table.rank is 'Order in which tables are loaded: what is needed comes first.';
comment on column specql_cutover.tb_legacy_table.render_view is
  'View (row_key, position, content, also) of the rows in the legacy format. A name, because views are made anew.';
comment on column specql_cutover.tb_legacy_table.load_function is
  'Function (run bigint, source_table text, first_ordinal bigint, rows jsonb, options jsonb) that takes rows in.';
comment on column specql_cutover.tb_legacy_table.remove_function is
  'Function (source_table text, row_key text) that takes a row out.';
comment on column specql_cutover.tb_legacy_table.target_table is 'Table of ours that holds the rows.';
comment on column specql_cutover.tb_legacy_table.created_at is 'When the row was made.';
comment on column specql_cutover.tb_legacy_table.created_by is 'Who made the row.';
comment on column specql_cutover.tb_legacy_table.updated_at is 'When the row was last changed.';
comment on column specql_cutover.tb_legacy_table.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_legacy_table on specql_cutover.tb_legacy_table is 'the internal key is unique';
comment on constraint uq_tb_legacy_table__id on specql_cutover.tb_legacy_table is 'the public key is unique';
comment on constraint uq_tb_legacy_table__source_table on specql_cutover.tb_legacy_table is
  'a table of a legacy file is declared once';
comment on constraint fk_tb_legacy_table__store on specql_cutover.tb_legacy_table is 'the store must exist';

select specql_audit.audit_table('specql_cutover.tb_legacy_table');
