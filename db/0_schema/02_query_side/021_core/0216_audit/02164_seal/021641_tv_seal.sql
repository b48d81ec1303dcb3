-- 021641  app.audit_seals
-- Which part of the change log is sealed.

create or replace view app.audit_seals as
select
  s.id,
  l.seq,
  s.sealed_at,
  (l.payload ->> 'changes')::bigint as changes,
  (l.payload ->> 'first_changed_at')::timestamptz as first_changed_at,
  (l.payload ->> 'last_changed_at')::timestamptz as last_changed_at,
  l.actor,
  l.payload ->> 'hash' as seal_hash
from specql_audit.tb_seal as s
  join specql_audit.tb_ledger as l on l.pk_ledger = s.fk_ledger;

comment on view app.audit_seals is
  E'@primaryKey id\n'
  '@orderBy seq\n'
  'Batches of the change log that were sealed into the ledger.';
comment on column app.audit_seals.id is E'@notNull\nPublic key.';
comment on column app.audit_seals.seq is E'@notNull\nPlace in the stream changes of the ledger.';
comment on column app.audit_seals.sealed_at is E'@notNull\nWhen it was sealed.';
comment on column app.audit_seals.changes is E'@notNull\nHow many changes it holds.';
comment on column app.audit_seals.first_changed_at is E'@notNull\nTime of its oldest change.';
comment on column app.audit_seals.last_changed_at is E'@notNull\nTime of its newest change.';
comment on column app.audit_seals.actor is E'@notNull\nWho sealed.';
comment on column app.audit_seals.seal_hash is E'@notNull\nIts hash, as the ledger keeps it.';

grant select on app.audit_seals to specql_reader;
