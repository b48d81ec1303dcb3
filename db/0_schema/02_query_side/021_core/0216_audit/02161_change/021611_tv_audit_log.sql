-- 021611  app.audit_log
-- Who changed what, newest last.

create or replace view app.audit_log as
select
  c.id,
  c.changed_at,
  c.transaction_id::text as transaction_id,
  c.table_schema,
  c.table_name,
  c.row_id,
  c.operation,
  c.old_row,
  c.new_row,
  c.actor,
  c.principal_kind,
  c.role_name,
  c.login_name
from specql_audit.tb_change as c;

comment on view app.audit_log is
  E'@primaryKey id\n'
  '@orderBy changed_at\n'
  'The change log: every change of every governed row.';
comment on column app.audit_log.id is E'@notNull\nPublic key.';
comment on column app.audit_log.changed_at is E'@notNull\nWhen.';
comment on column app.audit_log.transaction_id is E'@notNull\nJoins the changes made together.';
comment on column app.audit_log.table_schema is E'@notNull\nSchema of the changed table.';
comment on column app.audit_log.table_name is E'@notNull\nThe changed table.';
comment on column app.audit_log.row_id is 'Public key of the changed row.';
comment on column app.audit_log.operation is E'@notNull\ninsert, update, delete or truncate.';
comment on column app.audit_log.old_row is 'The whole row before.';
comment on column app.audit_log.new_row is 'The whole row after.';
comment on column app.audit_log.actor is E'@notNull\nWho acted.';
comment on column app.audit_log.principal_kind is E'@notNull\nhuman or agent.';
comment on column app.audit_log.role_name is E'@notNull\nRole in force.';
comment on column app.audit_log.login_name is E'@notNull\nLogin of the session.';

grant select on app.audit_log to specql_reader;
