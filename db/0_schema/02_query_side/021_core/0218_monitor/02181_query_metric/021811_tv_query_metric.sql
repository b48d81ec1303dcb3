-- 021811  app.query_metrics
-- What was measured, by minute or hour.

create or replace view app.query_metrics as
select
  m.id, m.bucket_start, m.bucket_seconds, m.origin, m.operation, m.calls, m.failed, m.refused, m.slow, m.total_ms,
  m.max_ms, m.histogram
from specql_monitor.tb_query_metric as m;

comment on view app.query_metrics is
  E'@primaryKey id\n'
  '@orderBy bucket_start,origin,operation\n'
  'Calls of each operation by minute, by hour after a day; app.performance_report() sums them up.';
comment on column app.query_metrics.id is E'@notNull\nPublic key.';
comment on column app.query_metrics.bucket_start is E'@notNull\nWhen the span of time begins.';
comment on column app.query_metrics.bucket_seconds is E'@notNull\nHow long it is, in seconds.';
comment on column app.query_metrics.origin is E'@notNull\nWho measured: server, cli or library.';
comment on column app.query_metrics.operation is E'@notNull\nWhat was called.';
comment on column app.query_metrics.calls is E'@notNull\nHow often, failures included.';
comment on column app.query_metrics.failed is E'@notNull\nHow often that ended in an error.';
comment on column app.query_metrics.refused is E'@notNull\nHow many of the errors were refusals.';
comment on column app.query_metrics.slow is E'@notNull\nHow often it took longer than the threshold slow_call_ms.';
comment on column app.query_metrics.total_ms is E'@notNull\nTime of all calls together, in milliseconds.';
comment on column app.query_metrics.max_ms is E'@notNull\nTime of the longest call, in milliseconds.';
comment on column app.query_metrics.histogram is E'@notNull\nCalls by duration: {slot: calls}.';

grant select on app.query_metrics to specql_reader;
