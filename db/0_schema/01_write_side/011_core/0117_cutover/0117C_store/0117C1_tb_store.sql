-- 0117C1  specql_cutover.tb_store
-- The seven stores, and how far each has moved away from its legacy file.

create table if not exists specql_cutover.tb_store (
  pk_store     bigint generated always as identity,
  id           uuid not null default gen_random_uuid(),
  store        text not null,
  identifier   text generated always as (store) stored,
  format       text not null,
  phase        text not null default 'legacy',
  draining     boolean not null default false,
  read_percent integer not null default 0,
  legacy_path  text,
  moved_at     timestamptz,
  created_at   timestamptz not null default clock_timestamp(),
  created_by   text not null default common.current_actor(),
  updated_at   timestamptz not null default clock_timestamp(),
  updated_by   text not null default common.current_actor(),
  constraint pk_tb_store primary key (pk_store),
  constraint uq_tb_store__id unique (id),
  constraint uq_tb_store__store unique (store),
  constraint ck_tb_store__store check (store ~ '^[a-z][a-z_]{0,30}$'),
  constraint ck_tb_store__format check (format in ('yaml', 'json', 'sqlite')),
  constraint ck_tb_store__phase
    check (phase in ('legacy', 'dual_write', 'shadow_read', 'postgres', 'retired')),
  constraint ck_tb_store__draining check (not draining or phase = 'legacy'),
  constraint ck_tb_store__read_percent check (read_percent between 0 and 100)
);

comment on table specql_cutover.tb_store is
  'A store that is leaving its legacy file: where the file is, and which side is to be trusted.';
comment on column specql_cutover.tb_store.pk_store is 'Internal key, used by joins.';
comment on column specql_cutover.tb_store.id is 'Public key.';
comment on column specql_cutover.tb_store.store is 'registry, patterns, services, types, memory, network or tasks.';
comment on column specql_cutover.tb_store.identifier is 'Name for humans.';
comment on column specql_cutover.tb_store.format is 'What the legacy file is: yaml, json or sqlite.';
comment on column specql_cutover.tb_store.phase is 'legacy, dual_write, shadow_read, postgres or retired.';
comment on column specql_cutover.tb_store.draining is
  'It went back to legacy, and the mirror has not yet written all that PostgreSQL holds: PostgreSQL still leads.';
comment on column specql_cutover.tb_store.read_percent is 'Share of the keys that are read from PostgreSQL.';
comment on column specql_cutover.tb_store.legacy_path is 'The legacy file; null where none is attached.';
comment on column specql_cutover.tb_store.moved_at is 'When the phase was last changed.';
comment on column specql_cutover.tb_store.created_at is 'When the row was made.';
comment on column specql_cutover.tb_store.created_by is 'Who made the row.';
comment on column specql_cutover.tb_store.updated_at is 'When the row was last changed.';
comment on column specql_cutover.tb_store.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_store on specql_cutover.tb_store is 'the internal key is unique';
comment on constraint uq_tb_store__id on specql_cutover.tb_store is 'the public key is unique';
comment on constraint uq_tb_store__store on specql_cutover.tb_store is 'a store is there once';
comment on constraint ck_tb_store__store on specql_cutover.tb_store is
  'the name of a store must be a lower-case word';
comment on constraint ck_tb_store__format on specql_cutover.tb_store is
  'the format must be yaml, json or sqlite';
comment on constraint ck_tb_store__phase on specql_cutover.tb_store is
  'the phase must be legacy, dual_write, shadow_read, postgres or retired';
comment on constraint ck_tb_store__draining on specql_cutover.tb_store is
  'only a store that went back to legacy is drained';
comment on constraint ck_tb_store__read_percent on specql_cutover.tb_store is
  'the share read from PostgreSQL must be between 0 and 100';

select specql_audit.audit_table('specql_cutover.tb_store');

insert into specql_cutover.tb_store (store, format)
values
  ('registry', 'yaml'), ('patterns', 'sqlite'), ('services', 'yaml'), ('types', 'json'),
  ('memory', 'sqlite'), ('network', 'json'), ('tasks', 'json')
on conflict (store) do nothing;
