-- 011816  specql_monitor.roll_up()
-- Makes hours of minutes that are older than a day, and forgets what is older than asked for.

create or replace function specql_monitor.roll_up(keep interval)
  returns bigint
  language plpgsql
  volatile
as $$
declare
  v_before constant timestamptz := date_trunc('hour', clock_timestamp() - interval '1 day');
  v_gone   bigint;
begin
  -- One at a time; whoever comes second finds nothing left to do.
  perform pg_advisory_xact_lock(hashtextextended('specql_monitor.roll_up', 0));
  with minute as (
    delete from specql_monitor.tb_query_metric as m
    where m.bucket_seconds = 60 and m.bucket_start < v_before
    returning m.*
  )
  insert into specql_monitor.tb_query_metric as h
    (bucket_start, bucket_seconds, origin, operation, calls, failed, refused, slow, total_ms, max_ms, histogram)
  select
    date_trunc('hour', m.bucket_start), 3600, m.origin, m.operation, sum(m.calls), sum(m.failed), sum(m.refused),
    sum(m.slow), sum(m.total_ms), max(m.max_ms), specql_monitor.histogram_sum(m.histogram)
  from minute as m
  group by 1, 3, 4
  on conflict on constraint uq_tb_query_metric__bucket do update
  set
    calls = h.calls + excluded.calls,
    failed = h.failed + excluded.failed,
    refused = h.refused + excluded.refused,
    slow = h.slow + excluded.slow,
    total_ms = h.total_ms + excluded.total_ms,
    max_ms = greatest(h.max_ms, excluded.max_ms),
    histogram = specql_monitor.merged_histogram(h.histogram, excluded.histogram),
    updated_at = clock_timestamp();

  delete from specql_monitor.tb_query_metric as m where m.bucket_start < clock_timestamp() - keep;
  get diagnostics v_gone = row_count;
  delete from specql_monitor.tb_gauge as g where g.observed_at < clock_timestamp() - keep;
  return v_gone;
end;
$$;

comment on function specql_monitor.roll_up(interval) is
  'Folds the minutes of more than a day ago into hours and deletes what is older than keep. Returns how many rows were '
  'deleted for their age.';
