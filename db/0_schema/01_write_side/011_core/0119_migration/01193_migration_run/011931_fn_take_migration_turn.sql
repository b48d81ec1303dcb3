-- 011931  specql_governance.take_migration_turn()
-- One migration at a time.

create or replace function specql_governance.take_migration_turn()
  returns void
  language plpgsql
  volatile
as $$
begin
  -- Held until the transaction ends, and gone with a session that dies: there is no row to be left behind.
  if not pg_try_advisory_xact_lock(hashtextextended('specql_governance.migration', 0)) then
    raise exception using
      errcode = 'SG360', message = 'another migration is being applied', hint = 'Try again in a moment.';
  end if;
end;
$$;

comment on function specql_governance.take_migration_turn() is
  'Takes the advisory lock of migrations until the transaction ends, or SG360.';
