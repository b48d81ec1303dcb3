-- 021621  app.audit_ledger
-- The decisions and the seals, in the order of their streams.

create or replace view app.audit_ledger as
select
  l.id,
  l.stream,
  l.seq,
  l.recorded_at,
  l.transaction_id::text as transaction_id,
  l.action,
  l.subject_kind,
  l.subject_id,
  l.policy_version,
  l.payload,
  l.actor,
  l.principal_kind,
  l.role_name,
  l.login_name,
  encode(l.previous_hash, 'hex') as previous_hash,
  encode(l.entry_hash, 'hex') as entry_hash
from specql_audit.tb_ledger as l;

comment on view app.audit_ledger is
  E'@primaryKey id\n'
  '@orderBy stream,seq\n'
  'Every decision, each bound to the one before it by its hash.';
comment on column app.audit_ledger.id is E'@notNull\nPublic key.';
comment on column app.audit_ledger.stream is E'@notNull\nThe chain that it stands in.';
comment on column app.audit_ledger.seq is E'@notNull\nPlace in the chain.';
comment on column app.audit_ledger.recorded_at is E'@notNull\nWhen.';
comment on column app.audit_ledger.transaction_id is E'@notNull\nJoins the changes made together.';
comment on column app.audit_ledger.action is E'@notNull\nWhat was done.';
comment on column app.audit_ledger.subject_kind is E'@notNull\nKind of thing that it was done to.';
comment on column app.audit_ledger.subject_id is 'Public key of that thing.';
comment on column app.audit_ledger.policy_version is 'Version of the policy set in force.';
comment on column app.audit_ledger.payload is E'@notNull\nWhat was decided, and upon what.';
comment on column app.audit_ledger.actor is E'@notNull\nWho acted.';
comment on column app.audit_ledger.principal_kind is E'@notNull\nhuman or agent.';
comment on column app.audit_ledger.role_name is E'@notNull\nRole in force.';
comment on column app.audit_ledger.login_name is E'@notNull\nLogin of the session.';
comment on column app.audit_ledger.previous_hash is E'@notNull\nHash of the entry before.';
comment on column app.audit_ledger.entry_hash is E'@notNull\nHash of the entry.';

grant select on app.audit_ledger to specql_reader;
