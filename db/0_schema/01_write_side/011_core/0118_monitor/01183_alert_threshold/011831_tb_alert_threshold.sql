-- 011831  specql_monitor.tb_alert_threshold
-- From which value on something is alarming.

create table if not exists specql_monitor.tb_alert_threshold (
  pk_alert_threshold bigint generated always as identity,
  id                 uuid not null default gen_random_uuid(),
  threshold_name     text not null,
  identifier         text generated always as (threshold_name) stored,
  value              double precision not null,
  unit               text not null,
  severity           text not null default 'warning',
  enabled            boolean not null default true,
  time_window        interval not null default interval '15 minutes',
  minimum_calls      integer not null default 20,
  description        text not null,
  created_at    timestamptz not null default clock_timestamp(),
  created_by    text not null default common.current_actor(),
  updated_at    timestamptz not null default clock_timestamp(),
  updated_by    text not null default common.current_actor(),
  constraint pk_tb_alert_threshold primary key (pk_alert_threshold),
  constraint uq_tb_alert_threshold__id unique (id),
  constraint uq_tb_alert_threshold__threshold_name unique (threshold_name),
  constraint ck_tb_alert_threshold__value check (value >= 0 and value < 'infinity'),
  constraint ck_tb_alert_threshold__severity check (severity in ('info', 'warning', 'critical')),
  constraint ck_tb_alert_threshold__minimum_calls check (minimum_calls >= 1),
  constraint ck_tb_alert_threshold__time_window check (time_window > interval '0' and time_window <= interval '30 days')
);

comment on table specql_monitor.tb_alert_threshold is 'Thresholds of app.alerts(), one row each.';
comment on column specql_monitor.tb_alert_threshold.pk_alert_threshold is 'Internal key, used by joins.';
comment on column specql_monitor.tb_alert_threshold.id is 'Public key.';
comment on constraint pk_tb_alert_threshold on specql_monitor.tb_alert_threshold is 'the internal key is unique';
comment on constraint uq_tb_alert_threshold__id on specql_monitor.tb_alert_threshold is 'the public key is unique';
comment on column specql_monitor.tb_alert_threshold.threshold_name is 'Name.';
comment on column specql_monitor.tb_alert_threshold.identifier is 'Name for humans.';
comment on column specql_monitor.tb_alert_threshold.value is 'What lies above it is alarming.';
comment on column specql_monitor.tb_alert_threshold.unit is 'Unit of the value: ms, s, share (0 to 1) or requests.';
comment on column specql_monitor.tb_alert_threshold.severity is 'How bad it is: info, warning or critical.';
comment on column specql_monitor.tb_alert_threshold.enabled is 'Whether it is looked at.';
comment on column specql_monitor.tb_alert_threshold.time_window is 'How far back calls count.';
comment on column specql_monitor.tb_alert_threshold.minimum_calls is 'How many calls there must be for a share or a percentile to say anything.';
comment on column specql_monitor.tb_alert_threshold.description is 'What is looked at.';
comment on column specql_monitor.tb_alert_threshold.created_at is 'When the row was made.';
comment on column specql_monitor.tb_alert_threshold.created_by is 'Who made the row.';
comment on column specql_monitor.tb_alert_threshold.updated_at is 'When the row was last changed.';
comment on column specql_monitor.tb_alert_threshold.updated_by is 'Who changed the row last.';
comment on constraint uq_tb_alert_threshold__threshold_name on specql_monitor.tb_alert_threshold is 'the threshold''s name is taken';
comment on constraint ck_tb_alert_threshold__value on specql_monitor.tb_alert_threshold is 'a threshold must be a number from zero on';
comment on constraint ck_tb_alert_threshold__severity on specql_monitor.tb_alert_threshold is 'the severity must be info, warning or critical';
comment on constraint ck_tb_alert_threshold__minimum_calls on specql_monitor.tb_alert_threshold is 'at least one call is needed';
comment on constraint ck_tb_alert_threshold__time_window on specql_monitor.tb_alert_threshold is 'the window must be longer than nothing and at most 30 days';

select specql_audit.audit_table('specql_monitor.tb_alert_threshold');

-- Values set by somebody stay.
insert into specql_monitor.tb_alert_threshold (threshold_name, value, unit, severity, description)
values
  ('slow_call_ms', 100, 'ms', 'info', 'a call that takes longer is counted as slow'),
  ('p95_ms', 500, 'ms', 'warning', 'the 95th percentile of an operation''s duration'),
  ('failure_rate', 0.01, 'share', 'warning', 'the share of calls of an operation that end in an error'),
  ('pool_waiting', 0, 'requests', 'critical', 'requests of a process that wait for a connection: its pool is exhausted'),
  ('disk_used', 0.8, 'share', 'critical', 'the used share of a disk that holds the data'),
  ('replication_lag_seconds', 10, 's', 'warning', 'how far a replica is behind')
on conflict on constraint uq_tb_alert_threshold__threshold_name do nothing;
