-- 011611  specql_audit.tb_change
-- The change log: one row for each row that changed, written in the same transaction.

create table if not exists specql_audit.tb_change (
  pk_change      bigint generated always as identity,
  id             uuid not null default gen_random_uuid(),
  changed_at     timestamptz not null default clock_timestamp(),
  transaction_id xid8 not null default pg_current_xact_id(),
  table_schema   text not null,
  table_name     text not null,
  row_id         uuid,
  operation      text not null,
  old_row        jsonb,
  new_row        jsonb,
  actor          text not null,
  principal_kind text not null,
  role_name      text not null,
  login_name     text not null default session_user,
  constraint pk_tb_change primary key (changed_at, pk_change)
) partition by range (changed_at);

create index if not exists ix_tb_change__table_name on specql_audit.tb_change (table_name, changed_at);

comment on table specql_audit.tb_change is
  'Every change of every governed table. Partitioned by month (UTC). Append only: nobody updates or '
  'deletes, and only the audit trigger inserts.';
comment on column specql_audit.tb_change.pk_change is 'Internal key; rises in the order of writing.';
comment on column specql_audit.tb_change.id is 'Public key.';
comment on column specql_audit.tb_change.changed_at is 'When the row changed (wall clock, not transaction start).';
comment on column specql_audit.tb_change.transaction_id is 'Transaction that changed it; joins the changes made together.';
comment on column specql_audit.tb_change.table_schema is 'Schema of the changed table.';
comment on column specql_audit.tb_change.table_name is 'The changed table.';
comment on column specql_audit.tb_change.row_id is 'Public key of the changed row.';
comment on column specql_audit.tb_change.operation is 'insert, update, delete or truncate.';
comment on column specql_audit.tb_change.old_row is 'The whole row before; null for an insert.';
comment on column specql_audit.tb_change.new_row is 'The whole row after; null for a delete.';
comment on column specql_audit.tb_change.actor is 'Who acted: common.current_actor().';
comment on column specql_audit.tb_change.principal_kind is 'human or agent: common.current_principal_kind().';
comment on column specql_audit.tb_change.role_name is 'Role in force: common.current_role_name().';
comment on column specql_audit.tb_change.login_name is 'The login of the session, whatever a setting says.';
comment on constraint pk_tb_change on specql_audit.tb_change is 'a change is recorded once';
comment on index specql_audit.ix_tb_change__table_name is 'For app.audit_history().';
