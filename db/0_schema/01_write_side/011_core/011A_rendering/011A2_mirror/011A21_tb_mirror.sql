-- 011A21  specql_cutover.tb_mirror
-- What moves with every batch of a store's mirror: kept apart from the store, so that the change log
-- holds moves and not heartbeats.

create table if not exists specql_cutover.tb_mirror (
  pk_mirror         bigint generated always as identity,
  id                uuid not null default gen_random_uuid(),
  fk_store          bigint not null,
  identifier        text generated always as ('mirror ' || fk_store::text) stored,
  holder            text,
  lease_until       timestamptz,
  mirrored_at       timestamptz,
  mirrored_as_of    timestamptz,
  mirrored_sha256   text,
  legacy_written_at timestamptz,
  rebuild           boolean not null default false,
  horizon           pg_snapshot,
  horizon_at        timestamptz,
  pruned            pg_snapshot,
  created_at        timestamptz not null default clock_timestamp(),
  created_by        text not null default common.current_actor(),
  updated_at        timestamptz not null default clock_timestamp(),
  updated_by        text not null default common.current_actor(),
  constraint pk_tb_mirror primary key (pk_mirror),
  constraint uq_tb_mirror__id unique (id),
  constraint uq_tb_mirror__fk_store unique (fk_store),
  constraint fk_tb_mirror__store foreign key (fk_store) references specql_cutover.tb_store (pk_store),
  constraint ck_tb_mirror__mirrored_sha256 check (mirrored_sha256 ~ '^[0-9a-f]{64}$')
);

comment on table specql_cutover.tb_mirror is
  'Who writes a store''s legacy file, and how far. Not under the audit trigger: it changes with every batch.';
comment on column specql_cutover.tb_mirror.pk_mirror is 'Internal key, used by joins.';
comment on column specql_cutover.tb_mirror.id is 'Public key.';
comment on column specql_cutover.tb_mirror.fk_store is 'The store.';
comment on column specql_cutover.tb_mirror.identifier is 'Name for humans.';
comment on column specql_cutover.tb_mirror.holder is 'Process that writes the file.';
comment on column specql_cutover.tb_mirror.lease_until is 'Until when nobody else may.';
comment on column specql_cutover.tb_mirror.mirrored_at is 'When the file was last written.';
comment on column specql_cutover.tb_mirror.mirrored_as_of is 'The state of the database that it was written from.';
comment on column specql_cutover.tb_mirror.mirrored_sha256 is 'sha256 of the file as written, in hexadecimal.';
comment on column specql_cutover.tb_mirror.legacy_written_at is 'When somebody last wrote the file as the leading side.';
comment on column specql_cutover.tb_mirror.rebuild is 'The whole file has to be written anew.';
comment on column specql_cutover.tb_mirror.horizon is 'A snapshot taken some time ago: marks that it sees may be dropped.';
comment on column specql_cutover.tb_mirror.horizon_at is 'When the horizon was taken.';
comment on column specql_cutover.tb_mirror.pruned is 'The last horizon that marks were dropped up to.';
comment on column specql_cutover.tb_mirror.created_at is 'When the row was made.';
comment on column specql_cutover.tb_mirror.created_by is 'Who made the row.';
comment on column specql_cutover.tb_mirror.updated_at is 'When the row was last changed.';
comment on column specql_cutover.tb_mirror.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_mirror on specql_cutover.tb_mirror is 'the internal key is unique';
comment on constraint uq_tb_mirror__id on specql_cutover.tb_mirror is 'the public key is unique';
comment on constraint uq_tb_mirror__fk_store on specql_cutover.tb_mirror is 'a store has one mirror';
comment on constraint fk_tb_mirror__store on specql_cutover.tb_mirror is 'the store must exist';
comment on constraint ck_tb_mirror__mirrored_sha256 on specql_cutover.tb_mirror is
  'a sha256 has 64 hexadecimal digits in lower case';

insert into specql_cutover.tb_mirror (fk_store)
select s.pk_store from specql_cutover.tb_store as s
on conflict (fk_store) do nothing;
