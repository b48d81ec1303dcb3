-- 011615  specql_audit.audit_table()
-- Puts a table under the audit trigger, and under the one that stamps changed rows.

create or replace function specql_audit.audit_table(target regclass)
  returns void
  language plpgsql
  volatile
as $$
declare
  -- Row triggers are cloned to partitions, where tg_table_name would be the partition's.
  v_name constant text := (
    select quote_literal(c.relname) from pg_catalog.pg_class as c where c.oid = target and c.relkind = 'p');
begin
  execute format(
    'create or replace trigger tr_800_stamp_row before update on %s '
    'for each row execute function common.tg__stamp_row()', target);
  execute format(
    'create or replace trigger tr_900_record_change after update or delete on %s '
    'for each row execute function specql_audit.tg__record_change(%s)', target, v_name);
  execute format(
    'create or replace trigger tr_905_record_inserts after insert on %s referencing new table as new_rows '
    'for each statement execute function specql_audit.tg__record_inserts()', target);
  execute format(
    'create or replace trigger tr_910_record_truncate after truncate on %s '
    'for each statement execute function specql_audit.tg__record_change()', target);
  execute format('comment on trigger tr_800_stamp_row on %s is %L', target,
    'Says who changed the row last, and when.');
  execute format('comment on trigger tr_900_record_change on %s is %L', target,
    'Writes the change log.');
  execute format('comment on trigger tr_905_record_inserts on %s is %L', target,
    'Writes the change log.');
  execute format('comment on trigger tr_910_record_truncate on %s is %L', target,
    'Writes the change log.');
end;
$$;

comment on function specql_audit.audit_table(regclass) is
  'Creates the triggers tr_800_stamp_row, tr_900_record_change, tr_905_record_inserts and tr_910_record_truncate on a '
  'table that has id, created_at, created_by, updated_at and updated_by. Re-runnable.';
