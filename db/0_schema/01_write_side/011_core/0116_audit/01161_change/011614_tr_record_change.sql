-- 011614  specql_audit.tg__record_change()
-- The audit trigger for changed and removed rows: writes the old and the new one, and who did it.
-- No definer: only the owner writes governed tables, through the definer functions of app.

create or replace function specql_audit.tg__record_change()
  returns trigger
  language plpgsql
as $$
begin
  -- A large import is in the log as its batches, and in the ledger as a whole. No setting says so: only app.import_batch()
  -- writes there, for as long as it takes rows in.
  if tg_table_schema in ('memory', 'network') then
    if exists (select from specql_cutover.tb_import_batch as b where b.bulk_xid = pg_current_xact_id()) then
      return null;
    end if;
  end if;

  -- A look in the catalog's cache; a failed insert would cost a subtransaction for each row.
  if to_regclass('specql_audit.tb_change_' || to_char(clock_timestamp() at time zone 'UTC', 'YYYY_MM')) is null then
    perform specql_audit.add_change_partitions(clock_timestamp());
  end if;

  if tg_op = 'UPDATE' then
    insert into specql_audit.tb_change
      (table_schema, table_name, row_id, operation, old_row, new_row, actor, principal_kind, role_name)
    values
      (tg_table_schema, coalesce(tg_argv[0], tg_table_name), new.id, 'update', to_jsonb(old), to_jsonb(new),
       common.current_actor(), common.current_principal_kind(), common.current_role_name());
  elsif tg_op = 'DELETE' then
    insert into specql_audit.tb_change
      (table_schema, table_name, row_id, operation, old_row, actor, principal_kind, role_name)
    values
      (tg_table_schema, coalesce(tg_argv[0], tg_table_name), old.id, 'delete', to_jsonb(old),
       common.current_actor(), common.current_principal_kind(), common.current_role_name());
  else
    insert into specql_audit.tb_change
      (table_schema, table_name, operation, actor, principal_kind, role_name)
    values
      (tg_table_schema, coalesce(tg_argv[0], tg_table_name), 'truncate',
       common.current_actor(), common.current_principal_kind(), common.current_role_name());
  end if;
  return null;
end;
$$;

comment on function specql_audit.tg__record_change() is
  'After update or delete of a row, or truncate of a table: writes specql_audit.tb_change in the same '
  'transaction. Inserts are written by specql_audit.tg__record_inserts(). A table with this trigger needs a column id uuid. '
  'A partition''s trigger has the name of the partitioned table as its argument, and logs that.';
