-- 011817  specql_monitor.add_calls()
-- Adds calls to the minute that runs.

create or replace function specql_monitor.add_calls(calls jsonb)
  returns integer
  language plpgsql
  volatile
as $$
declare
  -- So many operations a minute tell something; more are somebody's inventions, and are counted as one.
  c_most constant integer := 1000;
  v_slow constant double precision := specql_monitor.threshold('slow_call_ms');
  v_minute constant timestamptz := date_trunc('minute', clock_timestamp());
  v_many boolean;
  v_rows integer;
begin
  if exists (
    select
    from jsonb_array_elements(calls) as c (call)
    where case
      when jsonb_typeof(c.call) <> 'object' then true
      when c.call ->> 'origin' is null or c.call ->> 'origin' not in ('server', 'cli', 'library') then true
      when jsonb_typeof(c.call -> 'operation') is distinct from 'string' then true
      when c.call ->> 'operation' !~ '^[[:graph:]]([[:graph:] ]{0,198}[[:graph:]])?$' then true
      when jsonb_typeof(c.call -> 'durations_ms') is distinct from 'array' then true
      when jsonb_path_exists(c.call, '$.durations_ms[*] ? (@.type() != "number" || @ < 0 || @ > 10000000)') then true
      when jsonb_array_length(c.call -> 'durations_ms') = 0 then true
      when coalesce(c.call ->> 'failed', '0') !~ '^[0-9]{1,9}$' or coalesce(c.call ->> 'refused', '0') !~ '^[0-9]{1,9}$' then true
      else coalesce(c.call ->> 'failed', '0')::integer > jsonb_array_length(c.call -> 'durations_ms')
        or coalesce(c.call ->> 'refused', '0')::integer > coalesce(c.call ->> 'failed', '0')::integer
    end
  ) then
    raise exception using
      errcode = 'SG166',
      message = 'a measurement of calls is wrong',
      detail = 'Each is {origin: server|cli|library, operation, durations_ms: [from 0 to 10000000, …], failed, refused}: at '
        'least one duration, no more failures than durations, no more refusals than failures.',
      hint = 'Send one entry for each operation, with the duration of each call.',
      column = 'metrics';
  end if;
  v_many := (select count(*) from specql_monitor.tb_query_metric as m where m.bucket_start = v_minute and m.bucket_seconds = 60) >= c_most;

  insert into specql_monitor.tb_query_metric as m
    (bucket_start, origin, operation, calls, failed, refused, slow, total_ms, max_ms, histogram)
  select
    v_minute, d.origin, d.operation, sum(d.calls), sum(d.failed), sum(d.refused), sum(d.slow), sum(d.total_ms),
    max(d.max_ms), specql_monitor.histogram_sum(d.histogram)
  from (
    select
      c.call ->> 'origin' as origin,
      case
        when v_many and not exists (
          select
          from specql_monitor.tb_query_metric as k
          where k.bucket_start = v_minute and k.bucket_seconds = 60
            and k.origin = c.call ->> 'origin' and k.operation = c.call ->> 'operation'
        ) then 'other'
        else c.call ->> 'operation'
      end as operation,
      coalesce((c.call ->> 'failed')::integer, 0) as failed,
      coalesce((c.call ->> 'refused')::integer, 0) as refused,
      s.*
    from jsonb_array_elements(calls) as c (call)
      cross join lateral (
        select
          sum(t.calls) as calls, sum(t.slow) as slow, sum(t.total_ms) as total_ms, max(t.max_ms) as max_ms,
          jsonb_object_agg(t.slot, t.calls) as histogram
        from (
          select
            specql_monitor.slot_of(v.ms) as slot, count(*) as calls, count(*) filter (where v.ms > v_slow) as slow,
            sum(v.ms) as total_ms, max(v.ms) as max_ms
          from (select e::text::double precision as ms from jsonb_array_elements(c.call -> 'durations_ms') as e) as v
          group by 1
        ) as t
      ) as s
  ) as d
  group by d.origin, d.operation
  -- In one order, whoever else adds to the same rows.
  order by d.origin, d.operation
  on conflict on constraint uq_tb_query_metric__bucket do update
  set
    calls = m.calls + excluded.calls,
    failed = m.failed + excluded.failed,
    refused = m.refused + excluded.refused,
    slow = m.slow + excluded.slow,
    total_ms = m.total_ms + excluded.total_ms,
    max_ms = greatest(m.max_ms, excluded.max_ms),
    histogram = specql_monitor.merged_histogram(m.histogram, excluded.histogram),
    updated_at = clock_timestamp();
  get diagnostics v_rows = row_count;
  return v_rows;
end;
$$;

comment on function specql_monitor.add_calls(jsonb) is
  'Adds [{origin, operation, durations_ms, failed, refused}] to the minute that runs, and returns how many rows that '
  'touched. SG166: an entry is wrong; then nothing is added.';
