-- 011821  specql_monitor.tb_gauge
-- What a process saw last that no query can see: its pool, the disk below the data.

create table if not exists specql_monitor.tb_gauge (
  pk_gauge      bigint generated always as identity,
  id            uuid not null default gen_random_uuid(),
  gauge_name    text not null,
  source        text not null,
  identifier    text generated always as (gauge_name || ' ' || source) stored,
  value         double precision not null,
  observed_at   timestamptz not null default clock_timestamp(),
  created_at    timestamptz not null default clock_timestamp(),
  created_by    text not null default common.current_actor(),
  updated_at    timestamptz not null default clock_timestamp(),
  updated_by    text not null default common.current_actor(),
  constraint pk_tb_gauge primary key (pk_gauge),
  constraint uq_tb_gauge__id unique (id),
  constraint uq_tb_gauge__source unique (gauge_name, source)
);

comment on table specql_monitor.tb_gauge is
  'The last value of each gauge from each source. Itself a log, so the audit trigger does not stand here.';
comment on column specql_monitor.tb_gauge.pk_gauge is 'Internal key, used by joins.';
comment on column specql_monitor.tb_gauge.id is 'Public key.';
comment on constraint pk_tb_gauge on specql_monitor.tb_gauge is 'the internal key is unique';
comment on constraint uq_tb_gauge__id on specql_monitor.tb_gauge is 'the public key is unique';
comment on column specql_monitor.tb_gauge.gauge_name is 'pool_waiting, pool_used or disk_used.';
comment on column specql_monitor.tb_gauge.source is 'Which process, or which disk.';
comment on column specql_monitor.tb_gauge.identifier is 'Name for humans.';
comment on column specql_monitor.tb_gauge.value is 'pool_waiting: requests without a connection; the others: the used share, 0 to 1.';
comment on column specql_monitor.tb_gauge.observed_at is 'When it was seen.';
comment on column specql_monitor.tb_gauge.created_at is 'When the row was made.';
comment on column specql_monitor.tb_gauge.created_by is 'Who made the row.';
comment on column specql_monitor.tb_gauge.updated_at is 'When the row was last changed.';
comment on column specql_monitor.tb_gauge.updated_by is 'Who changed the row last.';
comment on constraint uq_tb_gauge__source on specql_monitor.tb_gauge is 'a source has one value for a gauge';
