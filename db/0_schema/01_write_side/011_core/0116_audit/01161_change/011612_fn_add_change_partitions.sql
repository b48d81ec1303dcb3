-- 011612  specql_audit.add_change_partitions()
-- Makes the change log's partitions for a month and the twelve that follow.

create or replace function specql_audit.add_change_partitions(at timestamptz)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_month timestamp;
  v_table text;
begin
  -- One maker at a time; the others then find the partitions made. Attaching takes this lock anyway, and unlike an advisory
  -- one it also lets a session that waited see what the other has made.
  lock table only specql_audit.tb_change in share update exclusive mode;

  for v_month in
    select generate_series(m.first, m.first + interval '12 months', interval '1 month')
    from (select date_trunc('month', at at time zone 'UTC') as first) as m
  loop
    v_table := 'tb_change_' || to_char(v_month, 'YYYY_MM');
    if to_regclass('specql_audit.' || v_table) is null then
      execute format('create table specql_audit.%I (like specql_audit.tb_change including all excluding identity)', v_table);
      execute format('comment on table specql_audit.%I is %L', v_table,
        'Changes of ' || to_char(v_month, 'YYYY-MM') || ' (UTC).');
      -- Attaching lets writers go on; creating as a partition would lock them out.
      execute format(
        'alter table specql_audit.tb_change attach partition specql_audit.%I for values from (%L) to (%L)',
        v_table, v_month at time zone 'UTC', (v_month + interval '1 month') at time zone 'UTC'
      );
      execute format(
        'create or replace trigger tr_900_append_only before update or delete or truncate on specql_audit.%I '
        'for each statement execute function specql_audit.tg_tb_change__append_only()', v_table
      );
      execute format(
        'create or replace trigger tr_800_triggers_write before insert on specql_audit.%I '
        'for each statement when (pg_trigger_depth() = 0) '
        'execute function specql_audit.tg_tb_change__append_only()', v_table
      );
    end if;
  end loop;
end;
$$;

comment on function specql_audit.add_change_partitions(timestamptz) is
  'Makes the missing monthly partitions (UTC) from the month of the given time to a year later. A year in '
  'advance, so that no writer meets the turn of a month without one.';
