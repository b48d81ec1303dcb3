-- 011941  specql_governance.tb_ddl_watch
-- What becomes of DDL that nobody asked for.

create table if not exists specql_governance.tb_ddl_watch (
  pk_ddl_watch bigint generated always as identity,
  id           uuid not null default gen_random_uuid(),
  identifier   text not null default 'database',
  watch_mode   text not null default 'off',
  created_at   timestamptz not null default clock_timestamp(),
  created_by   text not null default common.current_actor(),
  updated_at   timestamptz not null default clock_timestamp(),
  updated_by   text not null default common.current_actor(),
  constraint pk_tb_ddl_watch primary key (pk_ddl_watch),
  constraint uq_tb_ddl_watch__id unique (id),
  constraint uq_tb_ddl_watch__identifier unique (identifier),
  constraint ck_tb_ddl_watch__identifier check (identifier = 'database'),
  constraint ck_tb_ddl_watch__watch_mode check (watch_mode in ('off', 'record', 'refuse'))
);

comment on table specql_governance.tb_ddl_watch is 'One row: whether DDL that no request covers is recorded or refused.';
comment on column specql_governance.tb_ddl_watch.pk_ddl_watch is 'Internal key, used by joins.';
comment on column specql_governance.tb_ddl_watch.id is 'Public key.';
comment on column specql_governance.tb_ddl_watch.identifier is 'What is watched: the database.';
comment on column specql_governance.tb_ddl_watch.watch_mode is 'off, record or refuse.';
comment on column specql_governance.tb_ddl_watch.created_at is 'When the row was made.';
comment on column specql_governance.tb_ddl_watch.created_by is 'Who made the row.';
comment on column specql_governance.tb_ddl_watch.updated_at is 'When the row was last changed.';
comment on column specql_governance.tb_ddl_watch.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_ddl_watch on specql_governance.tb_ddl_watch is 'the internal key is unique';
comment on constraint uq_tb_ddl_watch__id on specql_governance.tb_ddl_watch is 'the public key is unique';
comment on constraint uq_tb_ddl_watch__identifier on specql_governance.tb_ddl_watch is 'there is one row for the database';
comment on constraint ck_tb_ddl_watch__identifier on specql_governance.tb_ddl_watch is 'what is watched is the database';
comment on constraint ck_tb_ddl_watch__watch_mode on specql_governance.tb_ddl_watch is 'the mode must be off, record or refuse';

select specql_audit.audit_table('specql_governance.tb_ddl_watch');

insert into specql_governance.tb_ddl_watch default values on conflict do nothing;
