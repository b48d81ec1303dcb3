-- 011811  specql_monitor.tb_query_metric
-- How often an operation was called in a span of time, how long that took, and how often it failed.

create table if not exists specql_monitor.tb_query_metric (
  pk_query_metric bigint generated always as identity,
  id              uuid not null default gen_random_uuid(),
  bucket_start    timestamptz not null,
  bucket_seconds  integer not null default 60,
  origin          text not null,
  operation       text not null,
  identifier      text generated always as (origin || ' ' || operation) stored,
  calls           bigint not null default 0,
  failed          bigint not null default 0,
  refused         bigint not null default 0,
  slow            bigint not null default 0,
  total_ms        double precision not null default 0,
  max_ms          double precision not null default 0,
  histogram       jsonb not null default '{}',
  created_at    timestamptz not null default clock_timestamp(),
  created_by    text not null default common.current_actor(),
  updated_at    timestamptz not null default clock_timestamp(),
  updated_by    text not null default common.current_actor(),
  constraint pk_tb_query_metric primary key (pk_query_metric),
  constraint uq_tb_query_metric__id unique (id),
  constraint uq_tb_query_metric__bucket unique (bucket_start, bucket_seconds, origin, operation),
  constraint ck_tb_query_metric__origin check (origin in ('server', 'cli', 'library')),
  constraint ck_tb_query_metric__counts check (calls >= failed and failed >= refused and refused >= 0 and calls >= slow)
);

comment on table specql_monitor.tb_query_metric is
  'Calls of an operation in a minute; after a day minutes become hours. Itself a log, so the audit trigger does not stand '
  'here.';
comment on column specql_monitor.tb_query_metric.pk_query_metric is 'Internal key, used by joins.';
comment on column specql_monitor.tb_query_metric.id is 'Public key.';
comment on constraint pk_tb_query_metric on specql_monitor.tb_query_metric is 'the internal key is unique';
comment on constraint uq_tb_query_metric__id on specql_monitor.tb_query_metric is 'the public key is unique';
comment on column specql_monitor.tb_query_metric.bucket_start is 'When the span of time begins.';
comment on column specql_monitor.tb_query_metric.bucket_seconds is 'How long it is: 60 or 3,600 seconds.';
comment on column specql_monitor.tb_query_metric.origin is 'Who measured: server, cli or library.';
comment on column specql_monitor.tb_query_metric.operation is 'A function of app, a route, or the root fields of a GraphQL document.';
comment on column specql_monitor.tb_query_metric.identifier is 'Name for humans.';
comment on column specql_monitor.tb_query_metric.calls is 'How often it was called, failures included.';
comment on column specql_monitor.tb_query_metric.failed is 'How often that ended in an error of any kind.';
comment on column specql_monitor.tb_query_metric.refused is 'How many of these errors were refusals: wrong input, not found, not allowed.';
comment on column specql_monitor.tb_query_metric.slow is 'How often it took longer than the threshold slow_call_ms of that time.';
comment on column specql_monitor.tb_query_metric.total_ms is 'Time of all calls together, in milliseconds.';
comment on column specql_monitor.tb_query_metric.max_ms is 'Time of the longest call, in milliseconds.';
comment on column specql_monitor.tb_query_metric.histogram is
  'Calls by duration, {slot: calls}: see specql_monitor.slot_of(). Their sum is the number of calls.';
comment on column specql_monitor.tb_query_metric.created_at is 'When the row was made.';
comment on column specql_monitor.tb_query_metric.created_by is 'Who made the row.';
comment on column specql_monitor.tb_query_metric.updated_at is 'When the row was last changed.';
comment on column specql_monitor.tb_query_metric.updated_by is 'Who changed the row last.';
comment on constraint uq_tb_query_metric__bucket on specql_monitor.tb_query_metric is 'an operation has one row for a span of time';
comment on constraint ck_tb_query_metric__origin on specql_monitor.tb_query_metric is 'the origin must be server, cli or library';
comment on constraint ck_tb_query_metric__counts on specql_monitor.tb_query_metric is
  'failures are calls, refusals are failures, and slow calls are calls';
