-- 0114D1  specql_governance.tb_refusal
-- Who was told no. A refusal rolls its own transaction back; whoever called writes it down in another.

create table if not exists specql_governance.tb_refusal (
  pk_refusal     bigint generated always as identity,
  id             uuid not null default gen_random_uuid(),
  function_name  text not null,
  error_code     text not null,
  identifier     text generated always as (error_code || ' ' || function_name) stored,
  message        text not null,
  field          text,
  door           text not null,
  request_id     uuid,
  asked_as       text,
  actor          text not null default common.current_actor(),
  principal_kind text not null default common.current_principal_kind(),
  role_name      text not null default common.current_role_name(),
  login_name     text not null default session_user,
  created_at     timestamptz not null default clock_timestamp(),
  created_by     text not null default common.current_actor(),
  updated_at     timestamptz not null default clock_timestamp(),
  updated_by     text not null default common.current_actor(),
  constraint pk_tb_refusal primary key (pk_refusal),
  constraint uq_tb_refusal__id unique (id),
  constraint ck_tb_refusal__error_code check (error_code ~ '^SG[0-9]{3}$'),
  constraint ck_tb_refusal__door check (door in ('graphql', 'rest', 'rpc', 'sql'))
);

create index if not exists ix_tb_refusal__created_at on specql_governance.tb_refusal (created_at desc);

-- Counts every refusal that one of our functions raised, those included that were rolled back:
-- a sequence is the one thing that a rollback does not take back.
create sequence if not exists specql_governance.sq_refusal;

comment on sequence specql_governance.sq_refusal is
  'Numbers the refusals as they are raised; the server log has each with its number.';
comment on table specql_governance.tb_refusal is
  'What was refused, to whom, and where it was asked. Written by the server and the command line after the refused '
  'transaction was rolled back; what psql was refused stands in the server log. Append only.';
comment on column specql_governance.tb_refusal.pk_refusal is 'Internal key; rises in the order of writing.';
comment on column specql_governance.tb_refusal.id is 'Public key.';
comment on column specql_governance.tb_refusal.function_name is 'The function of app that was called.';
comment on column specql_governance.tb_refusal.error_code is 'Why: a code of docs/errors.md.';
comment on column specql_governance.tb_refusal.identifier is 'Code and function, for humans.';
comment on column specql_governance.tb_refusal.message is 'What was answered.';
comment on column specql_governance.tb_refusal.field is 'The argument that it was about.';
comment on column specql_governance.tb_refusal.door is 'graphql, rest, rpc or sql.';
comment on column specql_governance.tb_refusal.request_id is 'The request that it was about, as the caller named it.';
comment on column specql_governance.tb_refusal.asked_as is 'The role that was refused, as the server knew it.';
comment on column specql_governance.tb_refusal.actor is 'Who acted.';
comment on column specql_governance.tb_refusal.principal_kind is 'human or agent.';
comment on column specql_governance.tb_refusal.role_name is 'Role in force when this was written.';
comment on column specql_governance.tb_refusal.login_name is 'The login of the session.';
comment on column specql_governance.tb_refusal.created_at is 'When the row was made.';
comment on column specql_governance.tb_refusal.created_by is 'Who made the row.';
comment on column specql_governance.tb_refusal.updated_at is 'When the row was last changed.';
comment on column specql_governance.tb_refusal.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_refusal on specql_governance.tb_refusal is 'the internal key is unique';
comment on constraint uq_tb_refusal__id on specql_governance.tb_refusal is 'the public key is unique';
comment on constraint ck_tb_refusal__error_code on specql_governance.tb_refusal is
  'the code must be SG and three digits';
comment on constraint ck_tb_refusal__door on specql_governance.tb_refusal is
  'the door must be graphql, rest, rpc or sql';
comment on index specql_governance.ix_tb_refusal__created_at is 'For lists, newest first.';

select specql_audit.audit_table('specql_governance.tb_refusal');
