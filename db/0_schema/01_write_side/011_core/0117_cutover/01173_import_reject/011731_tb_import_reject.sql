-- 011731  specql_cutover.tb_import_reject
-- Source rows that could not be imported, kept whole.

create table if not exists specql_cutover.tb_import_reject (
  pk_import_reject bigint generated always as identity,
  id               uuid not null default gen_random_uuid(),
  fk_import_run    bigint not null,
  source_table     text not null,
  path             text not null,
  line             integer,
  identifier       text generated always as (path) stored,
  field            text,
  code             text not null,
  reason           text not null,
  hint             text,
  row              jsonb not null,
  context          jsonb not null default '{}',
  status           text not null default 'open',
  created_at       timestamptz not null default clock_timestamp(),
  created_by       text not null default common.current_actor(),
  updated_at       timestamptz not null default clock_timestamp(),
  updated_by       text not null default common.current_actor(),
  constraint pk_tb_import_reject primary key (pk_import_reject),
  constraint uq_tb_import_reject__id unique (id),
  constraint fk_tb_import_reject__import_run
    foreign key (fk_import_run)
    references specql_cutover.tb_import_run (pk_import_run),
  constraint ck_tb_import_reject__status check (status in ('open', 'resolved'))
);

create index if not exists ix_tb_import_reject__fk_import_run
  on specql_cutover.tb_import_reject (fk_import_run);

comment on table specql_cutover.tb_import_reject is
  'A source row that was refused, whole, with the reason. It can be mended and tried again.';
comment on column specql_cutover.tb_import_reject.pk_import_reject is 'Internal key, used by joins.';
comment on column specql_cutover.tb_import_reject.id is 'Public key.';
comment on column specql_cutover.tb_import_reject.fk_import_run is 'The import.';
comment on column specql_cutover.tb_import_reject.source_table is
  'Kind of row: domains, subdomains, entities …';
comment on column specql_cutover.tb_import_reject.path is 'Where it stands in the file.';
comment on column specql_cutover.tb_import_reject.line is 'Line in the file, from 1.';
comment on column specql_cutover.tb_import_reject.identifier is 'Name for humans: the path.';
comment on column specql_cutover.tb_import_reject.field is 'The field at fault.';
comment on column specql_cutover.tb_import_reject.code is 'SG code of the reason.';
comment on column specql_cutover.tb_import_reject.reason is 'Why it was refused.';
comment on column specql_cutover.tb_import_reject.hint is 'What would help.';
comment on column specql_cutover.tb_import_reject.row is 'The row as it came.';
comment on column specql_cutover.tb_import_reject.context is 'Where it belongs: the keys above it.';
comment on column specql_cutover.tb_import_reject.status is 'open or resolved.';
comment on column specql_cutover.tb_import_reject.created_at is 'When the row was made.';
comment on column specql_cutover.tb_import_reject.created_by is 'Who made the row.';
comment on column specql_cutover.tb_import_reject.updated_at is 'When the row was last changed.';
comment on column specql_cutover.tb_import_reject.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_import_reject on specql_cutover.tb_import_reject is 'the internal key is unique';
comment on constraint uq_tb_import_reject__id on specql_cutover.tb_import_reject is
  'the public key is unique';
comment on constraint fk_tb_import_reject__import_run on specql_cutover.tb_import_reject is
  'the import must exist';
comment on constraint ck_tb_import_reject__status on specql_cutover.tb_import_reject is
  'the status must be open or resolved';
comment on index specql_cutover.ix_tb_import_reject__fk_import_run is 'For the list.';

select specql_audit.audit_table('specql_cutover.tb_import_reject');
