-- 031832  app.alerts()
-- What is alarming now.

create or replace function app.alerts()
  returns table (
    alert_name      text,
    severity        text,
    subject         text,
    value           double precision,
    threshold_value double precision,
    unit            text,
    message         text,
    observed_at     timestamptz
  )
  language sql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
  with threshold as (
    select t.* from specql_monitor.tb_alert_threshold as t where t.enabled
  ), measured as (
    select
      t.threshold_name, m.origin, m.operation, sum(m.calls) as calls, sum(m.failed) as failed, sum(m.refused) as refused,
      max(m.max_ms) as max_ms, max(m.updated_at) as observed_at, specql_monitor.histogram_sum(m.histogram) as histogram
    from threshold as t
      join specql_monitor.tb_query_metric as m
        on m.bucket_start + make_interval(secs => m.bucket_seconds) > clock_timestamp() - t.time_window
    where t.threshold_name in ('p95_ms', 'failure_rate')
      -- What goes over whole files and stores takes as long as they are large.
      and (t.threshold_name <> 'p95_ms' or m.operation !~ '^(import|export|begin_import|finish_import|undo_import|mirror_batch|store_|advance_store)')
    group by t.threshold_name, m.origin, m.operation, t.minimum_calls
    having sum(m.calls) >= t.minimum_calls
  ), seen (threshold_name, subject, value, message, observed_at) as (
    select
      m.threshold_name, m.origin || ' ' || m.operation, p.value,
      format('95 %% of %s calls took up to %s ms', m.calls, round(p.value::numeric, 1)), m.observed_at
    from measured as m
      cross join lateral (select specql_monitor.percentile_of(m.histogram, 0.95, m.max_ms) as value) as p
    where m.threshold_name = 'p95_ms'
    union all
    select
      m.threshold_name, m.origin || ' ' || m.operation, (m.failed / m.calls)::double precision,
      format('%s of %s calls failed, %s of them refused', m.failed, m.calls, m.refused), m.observed_at
    from measured as m
    where m.threshold_name = 'failure_rate'
    union all
    select
      g.gauge_name, g.source, g.value,
      case g.gauge_name
        when 'pool_waiting' then format('%s requests wait for a connection', g.value)
        else format('%s %% of the disk are used', round(100 * g.value::numeric, 1))
      end,
      g.observed_at
    from specql_monitor.tb_gauge as g
    -- A process that has ended says nothing any more.
    where g.gauge_name in ('pool_waiting', 'disk_used') and g.observed_at > clock_timestamp() - interval '5 minutes'
    union all
    select
      'replication_lag_seconds', r.replica, r.lag_seconds,
      format('it is %s s behind', round(r.lag_seconds::numeric, 1)), clock_timestamp()
    from specql_monitor.replicas() as r
    where r.lag_seconds is not null
  )
  select t.threshold_name, t.severity, s.subject, s.value, t.value, t.unit, s.message, s.observed_at
  from seen as s
    join threshold as t on t.threshold_name = s.threshold_name
  where s.value > t.value
  order by array_position('{critical,warning,info}', t.severity), t.threshold_name, s.subject;
$$;

comment on function app.alerts() is
  'One row for each thing that lies above its threshold now (app.alert_thresholds): p95_ms and failure_rate of an operation over '
  'the threshold''s window, pool_waiting and disk_used as the processes saw them in the last five minutes, and '
  'replication_lag_seconds. No rows: all is well.';

grant execute on function app.alerts() to specql_reader;
