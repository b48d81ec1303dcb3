-- 012411  memory.tb_legacy_row
-- Rows of memory files whose table has no counterpart.

create table if not exists memory.tb_legacy_row (
  pk_legacy_row bigint generated always as identity,
  id            uuid not null default gen_random_uuid(),
  source_table  text collate "C" not null,
  row_key       text collate "C" not null,
  identifier    text generated always as (source_table || '.' || row_key) stored,
  position      bigint not null,
  row           jsonb not null,
  org_id        text generated always as (
    case when jsonb_typeof(row -> 'org_id') = 'string' then row ->> 'org_id' end
  ) stored,
  import_run    bigint,
  legacy        jsonb,
  created_at    timestamptz not null default clock_timestamp(),
  created_by    text not null default common.current_actor(),
  updated_at    timestamptz not null default clock_timestamp(),
  updated_by    text not null default common.current_actor(),
  constraint pk_tb_legacy_row primary key (pk_legacy_row),
  constraint uq_tb_legacy_row__id unique (id),
  constraint uq_tb_legacy_row__row_key unique (source_table, row_key)
);

comment on table memory.tb_legacy_row is
  'A row of a memory file whose table nobody planned: kept whole, cell by cell, so that nothing is lost.';
comment on column memory.tb_legacy_row.pk_legacy_row is 'Internal key, used by joins.';
comment on column memory.tb_legacy_row.id is 'Public key.';
comment on column memory.tb_legacy_row.source_table is 'Table of the file.';
comment on column memory.tb_legacy_row.row_key is 'Key of the row there.';
comment on column memory.tb_legacy_row.identifier is 'Name for humans: table and key.';
comment on column memory.tb_legacy_row.position is 'Place in the file.';
comment on column memory.tb_legacy_row.row is 'The row, by cell.';
comment on column memory.tb_legacy_row.org_id is 'The organisation that the row names, if it names one.';
comment on column memory.tb_legacy_row.import_run is 'The import that brought it; null where none did.';
comment on column memory.tb_legacy_row.legacy is 'What the file said of a row that was changed since (base).';
comment on column memory.tb_legacy_row.created_at is 'When the row was made.';
comment on column memory.tb_legacy_row.created_by is 'Who made the row.';
comment on column memory.tb_legacy_row.updated_at is 'When the row was last changed.';
comment on column memory.tb_legacy_row.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_legacy_row on memory.tb_legacy_row is 'the internal key is unique';
comment on constraint uq_tb_legacy_row__id on memory.tb_legacy_row is 'the public key is unique';
comment on constraint uq_tb_legacy_row__row_key on memory.tb_legacy_row is 'a row of a legacy table is kept once';

alter table memory.tb_legacy_row enable row level security;
alter table memory.tb_legacy_row force row level security;
drop policy if exists po_tb_legacy_row__org on memory.tb_legacy_row;
create policy po_tb_legacy_row__org on memory.tb_legacy_row
  using ((select common.sees_all_orgs()) or org_id = any ((select common.current_orgs())::text[]));
comment on policy po_tb_legacy_row__org on memory.tb_legacy_row is
  'Rows of the caller''s organisations; a row without one is seen by who sees all.';

select specql_audit.audit_table('memory.tb_legacy_row');
