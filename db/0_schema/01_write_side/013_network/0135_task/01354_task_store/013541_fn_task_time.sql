-- 013541  network.task_time()
-- A time as the task file writes it.

create or replace function network.task_time(at timestamptz)
  returns text
  language sql
  stable
as $$
  select case when extract(microseconds from at)::bigint % 1000000 = 0
    then to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"')
    else to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"') end;
$$;

comment on function network.task_time(timestamptz) is
  'ISO 8601 in UTC with +00:00, and with six digits of a fraction where there is one: 2026-02-16T05:00:49.654321+00:00.';
