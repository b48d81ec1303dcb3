-- 011911  specql_governance.tb_unasked_change
-- DDL that no request covered.

create table if not exists specql_governance.tb_unasked_change (
  pk_unasked_change bigint generated always as identity,
  id                uuid not null default gen_random_uuid(),
  command_tag       text not null,
  object_type       text not null,
  object_name       text not null,
  identifier        text generated always as (command_tag || ' ' || object_name) stored,
  statement         text,
  login             text not null default session_user,
  role_name         text not null default common.current_role_name(),
  actor             text not null default common.current_actor(),
  happened_at       timestamptz not null default clock_timestamp(),
  acknowledged_at   timestamptz,
  acknowledged_by   text,
  comment           text,
  created_at        timestamptz not null default clock_timestamp(),
  created_by        text not null default common.current_actor(),
  updated_at        timestamptz not null default clock_timestamp(),
  updated_by        text not null default common.current_actor(),
  constraint pk_tb_unasked_change primary key (pk_unasked_change),
  constraint uq_tb_unasked_change__id unique (id),
  constraint ck_tb_unasked_change__acknowledged check ((acknowledged_at is null) = (acknowledged_by is null))
);

create index if not exists ix_tb_unasked_change__happened_at
  on specql_governance.tb_unasked_change (happened_at desc);

comment on table specql_governance.tb_unasked_change is
  'What was created, altered or dropped without a request, as the event trigger saw it.';
comment on column specql_governance.tb_unasked_change.pk_unasked_change is 'Internal key, used by joins.';
comment on column specql_governance.tb_unasked_change.id is 'Public key.';
comment on column specql_governance.tb_unasked_change.command_tag is 'The command, for example ALTER TABLE.';
comment on column specql_governance.tb_unasked_change.object_type is 'Kind of the object, for example table.';
comment on column specql_governance.tb_unasked_change.object_name is 'The object, with its schema.';
comment on column specql_governance.tb_unasked_change.identifier is 'Command and object, for humans.';
comment on column specql_governance.tb_unasked_change.statement is
  'The beginning of the statement; null where it could hold a password.';
comment on column specql_governance.tb_unasked_change.login is 'Login of the session.';
comment on column specql_governance.tb_unasked_change.role_name is 'Role in force.';
comment on column specql_governance.tb_unasked_change.actor is 'Who acted.';
comment on column specql_governance.tb_unasked_change.happened_at is 'When.';
comment on column specql_governance.tb_unasked_change.acknowledged_at is 'When somebody said that it is known.';
comment on column specql_governance.tb_unasked_change.acknowledged_by is 'Who said so.';
comment on column specql_governance.tb_unasked_change.comment is 'What was said about it.';
comment on column specql_governance.tb_unasked_change.created_at is 'When the row was made.';
comment on column specql_governance.tb_unasked_change.created_by is 'Who made the row.';
comment on column specql_governance.tb_unasked_change.updated_at is 'When the row was last changed.';
comment on column specql_governance.tb_unasked_change.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_unasked_change on specql_governance.tb_unasked_change is 'the internal key is unique';
comment on constraint uq_tb_unasked_change__id on specql_governance.tb_unasked_change is 'the public key is unique';
comment on constraint ck_tb_unasked_change__acknowledged on specql_governance.tb_unasked_change is
  'whoever acknowledges is named';
comment on index specql_governance.ix_tb_unasked_change__happened_at is 'For lists, newest first.';

select specql_audit.audit_table('specql_governance.tb_unasked_change');
