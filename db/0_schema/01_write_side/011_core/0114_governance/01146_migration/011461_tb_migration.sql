-- 011461  specql_governance.tb_migration
-- How a revision of a request goes into the database, and how far it has come.

create table if not exists specql_governance.tb_migration (
  pk_migration      bigint generated always as identity,
  id                uuid not null default gen_random_uuid(),
  fk_schema_request bigint not null,
  content_hash      text not null,
  file_name         text not null,
  identifier        text generated always as (file_name) stored,
  written           jsonb not null,
  proof             jsonb not null,
  proven_at         timestamptz not null default clock_timestamp(),
  proven_by         text not null default common.current_actor(),
  direction         text,
  done_steps        jsonb not null default '{}',
  running_xid       xid8,
  started_at        timestamptz,
  applied_at        timestamptz,
  applied_by        text,
  rolled_back_at    timestamptz,
  rolled_back_by    text,
  left_content      jsonb not null default '{}',
  created_at        timestamptz not null default clock_timestamp(),
  created_by        text not null default common.current_actor(),
  updated_at        timestamptz not null default clock_timestamp(),
  updated_by        text not null default common.current_actor(),
  constraint pk_tb_migration primary key (pk_migration),
  constraint uq_tb_migration__id unique (id),
  constraint fk_tb_migration__schema_request
    foreign key (fk_schema_request)
    references specql_governance.tb_schema_request (pk_schema_request),
  constraint ck_tb_migration__direction check (direction in ('up', 'down')),
  constraint ck_tb_migration__order check (
    (rolled_back_at is null or applied_at is not null) and (applied_at is null or started_at is not null)
  )
);

create unique index if not exists uq_tb_migration__content_hash
  on specql_governance.tb_migration (fk_schema_request, content_hash);
create index if not exists ix_tb_migration__direction
  on specql_governance.tb_migration (direction) where direction is not null;

comment on table specql_governance.tb_migration is
  'The migration of one revision: what was written, how it was proven, what was done of it.';
comment on column specql_governance.tb_migration.pk_migration is 'Internal key, used by joins.';
comment on column specql_governance.tb_migration.id is 'Public key.';
comment on column specql_governance.tb_migration.fk_schema_request is 'The request.';
comment on column specql_governance.tb_migration.content_hash is 'Hash of the revision that it carries out.';
comment on column specql_governance.tb_migration.file_name is 'Name as a file.';
comment on column specql_governance.tb_migration.identifier is 'Name for humans.';
comment on column specql_governance.tb_migration.written is 'What write_operations() wrote: steps there and back, and the scripts.';
comment on column specql_governance.tb_migration.proof is 'What prove_operations() found.';
comment on column specql_governance.tb_migration.proven_at is 'When it was last proven.';
comment on column specql_governance.tb_migration.proven_by is 'Who had it proven.';
comment on column specql_governance.tb_migration.direction is 'up or down while it is under way, else null.';
comment on column specql_governance.tb_migration.done_steps is 'Per step of the direction under way: when, by whom, how many rows.';
comment on column specql_governance.tb_migration.running_xid is 'The transaction that carries out steps: its DDL is asked for.';
comment on column specql_governance.tb_migration.started_at is 'When its first step was taken.';
comment on column specql_governance.tb_migration.applied_at is 'When its last step was done.';
comment on column specql_governance.tb_migration.applied_by is 'Who applied it.';
comment on column specql_governance.tb_migration.rolled_back_at is 'When it was taken back.';
comment on column specql_governance.tb_migration.rolled_back_by is 'Who took it back.';
comment on column specql_governance.tb_migration.left_content is 'Per table what it was when we left it: drift is measured against it.';
comment on column specql_governance.tb_migration.created_at is 'When the row was made.';
comment on column specql_governance.tb_migration.created_by is 'Who made the row.';
comment on column specql_governance.tb_migration.updated_at is 'When the row was last changed.';
comment on column specql_governance.tb_migration.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_migration on specql_governance.tb_migration is 'the internal key is unique';
comment on constraint uq_tb_migration__id on specql_governance.tb_migration is 'the public key is unique';
comment on constraint fk_tb_migration__schema_request on specql_governance.tb_migration is 'the request must exist';
comment on constraint ck_tb_migration__direction on specql_governance.tb_migration is 'a migration goes up or down';
comment on constraint ck_tb_migration__order on specql_governance.tb_migration is
  'a migration is started, then applied, then rolled back';
comment on index specql_governance.uq_tb_migration__content_hash is 'A revision has one migration.';
comment on index specql_governance.ix_tb_migration__direction is 'For those under way.';

select specql_audit.audit_table('specql_governance.tb_migration');
