-- 011621  specql_audit.tb_ledger
-- The decisions, each bound to the one before it: a hash chain for each stream.

create table if not exists specql_audit.tb_ledger (
  pk_ledger      bigint generated always as identity,
  id             uuid not null default gen_random_uuid(),
  stream         text not null,
  seq            bigint not null,
  identifier     text generated always as (stream || ' ' || seq::text) stored,
  format_version integer not null default 1,
  recorded_at    timestamptz not null default clock_timestamp(),
  transaction_id xid8 not null default pg_current_xact_id(),
  action         text not null,
  subject_kind   text not null,
  subject_id     uuid,
  policy_version bigint,
  payload        jsonb not null default '{}',
  actor          text not null default common.current_actor(),
  principal_kind text not null default common.current_principal_kind(),
  role_name      text not null default common.current_role_name(),
  login_name     text not null default session_user,
  previous_hash  bytea not null,
  entry_hash     bytea not null,
  constraint pk_tb_ledger primary key (pk_ledger),
  constraint uq_tb_ledger__id unique (id),
  constraint uq_tb_ledger__seq unique (stream, seq),
  constraint ck_tb_ledger__stream check (stream ~ '^[a-z][a-z0-9_]{0,62}$'),
  constraint ck_tb_ledger__action check (action ~ '^[a-z][a-z0-9_]{0,62}$'),
  constraint ck_tb_ledger__subject_kind check (subject_kind ~ '^[a-z][a-z0-9_]{0,62}$'),
  constraint ck_tb_ledger__seq check (seq > 0)
);

create index if not exists ix_tb_ledger__subject_id on specql_audit.tb_ledger (subject_id);

comment on table specql_audit.tb_ledger is
  'Every decision and every seal, in an order that cannot be changed unseen. Append only; the trigger '
  'tr_100_chain gives each entry its number, its author and its hash, whoever inserts it.';
comment on column specql_audit.tb_ledger.pk_ledger is 'Internal key, used by joins.';
comment on column specql_audit.tb_ledger.id is 'Public key.';
comment on column specql_audit.tb_ledger.stream is 'The chain: governance, policy, changes and so on.';
comment on column specql_audit.tb_ledger.seq is 'Place in the chain, from 1, without a gap.';
comment on column specql_audit.tb_ledger.identifier is 'Name for humans.';
comment on column specql_audit.tb_ledger.format_version is 'How entry_hash was made; see specql_audit.ledger_hash().';
comment on column specql_audit.tb_ledger.recorded_at is 'When (wall clock, not transaction start).';
comment on column specql_audit.tb_ledger.transaction_id is 'Transaction that decided; joins its row changes.';
comment on column specql_audit.tb_ledger.action is 'What was done: approve, seal and so on.';
comment on column specql_audit.tb_ledger.subject_kind is 'Kind of thing that it was done to.';
comment on column specql_audit.tb_ledger.subject_id is 'Public key of that thing.';
comment on column specql_audit.tb_ledger.policy_version is 'Version of the policy set that was in force, where one was.';
comment on column specql_audit.tb_ledger.payload is 'What was decided, and upon what.';
comment on column specql_audit.tb_ledger.actor is 'Who acted: common.current_actor().';
comment on column specql_audit.tb_ledger.principal_kind is 'human or agent: common.current_principal_kind().';
comment on column specql_audit.tb_ledger.role_name is 'Role in force: common.current_role_name().';
comment on column specql_audit.tb_ledger.login_name is 'The login of the session, whatever a setting says.';
comment on column specql_audit.tb_ledger.previous_hash is 'entry_hash of the entry before; of the first, the hash of the stream''s name.';
comment on column specql_audit.tb_ledger.entry_hash is 'SHA-256 over all other columns.';
comment on constraint pk_tb_ledger on specql_audit.tb_ledger is 'the internal key is unique';
comment on constraint uq_tb_ledger__id on specql_audit.tb_ledger is 'the public key is unique';
comment on constraint uq_tb_ledger__seq on specql_audit.tb_ledger is 'a place in a stream is given once';
comment on constraint ck_tb_ledger__stream on specql_audit.tb_ledger is
  'the stream must be a lower-case word of 1 to 63 letters, digits and underscores';
comment on constraint ck_tb_ledger__action on specql_audit.tb_ledger is
  'the action must be a lower-case word of 1 to 63 letters, digits and underscores';
comment on constraint ck_tb_ledger__subject_kind on specql_audit.tb_ledger is
  'the kind of subject must be a lower-case word of 1 to 63 letters, digits and underscores';
comment on constraint ck_tb_ledger__seq on specql_audit.tb_ledger is 'places in a stream begin with 1';
comment on index specql_audit.ix_tb_ledger__subject_id is 'For what was decided about one thing.';

create or replace trigger tr_900_append_only
  before update or delete or truncate on specql_audit.tb_ledger
  for each statement execute function specql_audit.tg_tb_change__append_only();

comment on trigger tr_900_append_only on specql_audit.tb_ledger is 'Append only. Fires for the owner too.';
