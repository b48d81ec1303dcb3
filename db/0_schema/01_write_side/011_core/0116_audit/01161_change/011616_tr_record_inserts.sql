-- 011616  specql_audit.tg__record_inserts()
-- The audit trigger for new rows: once for a statement, however many rows it adds.
-- No definer: only the owner writes governed tables, through the definer functions of app.

create or replace function specql_audit.tg__record_inserts()
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

  -- A look in the catalog's cache; a failed insert would cost a subtransaction for each statement.
  if to_regclass('specql_audit.tb_change_' || to_char(clock_timestamp() at time zone 'UTC', 'YYYY_MM')) is null then
    perform specql_audit.add_change_partitions(clock_timestamp());
  end if;

  insert into specql_audit.tb_change
    (table_schema, table_name, row_id, operation, new_row, actor, principal_kind, role_name)
  select
    tg_table_schema, tg_table_name, n.id, 'insert', to_jsonb(n), w.actor, w.principal_kind, w.role_name
  from new_rows as n
    cross join (
      select
        common.current_actor() as actor,
        common.current_principal_kind() as principal_kind,
        common.current_role_name() as role_name
      -- Asked once for the statement, not once for each row.
      offset 0
    ) as w;
  return null;
end;
$$;

comment on function specql_audit.tg__record_inserts() is
  'After insert, for each statement, its rows in the transition table new_rows: writes specql_audit.tb_change in the same '
  'transaction. As fast as a row trigger for one row, and several times faster for many. A table with this trigger needs a '
  'column id uuid.';
