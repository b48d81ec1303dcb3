-- 031812  app.performance_report()
-- How often each operation was called, how long it took, how often it failed.

create or replace function app.performance_report(since interval default interval '1 hour')
  returns table (
    origin       text,
    operation    text,
    calls        bigint,
    failed       bigint,
    refused      bigint,
    success_rate numeric,
    slow         bigint,
    average_ms   double precision,
    p50_ms       double precision,
    p95_ms       double precision,
    p99_ms       double precision,
    max_ms       double precision,
    total_ms     double precision
  )
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_statements text;
begin
  if since is null or since <= interval '0' or since > interval '100 years' then
    raise exception using
      errcode = 'SG167',
      message = 'the report needs a time to look back',
      hint = 'For example: 1 hour, 15 minutes, 7 days.',
      column = 'since';
  end if;
  return query
  select
    s.origin, s.operation, s.calls, s.failed, s.refused, round((s.calls - s.failed)::numeric / s.calls, 4), s.slow,
    s.total_ms / s.calls,
    specql_monitor.percentile_of(s.histogram, 0.5, s.max_ms),
    specql_monitor.percentile_of(s.histogram, 0.95, s.max_ms),
    specql_monitor.percentile_of(s.histogram, 0.99, s.max_ms),
    s.max_ms, s.total_ms
  from (
    select
      m.origin, m.operation, sum(m.calls)::bigint as calls, sum(m.failed)::bigint as failed,
      sum(m.refused)::bigint as refused, sum(m.slow)::bigint as slow, sum(m.total_ms) as total_ms,
      max(m.max_ms) as max_ms, specql_monitor.histogram_sum(m.histogram) as histogram
    from specql_monitor.tb_query_metric as m
    -- A span of time counts if any part of it does.
    where m.bucket_start + make_interval(secs => m.bucket_seconds) > clock_timestamp() - since
    group by m.origin, m.operation
  ) as s
  order by s.total_ms desc, s.origin, s.operation;

  -- Where the server itself counts statements, the heaviest of ours follow. It knows no percentiles, no failures and no
  -- span of time: its figures are those since its last reset.
  select quote_ident(n.nspname)
  into v_statements
  from pg_catalog.pg_extension as e
    join pg_catalog.pg_namespace as n on n.oid = e.extnamespace
  where e.extname = 'pg_stat_statements'
    -- The setting is there once the server has loaded the library; without it the view only raises.
    and current_setting('pg_stat_statements.track', true) is not null;
  if found then
    return query execute format($sql$
      select
        'database'::text, left(regexp_replace(s.query, '\s+', ' ', 'g'), 200), s.calls::bigint, null::bigint, null::bigint,
        null::numeric, null::bigint, s.mean_exec_time, null::double precision, null::double precision,
        null::double precision, s.max_exec_time, s.total_exec_time
      from %s.pg_stat_statements as s
        join pg_catalog.pg_database as d on d.oid = s.dbid
      where d.datname = current_database() and s.calls > 0
        and s.query ~ '\m(app|common|memory|network|specql_[a-z]+)\.'
      order by s.total_exec_time desc
      limit 20
    $sql$, v_statements);
  end if;
end;
$$;

comment on function app.performance_report(interval) is
  'One row for each operation and origin (server, cli, library), the most expensive first, of the last hour unless said '
  'otherwise. success_rate counts every failure, refusals (wrong input, not found, not allowed) among them. Durations in milliseconds; '
  'percentiles are off by 4.4 % at most. Rows of the origin database come from pg_stat_statements, where it is installed. '
  'SG167: the time is none.';

grant execute on function app.performance_report(interval) to specql_reader;
