--! Previous: sha1:cf4bb23eb621d4a5b4a8b33c6c7f2b09036a62fe
--! Hash: sha1:b7feb8317b6145e73824aeb362f856955d5f6522
--! Message: leaving the old stores

set local role specql_owner;

-- == lead
--! Included 0_schema/00_foundation/001_core/001F_foundation/001F1_schema/001F11_sc_schemas.sql
-- 001F11  schemas
-- The private schemas, the shared helpers, and the one public schema, app.

create schema if not exists common;
create schema if not exists app;
create schema if not exists specql_registry;
create schema if not exists specql_pattern;
create schema if not exists specql_service;
create schema if not exists specql_governance;
create schema if not exists specql_type;
create schema if not exists specql_audit;
create schema if not exists specql_cutover;
create schema if not exists specql_monitor;
create schema if not exists memory;
create schema if not exists network;

comment on schema common is 'Shared types and helpers.';
comment on schema app is 'The public contract: plural views to read, verb-named functions to act.';
comment on schema specql_registry is 'Domains, subdomains, entities and the codes they hold.';
comment on schema specql_pattern is 'Patterns, templates and what was made from them.';
comment on schema specql_service is 'Services, their operations and dependencies.';
comment on schema specql_governance is 'Policies, schema requests, reviews, and how changes went in.';
comment on schema specql_type is 'Types, their JSON Schemas and their versions.';
comment on schema specql_audit is 'Who changed what, and when. Append only.';
comment on schema specql_cutover is 'Imports from the old stores, the stores'' phases, their mirrors and comparisons.';
comment on schema specql_monitor is 'What was called, how long it took, and what is alarming about it.';
comment on schema memory is 'Memory workspaces: entities, documents, facts, decisions, agents.';
comment on schema network is 'Packages and what they depend on, contributions, agent tasks.';

grant usage on schema common, app to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;

-- A function is open to public unless somebody says otherwise. Here it is said, once.
alter default privileges for role specql_owner revoke execute on functions from public;
--! EndIncluded 0_schema/00_foundation/001_core/001F_foundation/001F1_schema/001F11_sc_schemas.sql

-- == stores
--! Included 0_schema/01_write_side/011_core/0117_cutover/0117C_store/0117C1_tb_store.sql
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
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/0117C_store/0117C1_tb_store.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/0117C_store/0117C2_fn_store_lock.sql
-- 0117C2  specql_cutover.store_lock()
-- The number of the advisory lock that writers of a store share, and that a move takes for itself.

create or replace function specql_cutover.store_lock(store text)
  returns bigint
  language sql
  immutable
  strict
  parallel safe
as $$
  select pg_catalog.hashtextextended('specql_cutover.tb_store ' || store, 0);
$$;

comment on function specql_cutover.store_lock(text) is
  'Key for pg_advisory_xact_lock_shared (whoever writes to the store) and pg_advisory_xact_lock (whoever moves it).';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/0117C_store/0117C2_fn_store_lock.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/0117C_store/0117C3_fn_store_pk.sql
-- 0117C3  specql_cutover.store_pk()
-- A store by its name.

create or replace function specql_cutover.store_pk(store text)
  returns bigint
  language plpgsql
  stable
as $$
declare
  v_pk bigint;
begin
  select s.pk_store into v_pk from specql_cutover.tb_store as s where s.store = store_pk.store;
  if not found then
    raise exception using
      errcode = 'SG235',
      message = format('there is no store %s', coalesce(quote_literal(left(store, 60)), 'null')),
      hint = format('The stores are %s.',
        (select string_agg(s.store, ', ' order by s.pk_store) from specql_cutover.tb_store as s)),
      column = 'store';
  end if;
  return v_pk;
end;
$$;

comment on function specql_cutover.store_pk(text) is 'The internal key of the store. SG235: there is none of this name.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/0117C_store/0117C3_fn_store_pk.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A2_mirror/011A21_tb_mirror.sql
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
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A2_mirror/011A21_tb_mirror.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A1_legacy_table/011A11_tb_legacy_table.sql
-- 011A11  specql_cutover.tb_legacy_table
-- The tables of each store's legacy file: what renders them, what loads them, what removes from them.

create table if not exists specql_cutover.tb_legacy_table (
  pk_legacy_table bigint generated always as identity,
  id              uuid not null default gen_random_uuid(),
  fk_store        bigint not null,
  source_table    text not null,
  identifier      text generated always as (source_table) stored,
  rank            integer not null,
  render_view     text not null,
  load_function   text,
  remove_function text,
  target_table    text,
  created_at      timestamptz not null default clock_timestamp(),
  created_by      text not null default common.current_actor(),
  updated_at      timestamptz not null default clock_timestamp(),
  updated_by      text not null default common.current_actor(),
  constraint pk_tb_legacy_table primary key (pk_legacy_table),
  constraint uq_tb_legacy_table__id unique (id),
  constraint uq_tb_legacy_table__source_table unique (fk_store, source_table),
  constraint fk_tb_legacy_table__store foreign key (fk_store) references specql_cutover.tb_store (pk_store)
);

comment on table specql_cutover.tb_legacy_table is
  'A table of a legacy file, and the view and functions that speak its format. The table * of a store stands for '
  'all those that nobody planned: its view has a column source_table as well.';
comment on column specql_cutover.tb_legacy_table.pk_legacy_table is 'Internal key, used by joins.';
comment on column specql_cutover.tb_legacy_table.id is 'Public key.';
comment on column specql_cutover.tb_legacy_table.fk_store is 'The store.';
comment on column specql_cutover.tb_legacy_table.source_table is 'Table of the file; * for all that are not named.';
comment on column specql_cutover.tb_legacy_table.identifier is 'Name for humans.';
comment on column specql_cutover.tb_legacy_table.rank is 'Order in which tables are loaded: what is needed comes first.';
comment on column specql_cutover.tb_legacy_table.render_view is
  'View (row_key, position, content, also) of the rows in the legacy format. A name, because views are made anew.';
comment on column specql_cutover.tb_legacy_table.load_function is
  'Function (run bigint, source_table text, first_ordinal bigint, rows jsonb, options jsonb) that takes rows in.';
comment on column specql_cutover.tb_legacy_table.remove_function is
  'Function (source_table text, row_key text) that takes a row out.';
comment on column specql_cutover.tb_legacy_table.target_table is 'Table of ours that holds the rows.';
comment on column specql_cutover.tb_legacy_table.created_at is 'When the row was made.';
comment on column specql_cutover.tb_legacy_table.created_by is 'Who made the row.';
comment on column specql_cutover.tb_legacy_table.updated_at is 'When the row was last changed.';
comment on column specql_cutover.tb_legacy_table.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_legacy_table on specql_cutover.tb_legacy_table is 'the internal key is unique';
comment on constraint uq_tb_legacy_table__id on specql_cutover.tb_legacy_table is 'the public key is unique';
comment on constraint uq_tb_legacy_table__source_table on specql_cutover.tb_legacy_table is
  'a table of a legacy file is declared once';
comment on constraint fk_tb_legacy_table__store on specql_cutover.tb_legacy_table is 'the store must exist';

select specql_audit.audit_table('specql_cutover.tb_legacy_table');
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A1_legacy_table/011A11_tb_legacy_table.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A1_legacy_table/011A12_fn_define_legacy_table.sql
-- 011A12  specql_cutover.define_legacy_table()
-- Says what speaks the format of a legacy table. Runs again with every migration that changes it.

create or replace function specql_cutover.define_legacy_table(
  store           text,
  source_table    text,
  rank            integer,
  render_view     regclass,
  load_function   regproc default null,
  remove_function regproc default null,
  table_name      regclass default null
)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_store constant bigint := specql_cutover.store_pk(store);
  v_view text;
  v_load text;
  v_remove text;
  v_table text;
begin
  -- Written out with their schemas, whatever the search_path is: views are dropped and made again, names stay.
  select format('%I.%I', n.nspname, c.relname) into strict v_view
  from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
  where c.oid = render_view;
  select format('%I.%I', n.nspname, p.proname) into v_load
  from pg_catalog.pg_proc as p join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
  where p.oid = load_function;
  select format('%I.%I', n.nspname, p.proname) into v_remove
  from pg_catalog.pg_proc as p join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
  where p.oid = remove_function;
  select format('%I.%I', n.nspname, c.relname) into v_table
  from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
  where c.oid = table_name;

  insert into specql_cutover.tb_legacy_table as t
    (fk_store, source_table, rank, render_view, load_function, remove_function, target_table)
  values (v_store, define_legacy_table.source_table, define_legacy_table.rank, v_view, v_load, v_remove, v_table)
  on conflict on constraint uq_tb_legacy_table__source_table do update
  set rank = excluded.rank, render_view = excluded.render_view, load_function = excluded.load_function,
    remove_function = excluded.remove_function, target_table = excluded.target_table
  where (t.rank, t.render_view, t.load_function, t.remove_function, t.target_table) is distinct from
    (excluded.rank, excluded.render_view, excluded.load_function, excluded.remove_function, excluded.target_table);
end;
$$;

comment on function specql_cutover.define_legacy_table(text, text, integer, regclass, regproc, regproc, regclass) is
  'Declares a table of a store''s legacy file. The view has (row_key, position, content, also), and for the table * also '
  'source_table. Without load and remove functions the table can be read and compared only. Re-runnable. SG235: no such store.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A1_legacy_table/011A12_fn_define_legacy_table.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A1_legacy_table/011A13_fn_legacy_table.sql
-- 011A13  specql_cutover.legacy_table()
-- What speaks the format of a table of a store's file.

create or replace function specql_cutover.legacy_table(store text, source_table text)
  returns specql_cutover.tb_legacy_table
  language plpgsql
  stable
as $$
declare
  v_store constant bigint := specql_cutover.store_pk(store);
  v_table specql_cutover.tb_legacy_table;
begin
  -- The named one before the one that stands for the rest.
  select t.* into v_table
  from specql_cutover.tb_legacy_table as t
  where t.fk_store = v_store and t.source_table in (legacy_table.source_table, '*') and legacy_table.source_table <> '*'
  order by t.source_table = '*'
  limit 1;
  if not found then
    raise exception using
      errcode = 'SG236',
      message = format('the store %s has no table %s', store, coalesce(quote_literal(left(source_table, 60)), 'null')),
      hint = format('Its tables are %s.', coalesce((
        select string_agg(t.source_table, ', ' order by t.rank, t.source_table)
        from specql_cutover.tb_legacy_table as t where t.fk_store = v_store and t.source_table <> '*'), 'not declared yet')),
      column = 'source_table';
  end if;
  return v_table;
end;
$$;

comment on function specql_cutover.legacy_table(text, text) is
  'The declaration of the table, or that of the store''s unplanned tables (*). SG235: no such store. SG236: no such table.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A1_legacy_table/011A13_fn_legacy_table.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A1_legacy_table/011A14_fn_rendered.sql
-- 011A14  specql_cutover.rendered()
-- Rows of a store as its legacy file has them.

create or replace function specql_cutover.rendered(store text, source_table text, keys text[] default null)
  returns table (row_key text, "position" bigint, content jsonb, also jsonb)
  language plpgsql
  stable
as $$
declare
  v_table constant specql_cutover.tb_legacy_table := specql_cutover.legacy_table(store, source_table);
begin
  return query execute format(
    'select v.row_key, v.position, v.content, v.also from %s as v where %s and %s', v_table.render_view,
    case when v_table.source_table = '*' then 'v.source_table = $1' else 'true' end,
    case when keys is null then 'true' else 'v.row_key = any ($2)' end)
  using source_table, keys;
end;
$$;

comment on function specql_cutover.rendered(text, text, text[]) is
  'All rows of the table, or those with the keys, in no order: (row_key, position, content, also). `also` has further values that an '
  'attribute may have in the file. One snapshot, that of the calling statement. SG235, SG236: no such store, no such table.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A1_legacy_table/011A14_fn_rendered.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A1_legacy_table/011A15_fn_store_tables.sql
-- 011A15  specql_cutover.store_tables()
-- The tables that a store has: those declared, and those that came with a file.

create or replace function specql_cutover.store_tables(store text)
  returns table (source_table text, rank integer)
  language plpgsql
  stable
as $$
declare
  v_store constant bigint := specql_cutover.store_pk(store);
  v_rest specql_cutover.tb_legacy_table;
begin
  return query
    select t.source_table, t.rank
    from specql_cutover.tb_legacy_table as t
    where t.fk_store = v_store and t.source_table <> '*'
    order by t.rank, t.source_table;
  select t.* into v_rest
  from specql_cutover.tb_legacy_table as t
  where t.fk_store = v_store and t.source_table = '*';
  if found then
    return query execute format(
      'select distinct v.source_table, $1 from %s as v order by 1', v_rest.render_view)
    using v_rest.rank;
  end if;
end;
$$;

comment on function specql_cutover.store_tables(text) is
  'The tables of the store in the order in which they are loaded. SG235: no such store.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A1_legacy_table/011A15_fn_store_tables.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/0117D_outbox/0117D1_tb_outbox.sql
-- 0117D1  specql_cutover.tb_outbox
-- Marks: which rows of a store were written, and so have to be written to its legacy file.

create table if not exists specql_cutover.tb_outbox (
  pk_outbox    bigint generated always as identity,
  id           uuid not null default gen_random_uuid(),
  store        text not null,
  source_table text,
  row_key      text,
  identifier   text generated always as (coalesce(source_table || '.' || row_key, store)) stored,
  xid          xid8 not null default pg_current_xact_id(),
  mirrored_at  timestamptz,
  created_at   timestamptz not null default clock_timestamp(),
  constraint pk_tb_outbox primary key (pk_outbox),
  constraint uq_tb_outbox__id unique (id),
  constraint ck_tb_outbox__row_key check (row_key is null or source_table is not null),
  constraint ck_tb_outbox__mirrored_at check (row_key is not null or mirrored_at is not null)
);

create index if not exists ix_tb_outbox__pending
  on specql_cutover.tb_outbox (store, pk_outbox) where mirrored_at is null;
create index if not exists ix_tb_outbox__xid on specql_cutover.tb_outbox (store, xid);

comment on table specql_cutover.tb_outbox is
  'A mark says that a row was written, not what it holds: whoever mirrors reads the row. A mark without a row says only '
  'that there was a write. Itself a log, so the audit trigger does not stand here.';
comment on column specql_cutover.tb_outbox.pk_outbox is 'Internal key, used by joins.';
comment on column specql_cutover.tb_outbox.id is 'Public key.';
comment on column specql_cutover.tb_outbox.store is 'The store.';
comment on column specql_cutover.tb_outbox.source_table is 'Table of the legacy file.';
comment on column specql_cutover.tb_outbox.row_key is 'Key of the row there; null where only the write counts.';
comment on column specql_cutover.tb_outbox.identifier is 'Name for humans: table and key.';
comment on column specql_cutover.tb_outbox.xid is 'Transaction that wrote.';
comment on column specql_cutover.tb_outbox.mirrored_at is 'When the file had it; null while it waits.';
comment on column specql_cutover.tb_outbox.created_at is 'When it was written.';
comment on constraint pk_tb_outbox on specql_cutover.tb_outbox is 'the internal key is unique';
comment on constraint uq_tb_outbox__id on specql_cutover.tb_outbox is 'the public key is unique';
comment on constraint ck_tb_outbox__row_key on specql_cutover.tb_outbox is 'a key belongs to a table';
comment on constraint ck_tb_outbox__mirrored_at on specql_cutover.tb_outbox is
  'a mark without a row does not wait for the mirror';
comment on index specql_cutover.ix_tb_outbox__pending is 'For what the mirror has yet to write.';
comment on index specql_cutover.ix_tb_outbox__xid is
  'For whether there was a write since a snapshot, and whether this transaction has said so.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/0117D_outbox/0117D1_tb_outbox.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/0117D_outbox/0117D2_tr_mark_changes.sql
-- 0117D2  specql_cutover.tg__mark_changes()
-- Marks the rows of a statement for the mirror of their store.
-- Arguments: store, then expressions over the row r: source table, key, condition.
-- No definer: only the owner writes these tables, through the definer functions of app.

create or replace function specql_cutover.tg__mark_changes()
  returns trigger
  language plpgsql
as $$
declare
  v_store constant text := tg_argv[0];
  v_by_row boolean;
  v_rows text;
  v_any boolean;
  v_marks bigint;
begin
  -- Whoever moves the store, or attaches a file to it, waits for us, or we for him: only then the phase is read.
  perform pg_advisory_xact_lock_shared(specql_cutover.store_lock(v_store));

  if current_setting('transaction_isolation') in ('read committed', 'read uncommitted') then
    select s.draining or s.phase not in ('legacy', 'retired')
    into v_by_row
    from specql_cutover.tb_store as s
    where s.store = v_store and s.legacy_path is not null;
    if not found then
      return null;
    end if;
  else
    -- What an old snapshot shows of the phase may be over. A mark too many costs a look at one row.
    v_by_row := true;
  end if;

  v_rows := case tg_op
    when 'INSERT' then 'new_rows'
    when 'DELETE' then 'old_rows'
    when 'UPDATE' then '(select o.* from old_rows as o union all select n.* from new_rows as n)'
    else format('%I.%I', tg_table_schema, tg_table_name)
  end;

  if v_by_row then
    execute format(
      'insert into specql_cutover.tb_outbox (store, source_table, row_key) '
      'select $1, m.source_table, m.row_key '
      'from (select distinct (%s)::text as source_table, (%s)::text as row_key from %s as r where %s) as m '
      'where m.source_table is not null and m.row_key is not null', tg_argv[1], tg_argv[2], v_rows, tg_argv[3])
    using v_store;
    get diagnostics v_marks = row_count;
    if v_marks > 0 then
      perform pg_notify('specql_outbox', v_store);
    end if;
  else
    execute format('select exists (select from %s as r where %s)', v_rows, tg_argv[3]) into v_any;
    if v_any then
      -- One for the transaction, as old as its last write.
      update specql_cutover.tb_outbox as m
      set created_at = clock_timestamp()
      where m.store = v_store and m.xid = pg_current_xact_id() and m.row_key is null;
      if not found then
        insert into specql_cutover.tb_outbox (store, mirrored_at) values (v_store, clock_timestamp());
      end if;
    end if;
  end if;
  return null;
end;
$$;

comment on function specql_cutover.tg__mark_changes() is
  'For each statement: nothing while the store has no file attached; in the phases legacy and retired one mark for a transaction, '
  'which says that there was a write; else one for each row, old and new key, and a notice on the channel specql_outbox. A key '
  'that is null (its parent went too) is left out.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/0117D_outbox/0117D2_tr_mark_changes.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/0117D_outbox/0117D3_fn_mirror_table.sql
-- 0117D3  specql_cutover.mirror_table()
-- Puts a table under the marks of a store's mirror.

create or replace function specql_cutover.mirror_table(
  target       regclass,
  store        text,
  source_table text,
  key_sql      text,
  table_sql    text default null,
  where_sql    text default null
)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_what constant text := store || '_' || case source_table when '*' then 'rest' else source_table end;
  v_arguments constant text := format('%L, %L, %L, %L', store,
    coalesce(table_sql, quote_literal(source_table)), key_sql, coalesce(where_sql, 'true'));
  v_number text;
  v_event record;
begin
  perform specql_cutover.store_pk(store);
  -- A table that is rendered into several legacy tables has a set of triggers for each, with a number of its own.
  select substr(t.tgname, 4, 3) into v_number
  from pg_catalog.pg_trigger as t
  where t.tgrelid = target and t.tgname ~ '^tr_9[2-9][0-9]_mark_'
    and substr(t.tgname, 8) = left(format('mark_inserts_%s', v_what), 55);
  if not found then
    select coalesce(max(substr(t.tgname, 4, 3)::integer), 919) + 1 into v_number
    from pg_catalog.pg_trigger as t
    where t.tgrelid = target and t.tgname ~ '^tr_9[2-9][0-9]_mark_';
  end if;

  for v_event in
    select * from (values
      ('inserts', 'after insert', 'referencing new table as new_rows'),
      ('updates', 'after update', 'referencing old table as old_rows new table as new_rows'),
      ('deletes', 'after delete', 'referencing old table as old_rows'),
      -- The rows are still there to be read.
      ('truncate', 'before truncate', '')
    ) as e (name, fires, tables)
  loop
    execute format(
      'create or replace trigger %I %s on %s %s for each statement execute function specql_cutover.tg__mark_changes(%s)',
      left(format('tr_%s_mark_%s_%s', v_number, v_event.name, v_what), 62), v_event.fires, target, v_event.tables, v_arguments);
    execute format('comment on trigger %I on %s is %L',
      left(format('tr_%s_mark_%s_%s', v_number, v_event.name, v_what), 62), target, 'Marks rows for the mirror of the store ' || store || '.');
  end loop;
end;
$$;

comment on function specql_cutover.mirror_table(regclass, text, text, text, text, text) is
  'Creates statement triggers that mark the old and new keys of changed rows. key_sql is an expression over the row r and may have '
  'sub-selects; table_sql is one for the source table, where it differs from row to row; where_sql says which rows count. Call it once '
  'for each legacy table that a change of the row can be seen in. Re-runnable. SG235: no such store.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/0117D_outbox/0117D3_fn_mirror_table.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/0117C_store/0117C4_fn_phase_number.sql
-- 0117C4  specql_cutover.phase_number()
-- The place of a phase on the way from the file to the database.

create or replace function specql_cutover.phase_number(phase text)
  returns integer
  language plpgsql
  immutable
as $$
declare
  c_phases constant text[] := array['legacy', 'dual_write', 'shadow_read', 'postgres', 'retired'];
begin
  if phase is null then
    raise exception using
      errcode = 'SG102', message = 'phase is missing', hint = format('The phases are %s.', array_to_string(c_phases, ', ')),
      column = 'phase';
  end if;
  if not phase = any (c_phases) then
    raise exception using
      errcode = 'SG158',
      message = format('there is no phase %s', quote_literal(left(phase, 60))),
      hint = format('The phases are %s.', array_to_string(c_phases, ', ')),
      column = 'phase';
  end if;
  return array_position(c_phases, phase);
end;
$$;

comment on function specql_cutover.phase_number(text) is
  '1 for legacy to 5 for retired. SG102: none is given. SG158: it is no phase.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/0117C_store/0117C4_fn_phase_number.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/0117C_store/0117C5_fn_hold.sql
-- 0117C5  specql_cutover.hold()
-- Makes all writers of a store wait until this transaction ends.

create or replace function specql_cutover.hold(store text)
  returns specql_cutover.tb_store
  language plpgsql
  volatile
as $$
declare
  v_pk constant bigint := specql_cutover.store_pk(store);
  v_store specql_cutover.tb_store;
begin
  if current_setting('transaction_isolation') not in ('read committed', 'read uncommitted') then
    raise exception using
      errcode = 'SG337',
      message = 'a store is held in a transaction of isolation level read committed only',
      detail = 'The snapshot of this transaction may be older than what its writers have committed.',
      hint = 'Begin it with isolation level read committed.';
  end if;
  perform pg_advisory_xact_lock(specql_cutover.store_lock(store));
  -- A statement after the lock, and so a snapshot after it.
  select s.* into strict v_store from specql_cutover.tb_store as s where s.pk_store = v_pk;
  return v_store;
end;
$$;

comment on function specql_cutover.hold(text) is
  'Takes the store''s lock: writers that have begun end first, others wait. Returns the store as it is then. SG235: no such store. '
  'SG337: wrong isolation level.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/0117C_store/0117C5_fn_hold.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/0117C_store/0117C6_fn_proven_run.sql
-- 0117C6  specql_cutover.proven_run()
-- The consistency run that lets a store move forward, or why there is none.

create or replace function specql_cutover.proven_run(store specql_cutover.tb_store, legacy_sha256 text)
  returns uuid
  language plpgsql
  stable
as $$
declare
  v_run record;
  v_mirror specql_cutover.tb_mirror;
  v_why text;
begin
  select r.id, r.consistent, r.snapshot, r.started_at, r.legacy_sha256
  into v_run
  from specql_cutover.tb_consistency_run as r
  where r.fk_store = store.pk_store and r.finished_at is not null
  order by r.started_at desc, r.pk_consistency_run desc
  limit 1;
  if not found then
    raise exception using
      errcode = 'SG330',
      message = format('the store %s was never compared with its file', store.store),
      hint = format('specql cutover advance %s compares and moves in one step.', store.store);
  end if;
  if v_run.consistent is not true then
    raise exception using
      errcode = 'SG331',
      message = format('the store %s differed from its file when they were last compared', store.store),
      detail = format('That was the consistency run %s of %s.', v_run.id, v_run.started_at),
      hint = 'app.discrepancies lists the differences.';
  end if;

  select m.* into strict v_mirror from specql_cutover.tb_mirror as m where m.fk_store = store.pk_store;
  v_why := case
    when exists (
      -- Transactions before the snapshot's xmin are seen by it, whatever they are.
      select from specql_cutover.tb_outbox as o
      where o.store = store.store and o.xid >= pg_snapshot_xmin(v_run.snapshot)
        -- Whether a snapshot sees its own transaction depends on the others; the clock tells.
        and case when o.xid = pg_current_xact_id_if_assigned() then o.created_at > v_run.started_at
          else not pg_visible_in_snapshot(o.xid, v_run.snapshot) end
    ) or v_mirror.pruned is not null and (
      -- Marks that are gone were seen by `pruned`: the run must have seen at least as much.
      pg_snapshot_xmax(v_run.snapshot) < pg_snapshot_xmax(v_mirror.pruned)
      or exists (
        select from pg_snapshot_xip(v_run.snapshot) as x (xid) where pg_visible_in_snapshot(x.xid, v_mirror.pruned))
    ) then 'The database was written since.'
    when v_mirror.legacy_written_at > v_run.started_at then format('The file was written at %s.', v_mirror.legacy_written_at)
    when legacy_sha256 is not null and legacy_sha256 is distinct from v_run.legacy_sha256 then 'The file is another one now.'
    when store.moved_at > v_run.started_at and store.phase = 'legacy' then 'The store went back to its file since.'
  end;
  if v_why is not null then
    raise exception using
      errcode = 'SG332',
      message = format('the store %s was written since it was last compared with its file', store.store),
      detail = format('The consistency run %s began at %s. %s', v_run.id, v_run.started_at, v_why),
      hint = format('specql cutover advance %s compares and moves in one step.', store.store);
  end if;
  return v_run.id;
end;
$$;

comment on function specql_cutover.proven_run(specql_cutover.tb_store, text) is
  'The id of the store''s last consistency run, where it was clean and nothing was written since its snapshot. SG330: there is none. '
  'SG331: it found differences. SG332: there were writes since, or the file has another sha256 than the one given. Only under the '
  'store''s lock the answer stays true.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/0117C_store/0117C6_fn_proven_run.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/0117C_store/0117C7_fn_move.sql
-- 0117C7  specql_cutover.move()
-- Writes down that a store entered a phase.

create or replace function specql_cutover.move(
  store        specql_cutover.tb_store,
  action       text,
  phase        text,
  read_percent integer,
  draining     boolean,
  rebuild      boolean,
  run          uuid
)
  returns void
  language plpgsql
  volatile
as $$
begin
  update specql_cutover.tb_store as s
  set phase = move.phase, read_percent = move.read_percent, draining = move.draining, moved_at = clock_timestamp()
  where s.pk_store = store.pk_store;
  update specql_cutover.tb_mirror as m
  set rebuild = move.rebuild, updated_at = clock_timestamp(), updated_by = common.current_actor()
  where m.fk_store = store.pk_store and m.rebuild is distinct from move.rebuild;
  perform specql_audit.record_decision('cutover', action, 'store', store.id, jsonb_build_object(
    'store', store.store, 'from', store.phase, 'to', phase,
    'from_percent', store.read_percent, 'to_percent', read_percent, 'consistency_run', run));
end;
$$;

comment on function specql_cutover.move(specql_cutover.tb_store, text, text, integer, boolean, boolean, uuid) is
  'Sets phase and share, and appends the move to the ledger. Only under the store''s lock.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/0117C_store/0117C7_fn_move.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/0117C_store/0117C8_fn_share_store.sql
-- 0117C8  specql_cutover.share_store()
-- Keeps a store in its phase until the transaction ends, and says which that is.

create or replace function specql_cutover.share_store(store text, expected_phase text default null)
  returns text
  language plpgsql
  volatile
as $$
declare
  v_pk constant bigint := specql_cutover.store_pk(store);
  v_phase text;
begin
  if expected_phase is not null then
    perform specql_cutover.phase_number(expected_phase);
  end if;
  perform pg_advisory_xact_lock_shared(specql_cutover.store_lock(store));
  select case when s.draining then 'dual_write' else s.phase end
  into strict v_phase
  from specql_cutover.tb_store as s
  where s.pk_store = v_pk;
  if v_phase <> expected_phase then
    raise exception using
      errcode = 'SG336',
      message = format('the store %s is in the phase %s, not in %s', store, v_phase, expected_phase),
      hint = 'Read app.stores again, and write to the side that leads now.',
      column = 'expected_phase';
  end if;
  return v_phase;
end;
$$;

comment on function specql_cutover.share_store(text, text) is
  'Takes the store''s lock as a writer and returns its effective phase. SG235: no such store. SG158: no such phase. SG336: the phase is '
  'another than the expected one.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/0117C_store/0117C8_fn_share_store.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A1_legacy_table/011A16_fn_refuse_partial.sql
-- 011A16  specql_cutover.refuse_partial()
-- Whoever mirrors or moves a store must see all of it.

create or replace function specql_cutover.refuse_partial(store text)
  returns void
  language plpgsql
  stable
as $$
begin
  if store = 'memory' then
    perform common.refuse_partial_sight();
  end if;
end;
$$;

comment on function specql_cutover.refuse_partial(text) is
  'SG405 for the memory store, where the session sees the rows of some organisations only.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A1_legacy_table/011A16_fn_refuse_partial.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A1_legacy_table/011A17_fn_call_load.sql
-- 011A17  specql_cutover.call_load()
-- Puts rows of a legacy table into ours.

create or replace function specql_cutover.call_load(
  run           bigint,
  store         text,
  source_table  text,
  first_ordinal bigint,
  rows          jsonb,
  options       jsonb
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_table constant specql_cutover.tb_legacy_table := specql_cutover.legacy_table(store, source_table);
  v_counts jsonb;
begin
  if v_table.load_function is null then
    raise exception using
      errcode = 'SG339',
      message = format('the table %s of the store %s cannot be written row by row', source_table, store),
      hint = 'Import the file, or use the functions of app.',
      column = 'source_table';
  end if;
  execute format('select %s($1, $2, $3, $4, $5)', v_table.load_function)
  into v_counts
  using run, source_table, first_ordinal, rows, options;
  return v_counts;
end;
$$;

comment on function specql_cutover.call_load(bigint, text, text, bigint, jsonb, jsonb) is
  'Calls the table''s load function, and returns its counts. SG235, SG236: no such store or table. SG339: it has no load function.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A1_legacy_table/011A17_fn_call_load.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A1_legacy_table/011A18_fn_cell.sql
-- 011A18  specql_cutover.cell()
-- Lays a value over an entry of a file, where the file does not say the same already.

create or replace function specql_cutover.cell(entry jsonb, field text, same boolean, value jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
begin
  return case
    when same then entry
    -- What neither side has stays away.
    when coalesce(value, 'null') = 'null' and not entry ? field then entry
    else entry || jsonb_build_object(field, value)
  end;
end;
$$;

comment on function specql_cutover.cell(jsonb, text, boolean, jsonb) is
  'The entry as it came where the file''s value means what the column holds, else with the new value. A null is written only over a '
  'value of the file.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A1_legacy_table/011A18_fn_cell.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A1_legacy_table/011A19_fn_failsafe.sql
-- 011A19  specql_cutover.failsafe()
-- A value as the failsafe schema of YAML reads it: every scalar is a text.

create or replace function specql_cutover.failsafe(value jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
begin
  return case jsonb_typeof(value)
    when 'number' then to_jsonb(value #>> '{}')
    when 'boolean' then to_jsonb(value #>> '{}')
    when 'array' then (
      select coalesce(jsonb_agg(specql_cutover.failsafe(e.value) order by e.position), '[]')
      from jsonb_array_elements(value) with ordinality as e (value, position))
    when 'object' then (
      select coalesce(jsonb_object_agg(e.key, specql_cutover.failsafe(e.value)), '{}') from jsonb_each(value) as e)
    else value
  end;
end;
$$;

comment on function specql_cutover.failsafe(jsonb) is 'The value with its numbers and truth values as texts, at any depth.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A1_legacy_table/011A19_fn_failsafe.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A3_registry_rendering/011A31_fn_domain_key.sql
-- 011A31  specql_cutover.domain_key()
-- How the legacy file names a domain.

create or replace function specql_cutover.domain_key(domain_number text, legacy jsonb)
  returns text
  language sql
  immutable
as $$
  select 'domains.' || coalesce(legacy ->> 'key', domain_number);
$$;

comment on function specql_cutover.domain_key(text, jsonb) is 'Row key of the table domains: the key as the file writes it.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A3_registry_rendering/011A31_fn_domain_key.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A3_registry_rendering/011A32_fn_subdomain_key.sql
-- 011A32  specql_cutover.subdomain_key()
-- How the legacy file names a subdomain.

create or replace function specql_cutover.subdomain_key(subdomain bigint)
  returns text
  language sql
  stable
as $$
  select specql_cutover.domain_key(d.domain_number, d.legacy) || '.subdomains.' || coalesce(s.legacy ->> 'key', s.subdomain_number)
  from specql_registry.tb_subdomain as s
    join specql_registry.tb_domain as d on d.pk_domain = s.fk_domain
  where s.pk_subdomain = subdomain;
$$;

comment on function specql_cutover.subdomain_key(bigint) is
  'Row key of the table subdomains, with the keys as the file writes them: domains.2.subdomains.03.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A3_registry_rendering/011A32_fn_subdomain_key.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A3_registry_rendering/011A33_fn_entry_key.sql
-- 011A33  specql_cutover.entry_key()
-- How the legacy file names what stands below a subdomain.

create or replace function specql_cutover.entry_key(subdomain bigint, collection text, name text, legacy jsonb)
  returns text
  language sql
  stable
as $$
  select specql_cutover.subdomain_key(subdomain) || '.' || collection || '.'
    -- The file's own spelling, as long as the name is still that name.
    || case when common.name_key(legacy ->> 'key') = common.name_key(name) and btrim(legacy ->> 'key') = name
      then legacy ->> 'key' else name end;
$$;

comment on function specql_cutover.entry_key(bigint, text, text, jsonb) is
  'Row key of entities and read_entities: the subdomain''s key, the collection and the name.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A3_registry_rendering/011A33_fn_entry_key.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A3_registry_rendering/011A34_v_registry_domains.sql
-- 011A34  specql_cutover.lr_registry_domains
-- Domains as the legacy file has them, without what stands below them.

create or replace view specql_cutover.lr_registry_domains as
select
  specql_cutover.domain_key(d.domain_number, d.legacy) as row_key,
  d.pk_domain as position,
  specql_cutover.cell(specql_cutover.cell(specql_cutover.cell(specql_cutover.cell(
    r.entry,
    'name', btrim(r.entry ->> 'name') is not distinct from d.domain_name, to_jsonb(d.domain_name)),
    'description', r.entry ->> 'description' is not distinct from d.description, to_jsonb(d.description)),
    'multi_tenant', d.legacy is not null
      and coalesce(specql_cutover.boolean_of(r.entry, 'multi_tenant'), false) = d.multi_tenant, to_jsonb(d.multi_tenant::text)),
    'aliases', specql_registry.checked_aliases(specql_cutover.texts_of(r.entry, 'aliases')) = d.aliases, to_jsonb(d.aliases)
  ) as content,
  null::jsonb as also
from specql_registry.tb_domain as d
  cross join lateral (select coalesce(specql_cutover.failsafe(d.legacy -> 'entry'), '{}') as entry) as r;

comment on view specql_cutover.lr_registry_domains is 'Domains as rows of the legacy file.';
comment on column specql_cutover.lr_registry_domains.row_key is 'domains and the key.';
comment on column specql_cutover.lr_registry_domains.position is 'Rises in the order of the file.';
comment on column specql_cutover.lr_registry_domains.content is 'The entry, every scalar a text.';
comment on column specql_cutover.lr_registry_domains.also is 'Other values that an attribute may have.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A3_registry_rendering/011A34_v_registry_domains.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A3_registry_rendering/011A35_v_registry_subdomains.sql
-- 011A35  specql_cutover.lr_registry_subdomains
-- Subdomains as the legacy file has them, without what stands below them.

create or replace view specql_cutover.lr_registry_subdomains as
select
  specql_cutover.domain_key(d.domain_number, d.legacy) || '.subdomains.' || coalesce(s.legacy ->> 'key', s.subdomain_number) as row_key,
  -- Those of the first domain stand before those of the second.
  ((d.pk_domain & 262143) << 45) + ((s.pk_subdomain & 1048575) << 25) as position,
  specql_cutover.cell(specql_cutover.cell(
    r.entry,
    'name', btrim(r.entry ->> 'name') is not distinct from s.subdomain_name, to_jsonb(s.subdomain_name)),
    'description', r.entry ->> 'description' is not distinct from s.description, to_jsonb(s.description))
    -- The counter is derived from the codes; the file's is kept as long as it is ahead.
    || case
      when n.raw is not null then jsonb_build_object('next_entity_sequence', case
        when n.raw ~ '^[0-9]{1,9}$' and n.raw::integer < c.next_entity_sequence then c.next_entity_sequence::text else n.raw end)
      when s.legacy is not null then '{}'
      else jsonb_build_object('next_entity_sequence', c.next_entity_sequence::text)
    end as content,
  case when n.raw is distinct from c.next_entity_sequence::text then jsonb_build_object('next_entity_sequence',
    case when n.raw ~ '^[0-9]{1,9}$' and n.raw::integer < c.next_entity_sequence then n.raw else c.next_entity_sequence::text end)
  end as also
from specql_registry.tb_subdomain as s
  join specql_registry.tb_domain as d on d.pk_domain = s.fk_domain
  join specql_registry.tb_entity_counter as c on c.fk_subdomain = s.pk_subdomain
  cross join lateral (
    select coalesce(specql_cutover.failsafe(s.legacy -> 'entry'), '{}') as entry
  ) as r
  cross join lateral (select s.legacy ->> 'counter' as raw) as n;

comment on view specql_cutover.lr_registry_subdomains is 'Subdomains as rows of the legacy file.';
comment on column specql_cutover.lr_registry_subdomains.row_key is 'Keys of the domain and of the subdomain.';
comment on column specql_cutover.lr_registry_subdomains.position is 'Rises in the order of the file.';
comment on column specql_cutover.lr_registry_subdomains.content is 'The entry, every scalar a text.';
comment on column specql_cutover.lr_registry_subdomains.also is
  'Other values that an attribute may have: the counter as the file has it, or as the codes have it.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A3_registry_rendering/011A35_v_registry_subdomains.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A3_registry_rendering/011A36_v_registry_entities.sql
-- 011A36  specql_cutover.lr_registry_entities
-- Entities as the legacy file has them. A retired one stays there, and says so: its code is given for good.

create or replace view specql_cutover.lr_registry_entities as
select
  specql_cutover.entry_key(e.fk_subdomain, 'entities', e.entity_name, e.legacy) as row_key,
  ((s.fk_domain & 262143) << 45) + ((s.pk_subdomain & 1048575) << 25) + (e.pk_entity_registration & 33554431) as position,
  specql_cutover.cell(specql_cutover.cell(specql_cutover.cell(specql_cutover.cell(
    r.entry,
    -- A code that was kept beside the new one stays in the file.
    'table_code', r.entry ? 'table_code', to_jsonb(e.table_code)),
    'entity_code', upper(r.entry ->> 'entity_code' collate "C") is not distinct from e.entity_code, to_jsonb(e.entity_code)),
    -- The time of assignment never changes; the file's text says it in the file's way.
    'assigned_at', r.entry ? 'assigned_at',
      to_jsonb(to_char(e.assigned_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))),
    'status', e.status = 'active' or r.entry ->> 'status' = 'retired', '"retired"'
  ) as content,
  case when upper(r.entry ->> 'table_code' collate "C") is distinct from e.table_code
    then jsonb_build_object('table_code', e.table_code) end as also
from specql_registry.tb_entity_registration as e
  join specql_registry.tb_subdomain as s on s.pk_subdomain = e.fk_subdomain
  cross join lateral (select coalesce(specql_cutover.failsafe(e.legacy -> 'entry'), '{}') as entry) as r;

comment on view specql_cutover.lr_registry_entities is 'Entities as rows of the legacy file.';
comment on column specql_cutover.lr_registry_entities.row_key is 'Keys of domain and subdomain, and the name.';
comment on column specql_cutover.lr_registry_entities.position is 'Rises in the order of the file.';
comment on column specql_cutover.lr_registry_entities.content is 'The entry, every scalar a text.';
comment on column specql_cutover.lr_registry_entities.also is
  'Other values that an attribute may have: the code that the registry gave where the file has another.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A3_registry_rendering/011A36_v_registry_entities.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A3_registry_rendering/011A37_v_registry_read_entities.sql
-- 011A37  specql_cutover.lr_registry_read_entities
-- Read entities as the legacy file has them, with their files.

create or replace view specql_cutover.lr_registry_read_entities as
select
  specql_cutover.entry_key(t.fk_subdomain, 'read_entities', t.read_entity_name, t.legacy) as row_key,
  ((s.fk_domain & 262143) << 45) + ((s.pk_subdomain & 1048575) << 25) + (t.pk_read_entity & 33554431) as position,
  specql_cutover.cell(specql_cutover.cell(specql_cutover.cell(specql_cutover.cell(
    r.entry,
    'code', nullif(r.entry ->> 'code', '') is not distinct from t.code, to_jsonb(t.code)),
    'entity_number', specql_cutover.integer_of(r.entry, 'entity_number') is not distinct from t.entity_number,
      to_jsonb(t.entity_number::text)),
    'view_type', r.entry ->> 'view_type' is not distinct from t.view_type, to_jsonb(t.view_type)),
    'assigned_at', r.entry ? 'assigned_at',
      to_jsonb(to_char(t.assigned_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
  ) || case when f.rows is null then '{}' else jsonb_build_object('files', f.rows) end as content,
  null::jsonb as also
from specql_registry.tb_read_entity as t
  join specql_registry.tb_subdomain as s on s.pk_subdomain = t.fk_subdomain
  cross join lateral (select coalesce(specql_cutover.failsafe(t.legacy -> 'entry'), '{}') as entry) as r
  cross join lateral (
    -- A row that stands twice in the file is kept once, with both its places.
    select jsonb_agg(specql_cutover.failsafe(x.legacy) order by p.position) as rows
    from specql_registry.tb_read_entity_file as x
      cross join lateral unnest(x.positions) as p (position)
    where x.fk_read_entity = t.pk_read_entity
  ) as f;

comment on view specql_cutover.lr_registry_read_entities is 'Read entities as rows of the legacy file.';
comment on column specql_cutover.lr_registry_read_entities.row_key is 'Keys of domain and subdomain, and the name.';
comment on column specql_cutover.lr_registry_read_entities.position is 'Rises in the order of the file.';
comment on column specql_cutover.lr_registry_read_entities.content is 'The entry, every scalar a text.';
comment on column specql_cutover.lr_registry_read_entities.also is 'Other values that an attribute may have.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A3_registry_rendering/011A37_v_registry_read_entities.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A3_registry_rendering/011A38_v_registry_document.sql
-- 011A38  specql_cutover.lr_registry_document
-- The other keys at the top of a registry's file.

create or replace view specql_cutover.lr_registry_document as
select s.section_name as row_key, s.position::bigint as position, specql_cutover.failsafe(s.content) as content, null::jsonb as also
from specql_registry.tb_registry_section as s
where s.section_name not like 'subdomain\_inference.%'
union all
select 'schema_layers', 1001, jsonb_object_agg(coalesce(l.legacy ->> 'key', l.layer), l.layer_name), null
from specql_registry.tb_schema_layer as l
having count(*) > 0
union all
select 'reserved_codes', 1002,
  jsonb_agg(coalesce(specql_cutover.failsafe(c.legacy -> 'entry'), to_jsonb(c.code)) order by c.position, c.code), null
from specql_registry.tb_reserved_code as c
having count(*) > 0
union all
select 'subdomain_inference', 1003, (
    select jsonb_object_agg(d.value ->> '$key', (
      select jsonb_object_agg(r.value ->> '$key', specql_cutover.failsafe(r.value - '$key'))
      from jsonb_array_elements(d.value -> '$value') as r))
    from jsonb_array_elements(i.document -> 'subdomain_inference') as d
  ), null
from (select specql_registry.inference_document() as document offset 0) as i
where i.document is not null;

comment on view specql_cutover.lr_registry_document is 'Layers, reserved codes, inference rules and other sections as rows of the legacy file.';
comment on column specql_cutover.lr_registry_document.row_key is 'The key at the top of the file.';
comment on column specql_cutover.lr_registry_document.position is 'A place; keys of a mapping have no order.';
comment on column specql_cutover.lr_registry_document.content is 'The value, every scalar a text.';
comment on column specql_cutover.lr_registry_document.also is 'Other values that an attribute may have.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A3_registry_rendering/011A38_v_registry_document.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A4_service_rendering/011A42_fn_operation_entry.sql
-- 011A42  specql_cutover.operation_entry()
-- An operation as its legacy file has it.

create or replace function specql_cutover.operation_entry(operation specql_service.tb_operation)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_raw   constant jsonb := coalesce(operation.legacy -> 'entry', '{}');
  v_known constant boolean := operation.legacy is not null;
  v_entry jsonb := specql_cutover.failsafe(v_raw);
begin
  v_entry := specql_cutover.cell(v_entry, 'name', btrim(v_raw ->> 'name') is not distinct from operation.operation_name,
    to_jsonb(operation.operation_name));
  v_entry := specql_cutover.cell(v_entry, 'input_schema',
    coalesce(v_raw -> 'input_schema', 'null') = coalesce(operation.input_schema, 'null'), specql_cutover.failsafe(operation.input_schema));
  v_entry := specql_cutover.cell(v_entry, 'output_schema',
    coalesce(v_raw -> 'output_schema', 'null') = coalesce(operation.output_schema, 'null'), specql_cutover.failsafe(operation.output_schema));
  v_entry := specql_cutover.cell(v_entry, 'timeout',
    v_known and coalesce((specql_cutover.text_of(v_raw, 'timeout'))::numeric, 30) = operation.timeout_seconds,
    to_jsonb(trim_scale(operation.timeout_seconds)::text));
  return specql_cutover.cell(v_entry, 'max_retries',
    v_known and coalesce(specql_cutover.integer_of(v_raw, 'max_retries'), 3) = operation.max_retries,
    to_jsonb(operation.max_retries::text));
end;
$$;

comment on function specql_cutover.operation_entry(specql_service.tb_operation) is
  'The entry of the file with what has changed since laid over it, every scalar a text.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A4_service_rendering/011A42_fn_operation_entry.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A4_service_rendering/011A41_fn_service_entry.sql
-- 011A41  specql_cutover.service_entry()
-- A service as its legacy file has it, with its operations.

create or replace function specql_cutover.service_entry(service specql_service.tb_service)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_raw    constant jsonb := coalesce(service.legacy -> 'entry', '{}');
  v_read   constant jsonb := specql_cutover.service_values(v_raw);
  v_now    constant jsonb := to_jsonb(service);
  v_file   constant text[] := specql_cutover.texts_of(v_raw, 'dependencies');
  v_needs  text[];
  v_entry  jsonb := specql_cutover.failsafe(v_raw);
  v_field  record;
  v_list   jsonb;
begin
  v_entry := specql_cutover.cell(v_entry, 'name', btrim(v_raw ->> 'name') is not distinct from service.service_name,
    to_jsonb(service.service_name));
  for v_field in select c.key as name, c.value, specql_cutover.service_field(c.key) as field from jsonb_each(v_read) as c loop
    v_entry := specql_cutover.cell(v_entry, v_field.field,
      (service.legacy is not null or v_field.name <> 'execution_type')
        and coalesce(v_now -> v_field.name, 'null') = coalesce(v_field.value, 'null'),
      specql_cutover.failsafe(v_now -> v_field.name));
  end loop;
  -- The import left these in the entry alone.
  v_entry := specql_cutover.cell(v_entry, 'description', service.description is null, to_jsonb(service.description));
  v_entry := specql_cutover.cell(v_entry, 'owner', service.owner is null, to_jsonb(service.owner));

  select coalesce(array_agg(n.service_name order by d.position, d.pk_dependency), '{}')
  into v_needs
  from specql_service.tb_dependency as d
    join specql_service.tb_service as n on n.pk_service = d.fk_needed_service
  where d.fk_service = service.pk_service;
  if array(select distinct common.name_key(f.name) from unnest(v_file) as f (name) order by 1)
    is distinct from array(select common.name_key(n.name) from unnest(v_needs) as n (name) order by 1)
  then
    v_entry := v_entry || jsonb_build_object('dependencies', v_needs);
  end if;

  select jsonb_agg(specql_cutover.operation_entry(o) order by o.position, o.pk_operation)
  into v_list
  from specql_service.tb_operation as o
  where o.fk_service = service.pk_service;
  return v_entry || case when v_list is null then '{}' else jsonb_build_object('operations', v_list) end;
end;
$$;

comment on function specql_cutover.service_entry(specql_service.tb_service) is
  'The entry of the file with what has changed since laid over it, every scalar a text. What a service uses of types and patterns is no '
  'part of the legacy format.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A4_service_rendering/011A41_fn_service_entry.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A4_service_rendering/011A43_fn_service_key.sql
-- 011A43  specql_cutover.service_key()
-- How the legacy file names a service.

create or replace function specql_cutover.service_key(service_name text, legacy jsonb)
  returns text
  language plpgsql
  immutable
as $$
begin
  return case when btrim(legacy #>> '{entry,name}') = service_name then legacy #>> '{entry,name}' else service_name end;
end;
$$;

comment on function specql_cutover.service_key(text, jsonb) is 'Row key of the table services: the name as the file writes it.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A4_service_rendering/011A43_fn_service_key.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A4_service_rendering/011A44_v_services_services.sql
-- 011A44  specql_cutover.lr_services_services
-- Services as the legacy file has them. Retired ones are left out: the file lists what can be called.

create or replace view specql_cutover.lr_services_services as
select
  specql_cutover.service_key(s.service_name, s.legacy) as row_key,
  (coalesce(s.position, 1073741823)::bigint << 32) + (s.pk_service & 4294967295) as position,
  specql_cutover.service_entry(s) as content,
  -- An empty list of operations and none at all are one to the database.
  case when not exists (select from specql_service.tb_operation as o where o.fk_service = s.pk_service)
    then '{"operations": []}'::jsonb end as also
from specql_service.tb_service as s
where s.retired_at is null;

create index if not exists ix_tb_service__legacy_key
  on specql_service.tb_service (specql_cutover.service_key(service_name, legacy));

comment on index specql_service.ix_tb_service__legacy_key is 'For the rows of the legacy file, by key.';
comment on view specql_cutover.lr_services_services is 'Services as rows of the legacy file.';
comment on column specql_cutover.lr_services_services.row_key is 'The name.';
comment on column specql_cutover.lr_services_services.position is 'Rises in the order of the file.';
comment on column specql_cutover.lr_services_services.content is 'The entry, every scalar a text.';
comment on column specql_cutover.lr_services_services.also is 'Other values that an attribute may have.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A4_service_rendering/011A44_v_services_services.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A4_service_rendering/011A45_v_services_document.sql
-- 011A45  specql_cutover.lr_services_document
-- The other keys at the top of a services file.

create or replace view specql_cutover.lr_services_document as
select l.row_key, l.pk_legacy_row as position, specql_cutover.failsafe(l.row -> 'value') as content, null::jsonb as also
from specql_cutover.tb_legacy_row as l
where l.kind = 'services' and l.source_table = 'document';

comment on view specql_cutover.lr_services_document is 'What a services file says beside its services.';
comment on column specql_cutover.lr_services_document.row_key is 'The key at the top of the file.';
comment on column specql_cutover.lr_services_document.position is 'A place; keys of a mapping have no order.';
comment on column specql_cutover.lr_services_document.content is 'The value, every scalar a text.';
comment on column specql_cutover.lr_services_document.also is 'Other values that an attribute may have.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A4_service_rendering/011A45_v_services_document.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01176_service_import/011765_fn_import_services_document.sql
-- 011765  specql_cutover.import_services_document()
-- Imports the services of a document, then what they depend on.

create or replace function specql_cutover.import_services_document(run bigint, document jsonb, zone text)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_section  record;
  v_service  record;
  v_problems jsonb;
begin
  if jsonb_typeof(document) is distinct from 'object' or not document ? 'services' then
    raise exception using
      errcode = 'SG112',
      message = 'the document is no service registry',
      hint = 'A service registry has the key services at its top. A domain registry goes to import registry.',
      column = 'document';
  end if;
  -- Who depends on what nobody knows, or on itself by a detour, is refused before anything is registered.
  v_problems := specql_cutover.dependency_problems(coalesce((
    select jsonb_agg(e.entry order by e.ordinal) from specql_cutover.entries(document -> 'services', 'services') as e
    where jsonb_typeof(e.entry) = 'object'
  ), '[]'));
  for v_service in select e.* from specql_cutover.entries(document -> 'services', 'services') as e order by e.ordinal loop
    perform specql_cutover.try_service(run, v_problems, v_service.ordinal, v_service.entry, v_service.line, zone);
  end loop;
  perform specql_cutover.import_dependencies(run);
  -- What the file says beside its services is kept as it is.
  for v_section in
    select k.key, document -> k.key as content
    from jsonb_object_keys(document) as k (key)
    where k.key <> 'services' and k.key not like '$%'
  loop
    perform specql_cutover.import_legacy_row(run, 'services', 'document', v_section.key, jsonb_build_object('value', v_section.content),
      v_section.key, null);
  end loop;
end;
$$;

comment on function specql_cutover.import_services_document(bigint, jsonb, text) is
  'Imports services, operations and dependencies. SG112: the document is no service registry.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01176_service_import/011765_fn_import_services_document.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A5_type_rendering/011A51_fn_type_section_of.sql
-- 011A51  specql_cutover.type_section_of()
-- In which section of the legacy file a type stands.

create or replace function specql_cutover.type_section_of(type specql_type.tb_universal_type)
  returns text
  language plpgsql
  stable
as $$
begin
  if type.legacy ->> 'section' is not null then
    return type.legacy ->> 'section';
  end if;
  -- What SpecQL brings along is no part of a file that does not name it.
  if type.type_name in ('text', 'integer', 'boolean', 'timestamp', 'uuid', 'money', 'date', 'time', 'jsonb', 'address',
    'contact_info', 'dimensions', 'list') or type.legacy is not null
  then
    return null;
  end if;
  return case (select c.category_name from specql_type.tb_type_category as c where c.pk_type_category = type.fk_type_category)
    when 'composite' then coalesce((
      select t.legacy ->> 'section' from specql_type.tb_universal_type as t
      where specql_cutover.type_section(t.legacy ->> 'section') = 'composites' limit 1), 'composite_types')
    else coalesce((
      select t.legacy ->> 'section' from specql_type.tb_universal_type as t
      where specql_cutover.type_section(t.legacy ->> 'section') = 'scalars' limit 1), 'scalar_types')
  end;
end;
$$;

comment on function specql_cutover.type_section_of(specql_type.tb_universal_type) is
  'The section that it came from; of a type registered here, the section that its like stand in; null for one that only rich types name, '
  'and for what SpecQL brings along.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A5_type_rendering/011A51_fn_type_section_of.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A5_type_rendering/011A52_fn_field_entry.sql
-- 011A52  specql_cutover.field_entry()
-- A field of a composite type as its legacy file has it.

create or replace function specql_cutover.field_entry(field specql_type.tb_type_field)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_raw   constant jsonb := coalesce(field.legacy -> 'entry', '{}');
  v_entry jsonb := v_raw;
begin
  v_entry := specql_cutover.cell(v_entry, 'type', btrim(v_raw ->> 'type') is not distinct from field.field_type, to_jsonb(field.field_type));
  v_entry := specql_cutover.cell(v_entry, 'nullable',
    field.legacy is not null and coalesce(specql_cutover.boolean_of(v_raw, 'nullable'), true) = field.nullable, to_jsonb(field.nullable));
  return specql_cutover.cell(v_entry, 'description', v_raw ->> 'description' is not distinct from field.description,
    to_jsonb(field.description));
end;
$$;

comment on function specql_cutover.field_entry(specql_type.tb_type_field) is 'The entry of the file with what has changed since laid over it.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A5_type_rendering/011A52_fn_field_entry.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A5_type_rendering/011A53_fn_type_entry.sql
-- 011A53  specql_cutover.type_entry()
-- A type as its legacy file has it, with its fields, and what else it may say there.

create or replace function specql_cutover.type_entry(type specql_type.tb_universal_type, out content jsonb, out also jsonb)
  language plpgsql
  stable
as $$
declare
  v_raw     constant jsonb := coalesce(type.legacy -> 'entry', '{}');
  v_kept    constant jsonb := coalesce(type.legacy -> 'kept', '{}');
  v_kind    constant text := specql_cutover.type_section(specql_cutover.type_section_of(type));
  v_read    constant jsonb := specql_cutover.type_values(v_kind, v_raw);
  v_schema  constant jsonb := (
    select v.json_schema from specql_type.tb_type_version as v
    where v.fk_universal_type = type.pk_universal_type and v.version = type.current_version);
  v_field   record;
  v_key     text;
  v_fields  jsonb;
begin
  content := v_raw;
  for v_field in
    select c.name, coalesce(c.value, 'null') as now, coalesce(c.read, 'null') as read
    from (values
      ('description', to_jsonb(type.description), v_read -> 'description'),
      ('example', to_jsonb(type.example), v_read -> 'example'),
      ('default_postgres_type', to_jsonb(type.default_postgres_type), v_read -> 'default_postgres_type'),
      ('json_schema', v_schema, type.legacy -> 'json_schema')
    ) as c (name, value, read)
  loop
    continue when case v_field.name when 'default_postgres_type' then upper(v_field.now::text) = upper(v_field.read::text)
      else v_field.now = v_field.read end;
    v_key := specql_cutover.type_field(v_raw, case v_field.name when 'default_postgres_type' then 'postgres_type' else v_field.name end);
    if v_field.name = 'json_schema' and not v_raw ? 'json_schema' and v_field.now ?& '{type,pattern}'
      and v_field.now - '{type,pattern}'::text[] = '{}' and v_field.now ->> 'type' = 'string'
    then
      v_key := specql_cutover.type_field(v_raw, 'pattern');
      v_field.now := v_field.now -> 'pattern';
    elsif v_field.name = 'json_schema' and v_kind = 'composites' and v_field.now = specql_cutover.fields_schema((
      select jsonb_object_agg(f.field_name, specql_cutover.field_entry(f))
      from specql_type.tb_type_field as f where f.fk_universal_type = type.pk_universal_type))
    then
      -- The fields say the same.
      continue;
    end if;
    if v_kept -> v_field.name = v_field.now or v_field.name = 'json_schema' and v_kept -> 'json_schema' = v_schema then
      -- The registry had it before the file came, and each keeps its own.
      also := coalesce(also, '{}') || jsonb_build_object(v_key, v_field.now);
    else
      content := specql_cutover.cell(content, v_key, false, v_field.now);
    end if;
  end loop;
  if type.legacy is null then
    content := content || jsonb_build_object('name', type.type_name);
  end if;

  select case when bool_and(f.legacy is not null and f.legacy ->> 'key' is null) then jsonb_agg(specql_cutover.field_entry(f) order by f.position)
    else jsonb_object_agg(coalesce(f.legacy ->> 'key', f.field_name), specql_cutover.field_entry(f)) end
  into v_fields
  from specql_type.tb_type_field as f
  where f.fk_universal_type = type.pk_universal_type;
  if v_fields is not null then
    content := content || jsonb_build_object('fields', v_fields);
  elsif v_kind = 'composites' then
    -- No fields and none at all are one to the database.
    also := coalesce(also, '{}') || '{"fields": {}}';
  end if;
end;
$$;

comment on function specql_cutover.type_entry(specql_type.tb_universal_type) is
  'The entry of the file with what has changed since laid over it; `also` has what the registry says where an import left both sides as '
  'they were. A JSON Schema that a pattern says is written as one.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A5_type_rendering/011A53_fn_type_entry.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A5_type_rendering/011A54_v_types_rest.sql
-- 011A54  specql_cutover.lr_types_rest
-- Types, rich types and aliases as rows of the legacy file; each section of it is a table.

create or replace view specql_cutover.lr_types_rest as
select s.section as source_table, coalesce(t.legacy ->> 'key', t.type_name) as row_key,
  t.pk_universal_type as position, e.content, e.also
from specql_type.tb_universal_type as t
  cross join lateral (select specql_cutover.type_section_of(t) as section) as s
  cross join lateral specql_cutover.type_entry(t) as e
where s.section is not null and not coalesce(t.legacy ? 'removed', false)
union all
select coalesce(t.legacy ->> 'rich_section', 'rich_type_registry'), r.key, t.pk_universal_type, r.value, null
from specql_type.tb_universal_type as t
  cross join lateral jsonb_each(t.legacy -> 'rich') as r
where t.legacy ->> 'section' is null or specql_cutover.type_section(t.legacy ->> 'section') <> 'rich_types'
union all
select coalesce(a.legacy ->> 'section', 'scalar_type_aliases'), coalesce(a.legacy ->> 'key', a.alias), a.pk_type_alias,
  case when specql_type.universal_type_pk(case jsonb_typeof(a.legacy -> 'entry')
      when 'object' then a.legacy #>> '{entry,type}' else a.legacy ->> 'entry' end) = a.fk_universal_type
    then a.legacy -> 'entry'
    when jsonb_typeof(a.legacy -> 'entry') = 'object' then (a.legacy -> 'entry') || jsonb_build_object('type', t.type_name)
    else to_jsonb(t.type_name) end, null
from specql_type.tb_type_alias as a
  join specql_type.tb_universal_type as t on t.pk_universal_type = a.fk_universal_type
where a.is_alias and not coalesce(a.legacy ? 'removed', false);

comment on view specql_cutover.lr_types_rest is 'Types as rows of the legacy file.';
comment on column specql_cutover.lr_types_rest.source_table is 'Section of the file.';
comment on column specql_cutover.lr_types_rest.row_key is 'The name.';
comment on column specql_cutover.lr_types_rest.position is 'A place; keys of a mapping have no order.';
comment on column specql_cutover.lr_types_rest.content is 'The entry.';
comment on column specql_cutover.lr_types_rest.also is 'Other values that an attribute may have.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A5_type_rendering/011A54_v_types_rest.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A5_type_rendering/011A55_v_types_document.sql
-- 011A55  specql_cutover.lr_types_document
-- The other keys at the top of a type registry's file.

create or replace view specql_cutover.lr_types_document as
select l.row_key, l.pk_legacy_row as position, l.row -> 'value' as content, null::jsonb as also
from specql_cutover.tb_legacy_row as l
where l.kind = 'types' and l.source_table = 'sections';

comment on view specql_cutover.lr_types_document is 'What a type registry''s file says beside its types.';
comment on column specql_cutover.lr_types_document.row_key is 'The key at the top of the file.';
comment on column specql_cutover.lr_types_document.position is 'A place; keys of a mapping have no order.';
comment on column specql_cutover.lr_types_document.content is 'The value.';
comment on column specql_cutover.lr_types_document.also is 'Other values that an attribute may have.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A5_type_rendering/011A55_v_types_document.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/0117A_type_import/0117A7_fn_import_type.sql
-- 0117A7  specql_cutover.import_type()
-- Imports one scalar or composite type, without its fields.

create or replace function specql_cutover.import_type(
  run bigint, source_table text, key text, entry jsonb, path text, line integer, context jsonb
)
  returns bigint
  language plpgsql
  volatile
as $$
declare
  v_entry   constant jsonb := specql_cutover.checked_entry(entry) - 'fields';
  v_name    constant text := specql_type.checked_type_name(
    coalesce(key, specql_cutover.text_of(entry, 'name')), case when key is null then 'name' else 'key' end);
  v_values  constant jsonb := specql_cutover.type_values(source_table, entry);
  v_file    constant jsonb := jsonb_build_object(
    'key', key, 'section', context -> 'section', 'entry', v_entry, 'json_schema', v_values -> 'json_schema');
  v_kind    constant text := case source_table when 'composites' then 'composite' else 'scalar' end;
  v_known   record;
  v_changes jsonb := '[]';
  v_outcome text := 'imported';
begin
  if v_kind = 'scalar' and v_values ->> 'default_postgres_type' is null then
    raise exception using
      errcode = 'SG102', message = 'postgres_type is missing', hint = 'Say which PostgreSQL type the scalar has.',
      column = 'postgres_type';
  end if;
  select t.pk_universal_type, t.legacy, c.category_name
  into v_known
  from specql_type.tb_universal_type as t
    join specql_type.tb_type_category as c on c.pk_type_category = t.fk_type_category
  where t.type_name = v_name;

  if not found then
    v_known.pk_universal_type := (specql_type.write_type(
      type_name => v_name, type_category => v_kind, default_postgres_type => v_values ->> 'default_postgres_type',
      is_rich_type => v_kind = 'composite', description => v_values ->> 'description')).pk;
    update specql_type.tb_universal_type as t
    set example = common.checked_text(v_values ->> 'example', 'example'), legacy = v_file
    where t.pk_universal_type = v_known.pk_universal_type;
    if v_values -> 'json_schema' <> 'null' then
      perform specql_type.add_version(v_known.pk_universal_type, v_values -> 'json_schema');
    end if;
    v_changes := specql_cutover.example_changes(v_known.pk_universal_type);
    v_outcome := case v_changes when '[]' then 'imported' else 'changed' end;
  elsif v_known.category_name <> v_kind then
    raise exception using
      errcode = 'SG350', message = format('the type %s is another one', quote_literal(v_name)),
      detail = format('It is registered as %s.', v_known.category_name),
      hint = 'Rename the type in the file.', column = 'key';
  elsif v_known.legacy - '{rich,rich_section,kept,removed}'::text[] is distinct from v_file or (context ->> 'replace')::boolean then
    v_changes := specql_cutover.merge_type(
      v_known.pk_universal_type, source_table, v_file, v_values, (context ->> 'replace')::boolean);
    v_outcome := case when v_changes <> '[]' and not exists (
      select from jsonb_array_elements(v_changes) as c
      where c ->> 'why' not in ('the file has changed since the last import', 'the registry had none')
    ) then 'updated' else specql_cutover.outcome_of(v_changes) end;
  else
    v_outcome := 'unchanged';
  end if;
  perform specql_cutover.map_graphql(v_known.pk_universal_type, v_entry, v_known.legacy -> 'entry');
  perform specql_cutover.note_row(run, source_table, path, line, v_outcome, v_changes, v_entry);
  return v_known.pk_universal_type;
end;
$$;

comment on function specql_cutover.import_type(bigint, text, text, jsonb, text, integer, jsonb) is
  'Registers the type, or merges the file''s row into it; notes the row; returns its internal key. Raises what makes the row a '
  'rejected one.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/0117A_type_import/0117A7_fn_import_type.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/0117A_type_import/0117A8_fn_merge_type.sql
-- 0117A8  specql_cutover.merge_type()
-- Merges a row of a file into a type that exists.

create or replace function specql_cutover.merge_type(
  type_pk bigint, source_table text, file jsonb, "values" jsonb, is_replacing boolean
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_type    app.types;
  v_legacy  jsonb;
  v_last    jsonb;
  v_field   record;
  v_change  jsonb;
  v_changes jsonb := '[]';
  v_taken   jsonb := '{}';
  v_kept    jsonb := '{}';
begin
  select t.* into v_type from app.types as t where t.id = specql_type.universal_type_id(type_pk);
  select t.legacy into v_legacy from specql_type.tb_universal_type as t where t.pk_universal_type = type_pk;
  v_last := case when v_legacy -> 'entry' is null then null else
    specql_cutover.type_values(source_table, v_legacy -> 'entry')
      || jsonb_build_object('json_schema', v_legacy -> 'json_schema') end;

  for v_field in
    select e.key as name, e.value as in_file, coalesce(to_jsonb(v_type) -> e.key, 'null') as in_base,
      coalesce(v_last -> e.key, 'null') as last_time,
      specql_cutover.type_field(file -> 'entry', case e.key when 'default_postgres_type' then 'postgres_type' else e.key end) as label
    from jsonb_each("values") as e
    where upper(e.value::text) <> upper(coalesce(to_jsonb(v_type) -> e.key, 'null')::text) or e.key in ('json_schema', 'example')
    order by e.key
  loop
    continue when v_field.in_file = v_field.in_base;
    -- What nobody has said yet can be filled in; a rule cannot, for it would refuse what was valid.
    if is_replacing or (v_field.in_base = 'null' and v_last is null and v_field.name <> 'json_schema')
      or (v_last is not null and v_field.last_time = v_field.in_base)
    then
      v_taken := v_taken || jsonb_build_object(v_field.name, v_field.in_file);
      v_change := jsonb_build_object('field', v_field.label, 'old', v_field.in_base, 'new', v_field.in_file, 'why', case
        when v_last is not null and v_field.last_time = v_field.in_base then 'the file has changed since the last import'
        when v_field.in_base = 'null' and v_field.name <> 'json_schema' then 'the registry had none'
        else 'replaced, as was asked for' end);
    elsif v_last is null then
      v_change := jsonb_build_object('field', v_field.label, 'old', v_field.in_file, 'new', v_field.in_base,
        'why', 'the type exists; it stays as it is unless the import replaces');
      -- Where both sides keep what they say, that is no difference between them.
      v_kept := v_kept || jsonb_build_object(v_field.name, v_field.in_base);
    else
      continue when v_field.in_file = v_field.last_time;
      v_change := jsonb_build_object('field', v_field.label, 'old', v_field.in_file, 'new', v_field.in_base,
        'why', 'the database is newer than the file; its value stays');
    end if;
    v_changes := v_changes || v_change;
  end loop;

  -- Keys without a column live in legacy.
  if v_legacy -> 'entry' is not null then
    select v_changes || coalesce(jsonb_agg(jsonb_build_object('field', k.key, 'old', v_legacy -> 'entry' -> k.key,
      'new', file -> 'entry' -> k.key, 'why', 'the file has changed since the last import')), '[]')
    into v_changes
    from (
      select jsonb_object_keys(v_legacy -> 'entry') union select jsonb_object_keys(file -> 'entry')
    ) as k (key)
    where v_legacy -> 'entry' -> k.key is distinct from file -> 'entry' -> k.key
      and k.key not in ('description', 'example', 'json_schema', 'postgres_type', 'postgres_type_with_precision', 'postgres',
        'postgresql_type', 'validation_pattern', 'pattern', 'min_value', 'max_value', 'min', 'max', 'minimum', 'maximum');
  end if;

  perform specql_cutover.take_type_values(
    type_pk, case when v_kept = '{}' then file else file || jsonb_build_object('kept', v_kept) end, v_taken);
  if v_taken ?| '{json_schema,example}' then
    v_changes := v_changes || specql_cutover.example_changes(type_pk);
  end if;
  return v_changes;
end;
$$;

comment on function specql_cutover.merge_type(bigint, text, jsonb, jsonb, boolean) is
  'Merges three ways, field by field, and returns the changes [{field, old, new, why}]. A type that no file has brought keeps what it '
  'says, unless is_replacing.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/0117A_type_import/0117A8_fn_merge_type.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/0117A_type_import/0117AD_fn_import_rich_type.sql
-- 0117AD  specql_cutover.import_rich_type()
-- Marks a type as rich, or adds it where only this section has it.

create or replace function specql_cutover.import_rich_type(
  run bigint, key text, entry jsonb, path text, line integer, context jsonb
)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_entry   constant jsonb := specql_cutover.checked_entry(entry);
  v_name    constant text := specql_type.checked_type_name(coalesce(key, specql_cutover.text_of(entry, 'name')), 'key');
  v_values  constant jsonb := specql_cutover.type_values('rich_types', v_entry);
  v_pk      bigint := specql_type.universal_type_pk(v_name);
  v_known   jsonb;
  v_type    app.types;
  v_changes jsonb := '[]';
  v_outcome text;
begin
  if v_pk is null then
    v_pk := specql_cutover.import_type(run, 'rich_types', v_name, v_entry, path, line, context);
    update specql_type.tb_universal_type as t
    set is_rich_type = true, legacy = t.legacy || jsonb_build_object('rich', jsonb_build_object(v_name, v_entry))
    where t.pk_universal_type = v_pk;
    return;
  end if;
  select t.legacy #> array['rich', v_name] into v_known from specql_type.tb_universal_type as t where t.pk_universal_type = v_pk;
  if v_known is distinct from v_entry then
    select t.* into v_type from app.types as t where t.id = specql_type.universal_type_id(v_pk);
    select coalesce(jsonb_agg(jsonb_build_object('field', d.field, 'old', d.in_file, 'new', d.in_base,
      'why', format('the type %s says otherwise, and stays', v_type.type_name)) order by d.field), '[]')
    into v_changes
    from (values
      (specql_cutover.type_field(v_entry, 'pattern'), v_values #>> '{json_schema,pattern}', v_type.json_schema ->> 'pattern'),
      (specql_cutover.type_field(v_entry, 'postgres_type'), v_values ->> 'default_postgres_type', v_type.default_postgres_type)
    ) as d (field, in_file, in_base)
    where d.in_file is not null and upper(d.in_file) is distinct from upper(d.in_base);
    update specql_type.tb_universal_type as t
    set is_rich_type = true,
      legacy = coalesce(t.legacy, '{}') || jsonb_build_object(
        'rich_section', context -> 'section',
        'rich', coalesce(t.legacy -> 'rich', '{}') || jsonb_build_object(v_name, v_entry))
    where t.pk_universal_type = v_pk;
    v_outcome := case when v_changes <> '[]' then 'changed' when v_known is null then 'imported' else 'updated' end;
  end if;
  perform specql_cutover.note_row(run, 'rich_types', path, line, coalesce(v_outcome, 'unchanged'), v_changes, v_entry);
end;
$$;

comment on function specql_cutover.import_rich_type(bigint, text, jsonb, text, integer, jsonb) is
  'The row belongs to the type that its name or alias finds, which becomes a rich one; where they disagree the type stays and the '
  'row is kept beside it. Notes the row.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/0117A_type_import/0117AD_fn_import_rich_type.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/0117A_type_import/0117AE_fn_import_type_row.sql
-- 0117AE  specql_cutover.import_type_row()
-- Imports one row of a type registry, whatever its kind.

create or replace function specql_cutover.import_type_row(
  run bigint, source_table text, key text, entry jsonb, ordinal integer, path text, line integer, parent bigint, context jsonb
)
  returns bigint
  language plpgsql
  volatile
as $$
declare
  v_pk      bigint;
  v_outcome text;
  v_target  text;
  -- A kept row that is only a text has its key in its path.
  v_key     constant text := coalesce(key, substr(path, strpos(path, '.') + 1));
begin
  case source_table
  when 'scalars', 'composites' then
    v_pk := specql_cutover.import_type(run, source_table, key, entry, path, line, context);
    -- In a whole file the fields come when all types are there; a single row brings its own along.
    return case when context ? 'retry' then v_pk end;
  when 'composite_fields' then
    perform specql_cutover.import_type_field(run, parent, key, entry, ordinal, path, line);
  when 'rich_types' then
    perform specql_cutover.import_rich_type(run, key, entry, path, line, context);
  when 'type_aliases' then
    v_target := case when jsonb_typeof(entry) = 'object' then specql_cutover.text_of(entry, 'type') else entry #>> '{}' end;
    v_outcome := case when specql_type.claim_alias(
      specql_type.found_type(v_target, 'type'), specql_type.checked_type_name(v_key, 'key'), true, 'key'
    ) then 'imported' else 'unchanged' end;
    update specql_type.tb_type_alias as a
    set legacy = jsonb_build_object('key', v_key, 'section', context -> 'section', 'entry', entry)
    where a.alias_key = specql_type.type_key(v_key) and a.legacy is null;
    perform specql_cutover.note_row(run, source_table, path, line, v_outcome, '[]', entry);
  else
    -- What nobody asks for is kept as it is.
    perform specql_cutover.import_legacy_row(
      run, 'types', 'sections', path, jsonb_build_object('value', entry), path, line);
  end case;
  return null;
end;
$$;

comment on function specql_cutover.import_type_row(bigint, text, text, jsonb, integer, text, integer, bigint, jsonb) is
  'Imports the row and notes it. Raises what makes it a rejected one.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/0117A_type_import/0117AE_fn_import_type_row.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A6_pattern_rendering/011A61_fn_library_row_key.sql
-- 011A61  specql_cutover.library_row_key()
-- The number that a row has in a legacy pattern library.

create or replace function specql_cutover.library_row_key(legacy jsonb, pk bigint)
  returns text
  language plpgsql
  immutable
as $$
begin
  -- Far above what a file numbers by itself: a row made here never takes the number of another.
  return coalesce(legacy ->> 'key', (1000000000 + pk)::text);
end;
$$;

comment on function specql_cutover.library_row_key(jsonb, bigint) is
  'The key that the file has; of a row that no file brought, a number above 1,000,000,000 that stays its own.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A6_pattern_rendering/011A61_fn_library_row_key.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A6_pattern_rendering/011A62_fn_library_parent_key.sql
-- 011A62  specql_cutover.library_parent_key()
-- The number in the file of a row that another row names.

create or replace function specql_cutover.library_parent_key(parent text, pk bigint)
  returns text
  language plpgsql
  stable
as $$
begin
  return case parent
    when 'languages' then (
      select specql_cutover.library_row_key(l.legacy, l.pk_language) from specql_pattern.tb_language as l where l.pk_language = pk)
    when 'domain_patterns' then (
      select specql_cutover.library_row_key(p.legacy, p.pk_domain_pattern)
      from specql_pattern.tb_domain_pattern as p where p.pk_domain_pattern = pk)
    when 'entity_templates' then (
      select specql_cutover.library_row_key(t.legacy, t.pk_entity_template)
      from specql_pattern.tb_entity_template as t where t.pk_entity_template = pk)
    else (
      select specql_cutover.library_row_key(u.legacy, u.pk_universal_pattern)
      from specql_pattern.tb_universal_pattern as u where u.pk_universal_pattern = pk)
  end;
end;
$$;

comment on function specql_cutover.library_parent_key(text, bigint) is 'The key that the row of the table has in the file, by our internal key.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A6_pattern_rendering/011A62_fn_library_parent_key.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A6_pattern_rendering/011A64_fn_sqlite_time.sql
-- 011A64  specql_cutover.sqlite_time()
-- A point in time as SQLite's CURRENT_TIMESTAMP writes it.

create or replace function specql_cutover.sqlite_time(at timestamptz)
  returns text
  language plpgsql
  stable
as $$
begin
  return to_char(at at time zone 'UTC', case when extract(microsecond from at)::bigint % 1000000 = 0
    then 'YYYY-MM-DD HH24:MI:SS' else 'YYYY-MM-DD HH24:MI:SS.US' end);
end;
$$;

comment on function specql_cutover.sqlite_time(timestamptz) is 'YYYY-MM-DD HH:MM:SS in UTC, with a fraction where it has one.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A6_pattern_rendering/011A64_fn_sqlite_time.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A6_pattern_rendering/011A63_fn_library_cell.sql
-- 011A63  specql_cutover.library_cell()
-- A column's value as a cell of a legacy pattern library.

create or replace function specql_cutover.library_cell(kind text, parent text, value jsonb)
  returns jsonb
  language plpgsql
  stable
as $$
begin
  if coalesce(value, 'null') = 'null' then
    return 'null';
  end if;
  return case kind
    when 'flag' then case value when 'true' then '1'::jsonb else '0'::jsonb end
    -- SQLite keeps it as a REAL, which always has a fraction.
    when 'number' then case when value::text ~ '\.' then value else (value::text || '.0')::jsonb end
    when 'tags' then (
      select coalesce(to_jsonb(string_agg(t.tag, ',' order by t.position)), 'null')
      from jsonb_array_elements_text(value) with ordinality as t (tag, position))
    when 'category' then (
      select to_jsonb(c.category_name) from specql_pattern.tb_pattern_category as c where c.pk_pattern_category = (value #>> '{}')::bigint)
    when 'parent' then to_jsonb(specql_cutover.library_parent_key(parent, (value #>> '{}')::bigint)::bigint)
    when 'object' then to_jsonb(value::text)
    when 'json' then to_jsonb(value::text)
    when 'tree' then to_jsonb(value::text)
    when 'time' then to_jsonb(specql_cutover.sqlite_time((value #>> '{}')::timestamptz))
    when 'stamp' then to_jsonb(specql_cutover.sqlite_time((value #>> '{}')::timestamptz))
    else value
  end;
end;
$$;

comment on function specql_cutover.library_cell(text, text, jsonb) is
  'The cell: JSON as text, truth values as 0 and 1, tags with commas, rows and categories by their key or name, times in UTC. Kinds are '
  'those of specql_cutover.library_fields().';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A6_pattern_rendering/011A63_fn_library_cell.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A6_pattern_rendering/011A65_fn_library_entry.sql
-- 011A65  specql_cutover.library_entry()
-- A row of ours as its legacy pattern library has it.

create or replace function specql_cutover.library_entry(source_table text, pk bigint, "row" jsonb)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_legacy constant jsonb := case when jsonb_typeof("row" -> 'legacy') = 'object' then "row" -> 'legacy' else '{}' end;
  v_raw    constant jsonb := coalesce(v_legacy -> 'entry', '{}');
  v_known  constant boolean := v_legacy <> '{}';
  v_entry  jsonb := v_raw;
  v_field  record;
  v_now    jsonb;
  v_text   text;
  v_same   boolean;
  v_edited boolean := not v_known;
begin
  for v_field in
    select f.field, f.kind, f.parent, f.column_name, f.fallback
    from specql_cutover.library_fields() as f
    where f.source_table = library_entry.source_table
    -- The stamps last: a row that is as it was keeps the times that it had.
    order by f.kind = 'stamp'
  loop
    if v_field.kind = 'id' then
      v_entry := specql_cutover.cell(v_entry, v_field.field, v_known,
        to_jsonb(specql_cutover.library_row_key(nullif(v_legacy, '{}'), pk)::bigint));
      continue;
    end if;
    v_now := coalesce("row" -> v_field.column_name, 'null');
    v_text := v_raw ->> v_field.field;
    v_same := case
      when not v_known then false
      when v_field.kind = 'stamp' then not v_edited or v_field.field = 'created_at'
      when v_field.kind in ('parent', 'category') then v_legacy -> 'refs' -> v_field.column_name is not distinct from v_now
      when v_field.kind = 'text' then v_text is not distinct from v_now #>> '{}'
      when coalesce(v_text, '') = '' then v_now in (coalesce(v_field.fallback, 'null'), '[]')
        or v_field.kind = 'time' and not v_edited
      when v_field.kind = 'name' then btrim(v_text) = v_now #>> '{}'
      when v_field.kind in ('integer', 'number') then v_text::numeric = (v_now #>> '{}')::numeric
      when v_field.kind = 'flag' then to_jsonb(v_text in ('1', 'true', 'yes', 'on')) = v_now
      when v_field.kind = 'time' then specql_cutover.time_of(v_raw, v_field.field, 'UTC') = (v_now #>> '{}')::timestamptz
      when v_field.kind = 'tags' then specql_cutover.library_value(v_raw, v_field.field, 'tags', false, null) = v_now
      else specql_cutover.json_of(v_text, v_field.field) = v_now
    end;
    if not v_same then
      v_edited := true;
      v_entry := specql_cutover.cell(v_entry, v_field.field, false, specql_cutover.library_cell(v_field.kind, v_field.parent, v_now));
    elsif v_field.kind = 'number' and jsonb_typeof(v_raw -> v_field.field) = 'number' then
      -- The reader of imports takes 1.0 for 1.
      v_entry := v_entry || jsonb_build_object(v_field.field, specql_cutover.library_cell('number', null, v_raw -> v_field.field));
    end if;
  end loop;
  return v_entry;
end;
$$;

comment on function specql_cutover.library_entry(text, bigint, jsonb) is
  'The row of the file with what has changed since laid over it: its times stay as they were until something else of it changes. row: our '
  'whole row as JSON.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A6_pattern_rendering/011A65_fn_library_entry.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A6_pattern_rendering/011A66_v_patterns_tables.sql
-- 011A66  specql_cutover.lr_patterns_…
-- The tables of a legacy pattern library, as it has them: one view for each, all alike.
-- Deprecated patterns stay: the file has no word for it. The rows are in the order of their numbers, as in the file.

create or replace view specql_cutover.lr_patterns_languages as
select
  specql_cutover.library_row_key(t.legacy, t.pk_language) as row_key,
  case when specql_cutover.library_row_key(t.legacy, t.pk_language) ~ '^[0-9]{1,18}$'
    then specql_cutover.library_row_key(t.legacy, t.pk_language)::bigint else t.pk_language end as position,
  specql_cutover.library_entry('languages', t.pk_language, to_jsonb(t)) as content,
  null::jsonb as also
from specql_pattern.tb_language as t
-- The delivered languages are no rows of a file, until a file names them or somebody uses them.
where t.legacy is not null
  or (t.language_name, t.ecosystem, t.paradigm) is distinct from ('postgresql', 'postgresql', 'declarative')
    and (t.language_name, t.ecosystem, t.paradigm) is distinct from ('python_django', 'python', 'imperative')
    and (t.language_name, t.ecosystem, t.paradigm) is distinct from ('python_sqlalchemy', 'python', 'imperative')
  or t.version is not null
  or exists (select from specql_pattern.tb_pattern_implementation as i where i.fk_language = t.pk_language)
  or exists (select from specql_pattern.tb_language_capability as c where c.fk_language = t.pk_language);

comment on view specql_cutover.lr_patterns_languages is 'Rows of the legacy table languages.';
comment on column specql_cutover.lr_patterns_languages.row_key is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_languages.position is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_languages.content is 'All cells by column.';
comment on column specql_cutover.lr_patterns_languages.also is 'Other values that an attribute may have.';

create or replace view specql_cutover.lr_patterns_language_capabilities as
select
  specql_cutover.library_row_key(t.legacy, t.pk_language_capability) as row_key,
  case when specql_cutover.library_row_key(t.legacy, t.pk_language_capability) ~ '^[0-9]{1,18}$'
    then specql_cutover.library_row_key(t.legacy, t.pk_language_capability)::bigint else t.pk_language_capability end as position,
  specql_cutover.library_entry('language_capabilities', t.pk_language_capability, to_jsonb(t)) as content,
  null::jsonb as also
from specql_pattern.tb_language_capability as t;

comment on view specql_cutover.lr_patterns_language_capabilities is 'Rows of the legacy table language_capabilities.';
comment on column specql_cutover.lr_patterns_language_capabilities.row_key is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_language_capabilities.position is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_language_capabilities.content is 'All cells by column.';
comment on column specql_cutover.lr_patterns_language_capabilities.also is 'Other values that an attribute may have.';

create or replace view specql_cutover.lr_patterns_patterns as
select
  specql_cutover.library_row_key(t.legacy, t.pk_universal_pattern) as row_key,
  case when specql_cutover.library_row_key(t.legacy, t.pk_universal_pattern) ~ '^[0-9]{1,18}$'
    then specql_cutover.library_row_key(t.legacy, t.pk_universal_pattern)::bigint else t.pk_universal_pattern end as position,
  specql_cutover.library_entry('patterns', t.pk_universal_pattern, to_jsonb(t)) as content,
  null::jsonb as also
from specql_pattern.tb_universal_pattern as t
where t.pattern_kind = 'pattern';

comment on view specql_cutover.lr_patterns_patterns is 'Rows of the legacy table patterns.';
comment on column specql_cutover.lr_patterns_patterns.row_key is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_patterns.position is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_patterns.content is 'All cells by column.';
comment on column specql_cutover.lr_patterns_patterns.also is 'Other values that an attribute may have.';

create or replace view specql_cutover.lr_patterns_pattern_implementations as
select
  specql_cutover.library_row_key(t.legacy, t.pk_pattern_implementation) as row_key,
  case when specql_cutover.library_row_key(t.legacy, t.pk_pattern_implementation) ~ '^[0-9]{1,18}$'
    then specql_cutover.library_row_key(t.legacy, t.pk_pattern_implementation)::bigint else t.pk_pattern_implementation end as position,
  specql_cutover.library_entry('pattern_implementations', t.pk_pattern_implementation, to_jsonb(t)) as content,
  null::jsonb as also
from specql_pattern.tb_pattern_implementation as t
where exists (
  select from specql_pattern.tb_universal_pattern as u
  where u.pk_universal_pattern = t.fk_universal_pattern and u.pattern_kind = 'pattern');

comment on view specql_cutover.lr_patterns_pattern_implementations is 'Rows of the legacy table pattern_implementations.';
comment on column specql_cutover.lr_patterns_pattern_implementations.row_key is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_pattern_implementations.position is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_pattern_implementations.content is 'All cells by column.';
comment on column specql_cutover.lr_patterns_pattern_implementations.also is 'Other values that an attribute may have.';

create or replace view specql_cutover.lr_patterns_pattern_dependencies as
select
  specql_cutover.library_row_key(t.legacy, t.pk_pattern_dependency) as row_key,
  case when specql_cutover.library_row_key(t.legacy, t.pk_pattern_dependency) ~ '^[0-9]{1,18}$'
    then specql_cutover.library_row_key(t.legacy, t.pk_pattern_dependency)::bigint else t.pk_pattern_dependency end as position,
  specql_cutover.library_entry('pattern_dependencies', t.pk_pattern_dependency, to_jsonb(t)) as content,
  null::jsonb as also
from specql_pattern.tb_pattern_dependency as t
where t.fk_universal_pattern is not null;

comment on view specql_cutover.lr_patterns_pattern_dependencies is 'Rows of the legacy table pattern_dependencies.';
comment on column specql_cutover.lr_patterns_pattern_dependencies.row_key is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_pattern_dependencies.position is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_pattern_dependencies.content is 'All cells by column.';
comment on column specql_cutover.lr_patterns_pattern_dependencies.also is 'Other values that an attribute may have.';

create or replace view specql_cutover.lr_patterns_expression_patterns as
select
  specql_cutover.library_row_key(t.legacy, t.pk_universal_pattern) as row_key,
  case when specql_cutover.library_row_key(t.legacy, t.pk_universal_pattern) ~ '^[0-9]{1,18}$'
    then specql_cutover.library_row_key(t.legacy, t.pk_universal_pattern)::bigint else t.pk_universal_pattern end as position,
  specql_cutover.library_entry('expression_patterns', t.pk_universal_pattern, to_jsonb(t)) as content,
  null::jsonb as also
from specql_pattern.tb_universal_pattern as t
where t.pattern_kind = 'expression';

comment on view specql_cutover.lr_patterns_expression_patterns is 'Rows of the legacy table expression_patterns.';
comment on column specql_cutover.lr_patterns_expression_patterns.row_key is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_expression_patterns.position is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_expression_patterns.content is 'All cells by column.';
comment on column specql_cutover.lr_patterns_expression_patterns.also is 'Other values that an attribute may have.';

create or replace view specql_cutover.lr_patterns_expression_implementations as
select
  specql_cutover.library_row_key(t.legacy, t.pk_pattern_implementation) as row_key,
  case when specql_cutover.library_row_key(t.legacy, t.pk_pattern_implementation) ~ '^[0-9]{1,18}$'
    then specql_cutover.library_row_key(t.legacy, t.pk_pattern_implementation)::bigint else t.pk_pattern_implementation end as position,
  specql_cutover.library_entry('expression_implementations', t.pk_pattern_implementation, to_jsonb(t)) as content,
  null::jsonb as also
from specql_pattern.tb_pattern_implementation as t
where exists (
  select from specql_pattern.tb_universal_pattern as u
  where u.pk_universal_pattern = t.fk_universal_pattern and u.pattern_kind = 'expression');

comment on view specql_cutover.lr_patterns_expression_implementations is 'Rows of the legacy table expression_implementations.';
comment on column specql_cutover.lr_patterns_expression_implementations.row_key is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_expression_implementations.position is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_expression_implementations.content is 'All cells by column.';
comment on column specql_cutover.lr_patterns_expression_implementations.also is 'Other values that an attribute may have.';

create or replace view specql_cutover.lr_patterns_domain_patterns as
select
  specql_cutover.library_row_key(t.legacy, t.pk_domain_pattern) as row_key,
  case when specql_cutover.library_row_key(t.legacy, t.pk_domain_pattern) ~ '^[0-9]{1,18}$'
    then specql_cutover.library_row_key(t.legacy, t.pk_domain_pattern)::bigint else t.pk_domain_pattern end as position,
  specql_cutover.library_entry('domain_patterns', t.pk_domain_pattern, to_jsonb(t)) as content,
  null::jsonb as also
from specql_pattern.tb_domain_pattern as t;

comment on view specql_cutover.lr_patterns_domain_patterns is 'Rows of the legacy table domain_patterns.';
comment on column specql_cutover.lr_patterns_domain_patterns.row_key is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_domain_patterns.position is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_domain_patterns.content is 'All cells by column.';
comment on column specql_cutover.lr_patterns_domain_patterns.also is 'Other values that an attribute may have.';

create or replace view specql_cutover.lr_patterns_entity_templates as
select
  specql_cutover.library_row_key(t.legacy, t.pk_entity_template) as row_key,
  case when specql_cutover.library_row_key(t.legacy, t.pk_entity_template) ~ '^[0-9]{1,18}$'
    then specql_cutover.library_row_key(t.legacy, t.pk_entity_template)::bigint else t.pk_entity_template end as position,
  specql_cutover.library_entry('entity_templates', t.pk_entity_template, to_jsonb(t)) as content,
  null::jsonb as also
from specql_pattern.tb_entity_template as t;

comment on view specql_cutover.lr_patterns_entity_templates is 'Rows of the legacy table entity_templates.';
comment on column specql_cutover.lr_patterns_entity_templates.row_key is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_entity_templates.position is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_entity_templates.content is 'All cells by column.';
comment on column specql_cutover.lr_patterns_entity_templates.also is 'Other values that an attribute may have.';

create or replace view specql_cutover.lr_patterns_entity_template_dependencies as
select
  specql_cutover.library_row_key(t.legacy, t.pk_pattern_dependency) as row_key,
  case when specql_cutover.library_row_key(t.legacy, t.pk_pattern_dependency) ~ '^[0-9]{1,18}$'
    then specql_cutover.library_row_key(t.legacy, t.pk_pattern_dependency)::bigint else t.pk_pattern_dependency end as position,
  specql_cutover.library_entry('entity_template_dependencies', t.pk_pattern_dependency, to_jsonb(t)) as content,
  null::jsonb as also
from specql_pattern.tb_pattern_dependency as t
where t.fk_entity_template is not null;

comment on view specql_cutover.lr_patterns_entity_template_dependencies is 'Rows of the legacy table entity_template_dependencies.';
comment on column specql_cutover.lr_patterns_entity_template_dependencies.row_key is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_entity_template_dependencies.position is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_entity_template_dependencies.content is 'All cells by column.';
comment on column specql_cutover.lr_patterns_entity_template_dependencies.also is 'Other values that an attribute may have.';

create or replace view specql_cutover.lr_patterns_pattern_instantiations as
select
  specql_cutover.library_row_key(t.legacy, t.pk_pattern_instantiation) as row_key,
  case when specql_cutover.library_row_key(t.legacy, t.pk_pattern_instantiation) ~ '^[0-9]{1,18}$'
    then specql_cutover.library_row_key(t.legacy, t.pk_pattern_instantiation)::bigint else t.pk_pattern_instantiation end as position,
  specql_cutover.library_entry('pattern_instantiations', t.pk_pattern_instantiation, to_jsonb(t)) as content,
  null::jsonb as also
from specql_pattern.tb_pattern_instantiation as t;

comment on view specql_cutover.lr_patterns_pattern_instantiations is 'Rows of the legacy table pattern_instantiations.';
comment on column specql_cutover.lr_patterns_pattern_instantiations.row_key is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_pattern_instantiations.position is 'The number of the row in the file.';
comment on column specql_cutover.lr_patterns_pattern_instantiations.content is 'All cells by column.';
comment on column specql_cutover.lr_patterns_pattern_instantiations.also is 'Other values that an attribute may have.';

create index if not exists ix_tb_language__legacy_key on specql_pattern.tb_language (specql_cutover.library_row_key(legacy, pk_language));
comment on index specql_pattern.ix_tb_language__legacy_key is 'For the rows of the legacy file, by key.';

create index if not exists ix_tb_language_capability__legacy_key on specql_pattern.tb_language_capability (specql_cutover.library_row_key(legacy, pk_language_capability));
comment on index specql_pattern.ix_tb_language_capability__legacy_key is 'For the rows of the legacy file, by key.';

create index if not exists ix_tb_universal_pattern__legacy_key on specql_pattern.tb_universal_pattern (specql_cutover.library_row_key(legacy, pk_universal_pattern));
comment on index specql_pattern.ix_tb_universal_pattern__legacy_key is 'For the rows of the legacy file, by key.';

create index if not exists ix_tb_pattern_implementation__legacy_key on specql_pattern.tb_pattern_implementation (specql_cutover.library_row_key(legacy, pk_pattern_implementation));
comment on index specql_pattern.ix_tb_pattern_implementation__legacy_key is 'For the rows of the legacy file, by key.';

create index if not exists ix_tb_pattern_dependency__legacy_key on specql_pattern.tb_pattern_dependency (specql_cutover.library_row_key(legacy, pk_pattern_dependency));
comment on index specql_pattern.ix_tb_pattern_dependency__legacy_key is 'For the rows of the legacy file, by key.';

create index if not exists ix_tb_domain_pattern__legacy_key on specql_pattern.tb_domain_pattern (specql_cutover.library_row_key(legacy, pk_domain_pattern));
comment on index specql_pattern.ix_tb_domain_pattern__legacy_key is 'For the rows of the legacy file, by key.';

create index if not exists ix_tb_entity_template__legacy_key on specql_pattern.tb_entity_template (specql_cutover.library_row_key(legacy, pk_entity_template));
comment on index specql_pattern.ix_tb_entity_template__legacy_key is 'For the rows of the legacy file, by key.';

create index if not exists ix_tb_pattern_instantiation__legacy_key on specql_pattern.tb_pattern_instantiation (specql_cutover.library_row_key(legacy, pk_pattern_instantiation));
comment on index specql_pattern.ix_tb_pattern_instantiation__legacy_key is 'For the rows of the legacy file, by key.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A6_pattern_rendering/011A66_v_patterns_tables.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A6_pattern_rendering/011A67_v_patterns_rest.sql
-- 011A67  specql_cutover.lr_patterns_rest
-- The tables of a pattern library that have no counterpart here.

create or replace view specql_cutover.lr_patterns_rest as
select
  l.source_table, l.row_key,
  case when l.row_key ~ '^[0-9]{1,18}$' then l.row_key::bigint else l.pk_legacy_row end as position,
  l.row as content, null::jsonb as also
from specql_cutover.tb_legacy_row as l
where l.kind = 'patterns';

comment on view specql_cutover.lr_patterns_rest is 'Rows of legacy tables that are kept as they came.';
comment on column specql_cutover.lr_patterns_rest.source_table is 'Table of the file.';
comment on column specql_cutover.lr_patterns_rest.row_key is 'Key of the row there.';
comment on column specql_cutover.lr_patterns_rest.position is 'Rises in the order of the file.';
comment on column specql_cutover.lr_patterns_rest.content is 'All cells by column.';
comment on column specql_cutover.lr_patterns_rest.also is 'Other values that an attribute may have.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A6_pattern_rendering/011A67_v_patterns_rest.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/0117D_outbox/0117D4_fn_settle_marks.sql
-- 0117D4  specql_cutover.settle_marks()
-- Takes marks off: of each transaction one stays, which says that it wrote.

create or replace function specql_cutover.settle_marks(store text, outbox bigint[] default null)
  returns bigint
  language plpgsql
  volatile
as $$
declare
  v_settled bigint;
begin
  with settled as (
    delete from specql_cutover.tb_outbox as o
    where o.store = settle_marks.store and o.mirrored_at is null
      and (settle_marks.outbox is null or o.pk_outbox = any (settle_marks.outbox))
    returning o.xid, o.created_at
  ), kept as (
    insert into specql_cutover.tb_outbox (store, xid, mirrored_at, created_at)
    select settle_marks.store, s.xid, clock_timestamp(), max(s.created_at)
    from settled as s
    where not exists (
      select from specql_cutover.tb_outbox as o
      where o.store = settle_marks.store and o.xid = s.xid and o.row_key is null)
    group by s.xid
  )
  select count(*) into v_settled from settled;
  return v_settled;
end;
$$;

comment on function specql_cutover.settle_marks(text, bigint[]) is
  'Removes the waiting marks, or those given, and keeps one without a row for each transaction: a consistency run asks for it. Returns '
  'how many were removed.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/0117D_outbox/0117D4_fn_settle_marks.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/0117D_outbox/0117D5_fn_prune_outbox.sql
-- 0117D5  specql_cutover.prune_outbox()
-- Drops the marks of old writes.
-- A mark may go once no comparison can be under way that has not seen its write. So they go by a snapshot that is
-- ten minutes old, which stays behind (`pruned`): a comparison that had seen less than it counts as stale.

create or replace function specql_cutover.prune_outbox(store text)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_mirror specql_cutover.tb_mirror;
  v_dropped bigint := 0;
begin
  select m.* into v_mirror
  from specql_cutover.tb_mirror as m join specql_cutover.tb_store as s on s.pk_store = m.fk_store
  where s.store = prune_outbox.store and (m.horizon_at is null or m.horizon_at < clock_timestamp() - interval '10 minutes')
  for no key update of m skip locked;
  if not found then
    return;
  end if;
  if v_mirror.horizon is not null then
    delete from specql_cutover.tb_outbox as o
    where o.store = prune_outbox.store and o.mirrored_at is not null and o.xid < pg_snapshot_xmax(v_mirror.horizon)
      and pg_visible_in_snapshot(o.xid, v_mirror.horizon)
      -- The newest one tells when the store was last written.
      and o.xid < (select max(n.xid) from specql_cutover.tb_outbox as n where n.store = prune_outbox.store);
    get diagnostics v_dropped = row_count;
  end if;
  update specql_cutover.tb_mirror as m
  set pruned = case when v_dropped > 0 then m.horizon else m.pruned end,
    horizon = pg_current_snapshot(), horizon_at = clock_timestamp()
  where m.pk_mirror = v_mirror.pk_mirror;
end;
$$;

comment on function specql_cutover.prune_outbox(text) is
  'Every ten minutes, drops settled marks that were committed more than ten minutes ago. Does nothing in between, or while another '
  'session does it.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/0117D_outbox/0117D5_fn_prune_outbox.sql
--! Included 0_schema/02_query_side/021_core/0217_cutover/0217C_store/0217C1_tv_store.sql
-- 0217C1  app.stores
-- The stores, how far each has moved, and how far behind its mirror is.

create or replace view app.stores as
select
  s.id,
  s.store,
  s.format,
  s.phase,
  case when s.draining then 'dual_write' else s.phase end as effective_phase,
  s.read_percent,
  s.legacy_path,
  s.moved_at,
  m.legacy_written_at,
  m.holder as mirror_holder,
  m.lease_until as mirror_lease_until,
  m.mirrored_at,
  m.mirrored_as_of,
  m.mirrored_sha256 as mirror_sha256,
  m.rebuild,
  p.pending,
  greatest(w.last_write_at, m.legacy_written_at) as last_write_at,
  coalesce(greatest(extract(epoch from clock_timestamp() - p.oldest), 0), 0)::double precision as lag_seconds,
  s.created_at,
  s.updated_at
from specql_cutover.tb_store as s
  join specql_cutover.tb_mirror as m on m.fk_store = s.pk_store
  cross join lateral (
    select count(*) as pending, min(o.created_at) as oldest
    from specql_cutover.tb_outbox as o
    where o.store = s.store and o.mirrored_at is null
  ) as p
  left join lateral (
    select o.created_at as last_write_at
    from specql_cutover.tb_outbox as o
    where o.store = s.store
    order by o.xid desc
    limit 1
  ) as w on true;

comment on view app.stores is
  E'@primaryKey id\n'
  '@orderBy store\n'
  'The stores that leave their legacy files: phase, file and mirror.';
comment on column app.stores.id is E'@notNull\nPublic key.';
comment on column app.stores.store is E'@notNull\nregistry, patterns, services, types, memory, network or tasks.';
comment on column app.stores.format is E'@notNull\nyaml, json or sqlite.';
comment on column app.stores.phase is E'@notNull\nlegacy, dual_write, shadow_read, postgres or retired.';
comment on column app.stores.effective_phase is
  E'@notNull\nThe phase to act by: dual_write while a store that went back to legacy is being drained, else the phase.';
comment on column app.stores.read_percent is E'@notNull\nShare of the keys that are read from PostgreSQL.';
comment on column app.stores.legacy_path is 'The legacy file; null where none is attached.';
comment on column app.stores.moved_at is 'When the phase was last changed.';
comment on column app.stores.legacy_written_at is 'When somebody last wrote the file as the leading side.';
comment on column app.stores.mirror_holder is 'Process that writes the file.';
comment on column app.stores.mirror_lease_until is 'Until when nobody else may.';
comment on column app.stores.mirrored_at is 'When the mirror last wrote the file.';
comment on column app.stores.mirrored_as_of is 'The state of the database that it wrote.';
comment on column app.stores.mirror_sha256 is 'sha256 of the file as the mirror wrote it.';
comment on column app.stores.rebuild is E'@notNull\nThe mirror has to write the whole file anew.';
comment on column app.stores.pending is E'@notNull\nMarks that the mirror has yet to write.';
comment on column app.stores.last_write_at is 'When the store was last written, on either side.';
comment on column app.stores.lag_seconds is E'@notNull\nAge of the oldest mark that the mirror has yet to write.';
comment on column app.stores.created_at is E'@notNull\nWhen it was made.';
comment on column app.stores.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.stores to specql_reader;
--! EndIncluded 0_schema/02_query_side/021_core/0217_cutover/0217C_store/0217C1_tv_store.sql
--! Included 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317C1_fn_attach_store.sql
-- 0317C1  app.attach_store()
-- Says where the legacy file of a store is: from then on its writes are noted.

create or replace function app.attach_store(store text, path text, format text default null)
  returns app.stores
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_store specql_cutover.tb_store;
  v_other text;
  v_row app.stores;
begin
  perform specql_cutover.store_pk(store);
  if coalesce(path, '') = '' then
    raise exception using
      errcode = 'SG102', message = 'path is missing', hint = 'Name the legacy file by its whole path.', column = 'path';
  end if;
  perform common.checked_text(path, 'path', 4000);
  if path !~ '^(/|[A-Za-z]:[\\/])' or path ~ '[\u0001-\u001f\u007f]' then
    raise exception using
      errcode = 'SG156',
      message = 'path must be a whole path',
      detail = format('It is %s.', quote_literal(left(path, 200))),
      hint = 'Begin it with /: the server and the commands run in different directories.',
      column = 'path';
  end if;
  if format not in ('yaml', 'json', 'sqlite') then
    raise exception using
      errcode = 'SG157',
      message = pg_catalog.format('%s is no format of a store', quote_literal(left(format, 60))),
      hint = 'The formats are yaml, json and sqlite.',
      column = 'format';
  end if;

  v_store := specql_cutover.hold(store);
  select s.store into v_other from specql_cutover.tb_store as s where s.legacy_path = path and s.store <> v_store.store;
  if found then
    raise exception using
      errcode = 'SG334',
      message = pg_catalog.format('the file belongs to the store %s', v_other),
      hint = 'Each store has a file of its own.',
      column = 'path';
  end if;
  if v_store.legacy_path is distinct from path or v_store.format is distinct from coalesce(format, v_store.format) then
    if (v_store.phase not in ('legacy', 'retired') or v_store.draining) and v_store.legacy_path is not null then
      raise exception using
        errcode = 'SG335',
        message = pg_catalog.format('the store %s is in use with the file that it has', store),
        detail = pg_catalog.format('Its phase is %s, its file %s.', v_store.phase, v_store.legacy_path),
        hint = 'app.roll_back_store() first, then app.detach_store().',
        column = 'path';
    end if;
    update specql_cutover.tb_store as s
    set legacy_path = path, format = coalesce(attach_store.format, s.format)
    where s.pk_store = v_store.pk_store;
    update specql_cutover.tb_mirror as m
    set mirrored_at = null, mirrored_as_of = null, mirrored_sha256 = null, legacy_written_at = clock_timestamp()
    where m.fk_store = v_store.pk_store;
    perform specql_audit.record_decision('cutover', 'attach', 'store', v_store.id, jsonb_build_object(
      'store', v_store.store, 'path', path, 'format', coalesce(format, v_store.format), 'before', v_store.legacy_path));
  end if;
  select s.* into v_row from app.stores as s where s.id = v_store.id;
  return v_row;
end;
$$;

comment on function app.attach_store(text, text, text) is
  'Attaches the legacy file to the store, by its whole path. From then on writes are noted, and a consistency run begun before counts as '
  'stale. SG235: no such store. SG156: no whole path. SG157: no such format. SG334: another store''s file. SG335: the store is in use '
  'with another file.';

grant execute on function app.attach_store(text, text, text) to specql_admin;
--! EndIncluded 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317C1_fn_attach_store.sql
--! Included 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317C2_fn_detach_store.sql
-- 0317C2  app.detach_store()
-- Forgets the legacy file of a store.

create or replace function app.detach_store(store text)
  returns app.stores
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_store specql_cutover.tb_store;
  v_row app.stores;
begin
  v_store := specql_cutover.hold(store);
  if v_store.phase not in ('legacy', 'retired') or v_store.draining then
    raise exception using
      errcode = 'SG335',
      message = format('the store %s is in use with the file that it has', v_store.store),
      detail = format('Its phase is %s.', case when v_store.draining then 'legacy, and the mirror has more to write' else v_store.phase end),
      hint = 'Go back to legacy, or on to retired, and let the mirror finish.',
      column = 'store';
  end if;
  if v_store.legacy_path is not null then
    update specql_cutover.tb_store as s set legacy_path = null where s.pk_store = v_store.pk_store;
    update specql_cutover.tb_mirror as m
    set holder = null, lease_until = null, mirrored_at = null, mirrored_as_of = null, mirrored_sha256 = null,
      legacy_written_at = null, rebuild = false, horizon = null, horizon_at = null,
      -- Nothing is noted from here on: no comparison made up to now says anything about what comes.
      pruned = pg_current_snapshot()
    where m.fk_store = v_store.pk_store;
    delete from specql_cutover.tb_outbox as o where o.store = v_store.store;
    perform specql_audit.record_decision('cutover', 'detach', 'store', v_store.id, jsonb_build_object(
      'store', v_store.store, 'path', v_store.legacy_path));
  end if;
  select s.* into v_row from app.stores as s where s.id = v_store.id;
  return v_row;
end;
$$;

comment on function app.detach_store(text) is
  'Detaches the legacy file; the file stays. Writes are no longer noted. SG235: no such store. SG335: its phase is neither legacy nor '
  'retired, or it is still being drained.';

grant execute on function app.detach_store(text) to specql_admin;
--! EndIncluded 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317C2_fn_detach_store.sql
--! Included 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317C3_fn_hold_store.sql
-- 0317C3  app.hold_store()
-- Lets a store be compared and moved in one transaction, with nothing written in between.

create or replace function app.hold_store(store text)
  returns app.stores
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_store specql_cutover.tb_store;
  v_row app.stores;
begin
  v_store := specql_cutover.hold(store);
  select s.* into v_row from app.stores as s where s.id = v_store.id;
  return v_row;
end;
$$;

comment on function app.hold_store(text) is
  E'@behavior -mutationField\nWriters of the store wait, and do not fail, until this transaction ends; those that have begun are waited '
  'for, as long as lock_timeout allows. SG235: no such store. SG337: the transaction is not read committed.';

grant execute on function app.hold_store(text) to specql_admin;
--! EndIncluded 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317C3_fn_hold_store.sql
--! Included 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317C4_fn_advance_store.sql
-- 0317C4  app.advance_store()
-- Moves a store one phase forward.

create or replace function app.advance_store(
  store         text,
  phase         text,
  read_percent  integer default null,
  legacy_sha256 text default null
)
  returns app.stores
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_step integer;
  v_store specql_cutover.tb_store;
  v_percent integer;
  v_run uuid;
  v_row app.stores;
begin
  perform specql_cutover.refuse_partial(store);
  perform specql_cutover.store_pk(store);
  v_step := specql_cutover.phase_number(phase);
  if read_percent not between 0 and 100 or read_percent is not null and phase <> 'shadow_read' then
    raise exception using
      errcode = 'SG158',
      message = 'read_percent must be between 0 and 100, and belongs to the phase shadow_read',
      detail = format('It is %s, for the phase %s.', read_percent, phase),
      column = 'read_percent';
  end if;

  v_store := specql_cutover.hold(store);
  v_percent := case phase when 'shadow_read' then coalesce(read_percent, 0) when 'postgres' then 100 when 'retired' then 100 else 0 end;
  if phase = 'shadow_read' and v_store.phase = 'shadow_read' then
    if read_percent is null then
      raise exception using
        errcode = 'SG102',
        message = 'read_percent is missing',
        hint = 'The store is in the phase shadow_read; say which share of the keys is to be read from PostgreSQL.',
        column = 'read_percent';
    end if;
    perform specql_cutover.move(v_store, 'set_read_percent', phase, v_percent, false,
      (select m.rebuild from specql_cutover.tb_mirror as m where m.fk_store = v_store.pk_store), null);
  elsif v_step <> specql_cutover.phase_number(v_store.phase) + 1 then
    raise exception using
      errcode = 'SG333',
      message = format('a store does not go from %s to %s', v_store.phase, phase),
      detail = 'It goes one phase forward at a time: legacy, dual_write, shadow_read, postgres, retired.',
      hint = case when v_step <= specql_cutover.phase_number(v_store.phase)
        then 'app.roll_back_store() goes back.' else 'Enter the phases in between first.' end,
      column = 'phase';
  elsif v_store.legacy_path is null then
    raise exception using
      errcode = 'SG238',
      message = format('the store %s has no legacy file', v_store.store),
      hint = 'app.attach_store() says where it is.',
      column = 'store';
  else
    v_run := specql_cutover.proven_run(v_store, advance_store.legacy_sha256);
    if exists (select from specql_cutover.tb_mirror as m where m.fk_store = v_store.pk_store and m.rebuild) then
      raise exception using
        errcode = 'SG332',
        message = format('the file of the store %s has yet to be written anew', v_store.store),
        hint = 'specql cutover mirror writes it.';
    end if;
    -- Both sides are equal, so nothing waits for the mirror.
    perform specql_cutover.settle_marks(v_store.store);
    perform specql_cutover.move(v_store, 'advance', phase, v_percent, false, false, v_run);
  end if;
  select s.* into v_row from app.stores as s where s.id = v_store.id;
  return v_row;
end;
$$;

comment on function app.advance_store(text, text, integer, text) is
  'One phase forward: legacy, dual_write, shadow_read, postgres, retired; or, in shadow_read, another read_percent. The last consistency '
  'run must be clean and younger than the last write. Writers wait until the transaction ends. SG158: no such phase, or a share that '
  'does not fit. SG333: not the next phase. SG238: no file attached. SG330, SG331, SG332: never compared, not clean, or written since.';

grant execute on function app.advance_store(text, text, integer, text) to specql_admin;
--! EndIncluded 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317C4_fn_advance_store.sql
--! Included 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317C5_fn_roll_back_store.sql
-- 0317C5  app.roll_back_store()
-- Moves a store back, whatever the comparisons say. Nothing written meanwhile is lost.

create or replace function app.roll_back_store(store text, phase text default null)
  returns app.stores
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  c_phases constant text[] := array['legacy', 'dual_write', 'shadow_read', 'postgres'];
  v_store specql_cutover.tb_store;
  v_here integer;
  v_phase text;
  v_rebuild boolean;
  v_row app.stores;
begin
  perform specql_cutover.refuse_partial(store);
  perform specql_cutover.store_pk(store);
  if phase is not null then
    perform specql_cutover.phase_number(phase);
  end if;
  v_store := specql_cutover.hold(store);
  v_here := specql_cutover.phase_number(v_store.phase);
  v_phase := coalesce(phase, c_phases[v_here - 1]);
  if v_phase is null or specql_cutover.phase_number(v_phase) >= v_here then
    raise exception using
      errcode = 'SG333',
      message = case when v_phase is null then format('the store %s is in its first phase', v_store.store)
        else format('a store does not go back from %s to %s', v_store.phase, v_phase) end,
      hint = case when v_here = 1 then 'There is nothing to go back to.'
        else format('It can go back to %s.', array_to_string(c_phases[:v_here - 1], ', ')) end,
      column = 'phase';
  end if;
  if v_store.legacy_path is null then
    raise exception using
      errcode = 'SG238',
      message = format('the store %s has no legacy file', v_store.store),
      hint = 'app.attach_store() says where it is to be written.',
      column = 'store';
  end if;
  select v_store.phase = 'retired' or m.rebuild
  into strict v_rebuild
  from specql_cutover.tb_mirror as m
  where m.fk_store = v_store.pk_store;
  perform specql_cutover.move(v_store, 'roll_back', v_phase,
    case v_phase when 'postgres' then 100 when 'shadow_read' then case v_store.phase when 'shadow_read' then v_store.read_percent else 0 end
      else 0 end,
    v_phase = 'legacy' and (v_rebuild or exists (
      select from specql_cutover.tb_outbox as o where o.store = v_store.store and o.mirrored_at is null)),
    v_rebuild, null);
  select s.* into v_row from app.stores as s where s.id = v_store.id;
  return v_row;
end;
$$;

comment on function app.roll_back_store(text, text) is
  'One phase back, or to the earlier phase named; needs no comparison. Back in legacy, PostgreSQL still leads until the mirror has written '
  'what it holds (effective_phase). Back from retired, the whole file is written anew. SG333: there is no such way back. SG238: no file '
  'is attached.';

grant execute on function app.roll_back_store(text, text) to specql_admin;
--! EndIncluded 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317C5_fn_roll_back_store.sql
--! Included 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317C6_fn_note_legacy_write.sql
-- 0317C6  app.note_legacy_write()
-- Says that somebody writes the legacy file while it leads.

create or replace function app.note_legacy_write(store text)
  returns app.stores
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_row app.stores;
begin
  perform specql_cutover.share_store(store, 'legacy');
  update specql_cutover.tb_mirror as m
  set legacy_written_at = clock_timestamp(), updated_at = clock_timestamp(), updated_by = common.current_actor()
  from specql_cutover.tb_store as s
  where s.store = note_legacy_write.store and m.fk_store = s.pk_store;
  select s.* into v_row from app.stores as s where s.store = note_legacy_write.store;
  return v_row;
end;
$$;

comment on function app.note_legacy_write(text) is
  'Call it in the transaction during which the file is written: a comparison made before counts as stale, and nobody moves the store '
  'before the transaction ends. SG235: no such store. SG336: the file does not lead now.';

grant execute on function app.note_legacy_write(text) to specql_author, specql_admin;
--! EndIncluded 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317C6_fn_note_legacy_write.sql
--! Included 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317C7_fn_store_tables.sql
-- 0317C7  app.store_tables()
-- The legacy tables of a store.

create or replace function app.store_tables(store text)
  returns jsonb
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
begin
  return coalesce((select jsonb_agg(t.source_table order by t.rank, t.source_table)
    from specql_cutover.store_tables(store) as t), '[]');
end;
$$;

comment on function app.store_tables(text) is
  'The tables of the store''s legacy file as a JSON array of names, in the order in which they are loaded. SG235: no such store.';

grant execute on function app.store_tables(text) to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
--! EndIncluded 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317C7_fn_store_tables.sql
--! Included 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317C8_fn_store_rows.sql
-- 0317C8  app.store_rows()
-- Rows of a store as its legacy file has them.

create or replace function app.store_rows(
  store        text,
  source_table text,
  keys         text[] default null,
  after        bigint default null,
  "limit"      integer default 1000
)
  returns jsonb
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
begin
  if "limit" < 0 then
    raise exception using
      errcode = 'SG165', message = 'limit must not be negative', column = 'limit';
  end if;
  return coalesce((
    select jsonb_agg(jsonb_build_object('row_key', p.row_key, 'position', p.position, 'content', p.content)
      order by p.position, p.row_key collate "C")
    from (
      select r.row_key, r.position, r.content
      from specql_cutover.rendered(store, source_table, keys) as r
      where after is null or r.position > after
      order by r.position
      -- Rows of one place are not torn apart: the next page begins after it.
      fetch first least(coalesce("limit", 1000), 100000) rows with ties
    ) as p), '[]');
end;
$$;

comment on function app.store_rows(text, text, text[], bigint, integer) is
  E'@behavior -queryField\nRows of the table as [{row_key, position, content}], in the order of the file; those with the keys, or a page '
  'after a position; of the memory store those that the caller may see. SG165: a negative limit. SG235, SG236: no such store or table.';

grant execute on function app.store_rows(text, text, text[], bigint, integer) to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
--! EndIncluded 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317C8_fn_store_rows.sql
--! Included 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317C9_fn_put_store_row.sql
-- 0317C9  app.put_store_row()
-- Writes a row of a store that comes in the form of its legacy file.

create or replace function app.put_store_row(
  store          text,
  source_table   text,
  row_key        text,
  content        jsonb,
  expected_phase text default null
)
  returns jsonb
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
begin
  if coalesce(row_key, '') = '' or content is null then
    raise exception using
      errcode = 'SG102',
      message = format('%s is missing', case when content is null then 'content' else 'row_key' end),
      column = case when content is null then 'content' else 'row_key' end;
  end if;
  perform specql_cutover.legacy_table(store, source_table);
  perform specql_cutover.share_store(store, expected_phase);
  perform specql_cutover.call_load(null, store, source_table, 1,
    jsonb_build_array(jsonb_build_object('key', row_key, 'line', null, 'content', content)), '{"mode": "put", "zone": "UTC"}');
  return (
    select jsonb_build_object('row_key', r.row_key, 'position', r.position, 'content', r.content)
    from specql_cutover.rendered(store, source_table, array[row_key]) as r);
end;
$$;

comment on function app.put_store_row(text, text, text, jsonb, text) is
  'Makes or changes the row; what the content says counts. Returns {row_key, position, content} as it stands now. The rules of the '
  'registry hold as for every other way in. SG235, SG236: no such store or table. SG336: the store is not in the expected phase. SG339: '
  'the table is not written row by row.';

grant execute on function app.put_store_row(text, text, text, jsonb, text) to specql_admin;
--! EndIncluded 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317C9_fn_put_store_row.sql
--! Included 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317CA_fn_remove_store_row.sql
-- 0317CA  app.remove_store_row()
-- Removes a row of a store, named as its legacy file names it.

create or replace function app.remove_store_row(
  store          text,
  source_table   text,
  row_key        text,
  expected_phase text default null
)
  returns boolean
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_table constant specql_cutover.tb_legacy_table := specql_cutover.legacy_table(store, source_table);
  v_removed boolean;
begin
  if v_table.remove_function is null then
    raise exception using
      errcode = 'SG339',
      message = format('rows of the table %s of the store %s cannot be removed', source_table, store),
      column = 'source_table';
  end if;
  perform specql_cutover.share_store(store, expected_phase);
  execute format('select %s($1, $2)', v_table.remove_function) into v_removed using source_table, row_key;
  return v_removed is true;
end;
$$;

comment on function app.remove_store_row(text, text, text, text) is
  'Removes the row, or, where codes hang on it, retires it. False where there is none. SG235, SG236: no such store or table. SG336: the '
  'store is not in the expected phase. SG339: rows of the table stay.';

grant execute on function app.remove_store_row(text, text, text, text) to specql_admin;
--! EndIncluded 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317CA_fn_remove_store_row.sql
--! Included 0_schema/03_functions/031_core/0317_cutover/0317D_outbox/0317D1_fn_claim_mirror.sql
-- 0317D1  app.claim_mirror()
-- Lets one process at a time write a store's legacy file.

create or replace function app.claim_mirror(store text, holder text, seconds integer default 30)
  returns boolean
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_store constant bigint := specql_cutover.store_pk(store);
  v_claimed boolean;
begin
  perform specql_cutover.refuse_partial(store);
  if coalesce(btrim(holder), '') = '' then
    raise exception using errcode = 'SG102', message = 'holder is missing', column = 'holder';
  end if;
  perform common.checked_text(holder, 'holder', 200);
  if seconds is null or seconds not between 0 and 3600 then
    raise exception using
      errcode = 'SG101', message = 'seconds must be between 0 and 3600', column = 'seconds';
  end if;
  update specql_cutover.tb_mirror as m
  set holder = case when seconds > 0 then claim_mirror.holder end,
    lease_until = case when seconds > 0 then clock_timestamp() + make_interval(secs => seconds) end,
    updated_at = clock_timestamp(), updated_by = common.current_actor()
  where m.fk_store = v_store
    and (m.holder is null or m.holder = claim_mirror.holder or m.lease_until is null or m.lease_until < clock_timestamp());
  v_claimed := found;
  perform specql_cutover.prune_outbox(store);
  return v_claimed;
end;
$$;

comment on function app.claim_mirror(text, text, integer) is
  'True where the holder may write the store''s file for so many seconds: nobody else has a lease that still runs. Claim again to '
  'prolong it, with 0 seconds to give it back. SG235: no such store.';

grant execute on function app.claim_mirror(text, text, integer) to specql_admin;
--! EndIncluded 0_schema/03_functions/031_core/0317_cutover/0317D_outbox/0317D1_fn_claim_mirror.sql
--! Included 0_schema/03_functions/031_core/0317_cutover/0317D_outbox/0317D2_fn_mirror_batch.sql
-- 0317D2  app.mirror_batch()
-- What a store's mirror has to write next. Stable: all of it is read in the one snapshot of the call.

create or replace function app.mirror_batch(store text, "limit" integer default 1000)
  returns jsonb
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  c_counted constant integer := 10000;
  v_pk constant bigint := specql_cutover.store_pk(store);
  v_limit constant integer := least(greatest(coalesce("limit", 1000), 1), 100000);
  v_store record;
  v_writes boolean;
  v_outbox bigint[] := '{}';
  v_rows jsonb := '[]';
  v_pending bigint := 0;
begin
  perform specql_cutover.refuse_partial(store);
  select s.store, s.format, s.legacy_path, s.phase, case when s.draining then 'dual_write' else s.phase end as effective_phase,
    m.rebuild, m.mirrored_sha256
  into strict v_store
  from specql_cutover.tb_store as s join specql_cutover.tb_mirror as m on m.fk_store = s.pk_store
  where s.pk_store = v_pk;
  v_writes := v_store.legacy_path is not null and v_store.effective_phase not in ('legacy', 'retired');

  if v_writes then
    select coalesce(array_agg(b.pk_outbox), '{}') into v_outbox
    from (
      select o.pk_outbox
      from specql_cutover.tb_outbox as o
      where o.store = v_store.store and o.mirrored_at is null
      order by o.pk_outbox
      -- A file that is written anew has all of it.
      limit case when not v_store.rebuild then v_limit end
    ) as b;
    select count(*) into v_pending
    from (
      select from specql_cutover.tb_outbox as o
      where o.store = v_store.store and o.mirrored_at is null
      limit cardinality(v_outbox) + c_counted
    ) as p;
    v_pending := v_pending - cardinality(v_outbox);
  end if;
  if not v_store.rebuild and cardinality(v_outbox) > 0 then
    select coalesce(jsonb_agg(jsonb_build_object(
      'source_table', t.source_table, 'row_key', r.row_key, 'position', r.position, 'content', r.content)
      order by t.rank, t.source_table, r.position, r.row_key collate "C"), '[]')
    into v_rows
    from (
      select o.source_table, array_agg(distinct o.row_key) as keys, min(coalesce(l.rank, 1000000)) as rank
      from specql_cutover.tb_outbox as o
        left join specql_cutover.tb_legacy_table as l on l.fk_store = v_pk and l.source_table = o.source_table
      where o.pk_outbox = any (v_outbox)
      group by o.source_table
    ) as t
      cross join lateral (
        -- Each table is read once, by all its keys; what is not there is gone.
        select k.row_key, v.position, v.content
        from unnest(t.keys) as k (row_key)
          left join specql_cutover.rendered(v_store.store, t.source_table, t.keys) as v on v.row_key = k.row_key
      ) as r;
  end if;
  return jsonb_build_object(
    'store', v_store.store, 'format', v_store.format, 'path', v_store.legacy_path,
    'phase', v_store.effective_phase, 'rebuild', v_store.rebuild, 'sha256', v_store.mirrored_sha256,
    'as_of', statement_timestamp(), 'outbox', to_jsonb(v_outbox), 'rows', v_rows, 'pending', v_pending);
end;
$$;

comment on function app.mirror_batch(text, integer) is
  E'@behavior -queryField\nWhat the mirror has to write next, read in one snapshot: {store, format, path, phase, rebuild, sha256, as_of, '
  'outbox, rows: [{source_table, row_key, position, content}], pending}. A content of null says that the row is gone. phase is the '
  'effective one; in legacy and retired nothing is to be written. With rebuild there are no rows: the whole file is to be written. '
  'pending counts what is left after this batch, up to 10000. SG235: no such store.';

grant execute on function app.mirror_batch(text, integer) to specql_admin;
--! EndIncluded 0_schema/03_functions/031_core/0317_cutover/0317D_outbox/0317D2_fn_mirror_batch.sql
--! Included 0_schema/03_functions/031_core/0317_cutover/0317D_outbox/0317D3_fn_acknowledge_mirror.sql
-- 0317D3  app.acknowledge_mirror()
-- Says that the mirror has written a batch.

create or replace function app.acknowledge_mirror(
  store   text,
  outbox  bigint[],
  sha256  text,
  as_of   timestamptz,
  rebuilt boolean default false
)
  returns app.stores
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_pk constant bigint := specql_cutover.store_pk(store);
  v_row app.stores;
begin
  perform specql_cutover.refuse_partial(store);
  if outbox is null or as_of is null then
    raise exception using
      errcode = 'SG102',
      message = format('%s is missing', case when outbox is null then 'outbox' else 'as_of' end),
      hint = 'Both are in what app.mirror_batch() gave.',
      column = case when outbox is null then 'outbox' else 'as_of' end;
  end if;
  if sha256 !~ '^[0-9a-f]{64}$' then
    raise exception using
      errcode = 'SG101', message = 'sha256 must be 64 hexadecimal digits in lower case', column = 'sha256';
  end if;
  perform specql_cutover.settle_marks(store, outbox);
  update specql_cutover.tb_mirror as m
  set mirrored_at = clock_timestamp(), mirrored_as_of = greatest(m.mirrored_as_of, as_of),
    mirrored_sha256 = coalesce(acknowledge_mirror.sha256, m.mirrored_sha256), rebuild = m.rebuild and rebuilt is not true,
    updated_at = clock_timestamp(), updated_by = common.current_actor()
  where m.fk_store = v_pk;

  -- Back to the file at last: only where nobody is about to write, or it would be written beside the file.
  if exists (select from specql_cutover.tb_store as s where s.pk_store = v_pk and s.draining)
    and pg_try_advisory_xact_lock(specql_cutover.store_lock(store))
  then
    update specql_cutover.tb_store as s
    set draining = false
    where s.pk_store = v_pk and s.draining
      and not exists (select from specql_cutover.tb_outbox as o where o.store = acknowledge_mirror.store and o.mirrored_at is null)
      and not exists (select from specql_cutover.tb_mirror as m where m.fk_store = v_pk and m.rebuild);
  end if;
  perform specql_cutover.prune_outbox(store);
  select s.* into v_row from app.stores as s where s.store = acknowledge_mirror.store;
  return v_row;
end;
$$;

comment on function app.acknowledge_mirror(text, bigint[], text, timestamptz, boolean) is
  'Takes the marks of a batch off and notes the file''s sha256; `rebuilt` where the whole file was written. The last batch of a store that '
  'went back to legacy ends its draining. To acknowledge twice does no harm. SG235: no such store.';

grant execute on function app.acknowledge_mirror(text, bigint[], text, timestamptz, boolean) to specql_admin;
--! EndIncluded 0_schema/03_functions/031_core/0317_cutover/0317D_outbox/0317D3_fn_acknowledge_mirror.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A7_row_put/011A71_fn_put_by_import.sql
-- 011A71  specql_cutover.put_by_import()
-- Takes a row in as its importer does, so that the same rules hold; no trace of a run stays.

create or replace function specql_cutover.put_by_import(kind text, document jsonb, options jsonb default '{}')
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_report constant jsonb := specql_cutover.run_import(
    kind => put_by_import.kind, document => put_by_import.document, options => '{"source": "put", "timezone": "UTC"}'::jsonb || put_by_import.options);
  v_reject constant jsonb := v_report #> '{rejects,0}';
  v_run    bigint;
begin
  if not (v_report ->> 'written')::boolean then
    raise exception using
      errcode = coalesce(v_reject ->> 'code', 'SG116'),
      message = coalesce(v_reject ->> 'reason', 'the row cannot be taken in'),
      detail = format('%s was refused.', coalesce(v_reject ->> 'path', 'The row')),
      hint = coalesce(v_reject ->> 'hint', 'Correct the content.'),
      column = coalesce(v_reject ->> 'field', 'content');
  end if;
  select r.pk_import_run into strict v_run from specql_cutover.tb_import_run as r where r.id = (v_report ->> 'run_id')::uuid;
  delete from specql_cutover.tb_import_row as r where r.fk_import_run = v_run;
  delete from specql_cutover.tb_import_run as r where r.pk_import_run = v_run;
  return v_report;
end;
$$;

comment on function specql_cutover.put_by_import(text, jsonb, jsonb) is
  'Imports a document of one row and what it stands on. What would reject a row is raised, with its code.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A7_row_put/011A71_fn_put_by_import.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A7_row_put/011A72_fn_load_registry.sql
-- 011A72  specql_cutover.load_registry()
-- Takes rows of a registry's legacy file; the caller's row wins.

create or replace function specql_cutover.load_registry(
  run bigint, source_table text, first_ordinal bigint, rows jsonb, options jsonb
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_row    record;
  v_before jsonb;
  v_counts jsonb := '{"imported": 0, "updated": 0, "unchanged": 0, "changed": 0, "rejected": 0}';
  v_what   text;
begin
  for v_row in
    select r.value ->> 'key' as key, r.value -> 'content' as content
    from jsonb_array_elements(rows) with ordinality as r (value, position) order by r.position
  loop
    select r.content into v_before from specql_cutover.rendered('registry', source_table, array[v_row.key]) as r;
    if v_before is distinct from v_row.content then
      perform specql_cutover.put_registry_row(source_table, v_row.key, v_row.content);
    end if;
    v_what := case when v_before is null then 'imported' when v_before = v_row.content then 'unchanged' else 'updated' end;
    v_counts := jsonb_set(v_counts, array[v_what], to_jsonb((v_counts ->> v_what)::integer + 1));
  end loop;
  return v_counts;
end;
$$;

comment on function specql_cutover.load_registry(bigint, text, bigint, jsonb, jsonb) is
  'Puts rows one by one; whole files go through app.import_registry(). Raises what would reject a row.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A7_row_put/011A72_fn_load_registry.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A7_row_put/011A73_fn_put_registry_row.sql
-- 011A73  specql_cutover.put_registry_row()
-- Takes one row of a registry's legacy file.

create or replace function specql_cutover.put_registry_row(source_table text, row_key text, content jsonb)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_keys   text[];
  v_domain jsonb;
  v_below  jsonb;
  v_entry  jsonb;
begin
  if source_table = 'document' then
    -- What the new value leaves out goes; a reserved code stays reserved.
    if row_key = 'schema_layers' then
      delete from specql_registry.tb_schema_layer as l
      where not exists (select from jsonb_object_keys(content) as k (key) where upper(k.key) = l.layer);
    elsif row_key = 'subdomain_inference' then
      delete from specql_registry.tb_inference_rule;
      delete from specql_registry.tb_registry_section as s where s.section_name like 'subdomain\_inference.%';
    end if;
    perform specql_cutover.put_by_import('registry', jsonb_build_object('domains', '[]'::jsonb, row_key, content));
    return;
  end if;

  v_keys := regexp_match(row_key, case source_table
    when 'domains' then '^domains\.([^.]+)$'
    when 'subdomains' then '^domains\.([^.]+)\.subdomains\.([^.]+)$'
    else '^domains\.([^.]+)\.subdomains\.([^.]+)\.' || source_table || '\.(.+)$' end);
  if v_keys is null then
    raise exception using
      errcode = 'SG237',
      message = format('%s is no key of the table %s', quote_literal(left(row_key, 100)), source_table),
      hint = 'Keys are written as domains.2.subdomains.3.entities.Contact.',
      column = 'row_key';
  end if;
  perform specql_cutover.checked_entry(content);
  -- What the row stands on comes as it is; the row itself as if the file had last said what it says now.
  v_domain := jsonb_build_object('$key', v_keys[1]) || case source_table when 'domains' then content else coalesce((
    select r.content from specql_cutover.rendered('registry', 'domains', array['domains.' || v_keys[1]]) as r), '{}') end;
  if source_table = 'domains' then
    update specql_registry.tb_domain as d
    set legacy = jsonb_build_object('key', coalesce(d.legacy ->> 'key', v_keys[1]), 'entry', v.content)
    from specql_cutover.lr_registry_domains as v
    where v.row_key = put_registry_row.row_key and specql_cutover.domain_key(d.domain_number, d.legacy) = v.row_key
      and d.legacy -> 'entry' is distinct from v.content;
  else
    v_entry := case source_table when 'subdomains' then content else coalesce((
      select r.content from specql_cutover.rendered('registry', 'subdomains',
        array['domains.' || v_keys[1] || '.subdomains.' || v_keys[2]]) as r), '{}') end;
    if source_table = 'subdomains' then
      update specql_registry.tb_subdomain as s
      set legacy = coalesce(s.legacy, '{}') || jsonb_build_object('key', v_keys[2], 'entry', v.content - 'next_entity_sequence')
      from specql_cutover.lr_registry_subdomains as v
      where v.row_key = put_registry_row.row_key and specql_cutover.subdomain_key(s.pk_subdomain) = v.row_key;
    else
      v_below := jsonb_build_object(source_table, jsonb_build_array(jsonb_build_object('$key', v_keys[3]) || content));
      if source_table = 'entities' then
        update specql_registry.tb_entity_registration as e
        set legacy = jsonb_build_object('key', v_keys[3], 'entry', v.content - 'status')
        from specql_cutover.lr_registry_entities as v
        where v.row_key = put_registry_row.row_key
          and specql_cutover.entry_key(e.fk_subdomain, 'entities', e.entity_name, e.legacy) = v.row_key;
      else
        update specql_registry.tb_read_entity as e
        set legacy = jsonb_build_object('key', v_keys[3], 'entry', v.content - 'files')
        from specql_cutover.lr_registry_read_entities as v
        where v.row_key = put_registry_row.row_key
          and specql_cutover.entry_key(e.fk_subdomain, 'read_entities', e.read_entity_name, e.legacy) = v.row_key;
        delete from specql_registry.tb_read_entity_file as f
        using specql_registry.tb_read_entity as e
        where e.pk_read_entity = f.fk_read_entity
          and specql_cutover.entry_key(e.fk_subdomain, 'read_entities', e.read_entity_name, e.legacy) = put_registry_row.row_key;
      end if;
    end if;
    v_domain := v_domain || jsonb_build_object('subdomains', jsonb_build_array(
      jsonb_build_object('$key', v_keys[2]) || v_entry || coalesce(v_below, '{}')));
  end if;
  perform specql_cutover.put_by_import('registry', jsonb_build_object('domains', jsonb_build_array(v_domain)));
end;
$$;

comment on function specql_cutover.put_registry_row(text, text, jsonb) is
  'Imports a document of the row and of what stands above it. SG237: no key of the table. What would reject a row is raised.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A7_row_put/011A73_fn_put_registry_row.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A7_row_put/011A74_fn_remove_registry_row.sql
-- 011A74  specql_cutover.remove_registry_row()
-- Removes a row of a registry's legacy file, or retires what cannot go.

create or replace function specql_cutover.remove_registry_row(source_table text, row_key text)
  returns boolean
  language plpgsql
  volatile
as $$
declare
  v_entity record;
begin
  case source_table
  when 'entities' then
    select e.entity_name, e.domain_number, e.subdomain_number, e.status
    into v_entity
    from specql_registry.tb_entity_registration as e
    where specql_cutover.entry_key(e.fk_subdomain, 'entities', e.entity_name, e.legacy) = row_key;
    if not found or v_entity.status = 'retired' then
      return false;
    end if;
    perform app.retire_entity(
      domain => v_entity.domain_number, subdomain => v_entity.subdomain_number, entity_name => v_entity.entity_name);
    return true;
  when 'read_entities' then
    delete from specql_registry.tb_read_entity_file as f
    using specql_registry.tb_read_entity as e
    where e.pk_read_entity = f.fk_read_entity
      and specql_cutover.entry_key(e.fk_subdomain, 'read_entities', e.read_entity_name, e.legacy) = row_key;
    delete from specql_registry.tb_read_entity as e
    where specql_cutover.entry_key(e.fk_subdomain, 'read_entities', e.read_entity_name, e.legacy) = row_key;
    return found;
  when 'document' then
    if row_key = 'schema_layers' then
      delete from specql_registry.tb_schema_layer;
    elsif row_key = 'subdomain_inference' then
      delete from specql_registry.tb_inference_rule;
      delete from specql_registry.tb_registry_section as s where s.section_name like 'subdomain\_inference.%';
      return true;
    elsif row_key = 'reserved_codes' then
      raise exception using
        errcode = 'SG402', message = 'reserved codes stay reserved', column = 'row_key';
    else
      delete from specql_registry.tb_registry_section as s where s.section_name = row_key;
    end if;
    return found;
  else
    if not exists (select from specql_cutover.rendered('registry', source_table, array[row_key])) then
      return false;
    end if;
    raise exception using
      errcode = 'SG402',
      message = format('rows of %s cannot be removed', source_table),
      detail = 'Codes of their entities were given out, and stay given.',
      hint = 'Retire the entities below it.',
      column = 'row_key';
  end case;
end;
$$;

comment on function specql_cutover.remove_registry_row(text, text) is
  'An entity is retired and keeps its code; read entities and sections go. False where there is none. SG402: domains, subdomains and '
  'reserved codes stay.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A7_row_put/011A74_fn_remove_registry_row.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A7_row_put/011A75_fn_typed.sql
-- 011A75  specql_cutover.typed()
-- Texts of a YAML file as the values that YAML reads them as.

create or replace function specql_cutover.typed(value jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_text text;
begin
  case jsonb_typeof(value)
  when 'string' then
    v_text := value #>> '{}';
    return case
      when v_text in ('true', 'false') then v_text::jsonb
      when v_text ~ '^-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,17})?$' then v_text::jsonb
      else value end;
  when 'array' then
    return (select coalesce(jsonb_agg(specql_cutover.typed(e.value) order by e.position), '[]')
      from jsonb_array_elements(value) with ordinality as e (value, position));
  when 'object' then
    return (select coalesce(jsonb_object_agg(e.key, specql_cutover.typed(e.value)), '{}') from jsonb_each(value) as e);
  else
    return value;
  end case;
end;
$$;

comment on function specql_cutover.typed(jsonb) is
  'The value with texts that look like numbers or truth values as these, at any depth: the other way round of specql_cutover.failsafe().';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A7_row_put/011A75_fn_typed.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A7_row_put/011A76_fn_load_services.sql
-- 011A76  specql_cutover.load_services()
-- Takes rows of a services file; the caller's row wins.

create or replace function specql_cutover.load_services(
  run bigint, source_table text, first_ordinal bigint, rows jsonb, options jsonb
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_row    record;
  v_before jsonb;
  v_counts jsonb := '{"imported": 0, "updated": 0, "unchanged": 0, "changed": 0, "rejected": 0}';
  v_what   text;
begin
  for v_row in
    select r.value ->> 'key' as key, r.value -> 'content' as content
    from jsonb_array_elements(rows) with ordinality as r (value, position) order by r.position
  loop
    select r.content into v_before from specql_cutover.rendered('services', source_table, array[v_row.key]) as r;
    if v_before is distinct from v_row.content then
      if source_table = 'document' then
        insert into specql_cutover.tb_legacy_row as l (kind, source_table, row_key, row)
        values ('services', 'document', v_row.key, jsonb_build_object('value', v_row.content))
        on conflict on constraint uq_tb_legacy_row__row_key do update set row = excluded.row;
      else
        perform specql_cutover.put_service(v_row.key, v_row.content);
      end if;
    end if;
    v_what := case when v_before is null then 'imported' when v_before = v_row.content then 'unchanged' else 'updated' end;
    v_counts := jsonb_set(v_counts, array[v_what], to_jsonb((v_counts ->> v_what)::integer + 1));
  end loop;
  return v_counts;
end;
$$;

comment on function specql_cutover.load_services(bigint, text, bigint, jsonb, jsonb) is
  'Puts rows one by one; whole files go through app.import_services(). Raises what would reject a row.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A7_row_put/011A76_fn_load_services.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A7_row_put/011A77_fn_put_service.sql
-- 011A77  specql_cutover.put_service()
-- Takes one service of a services file.

create or replace function specql_cutover.put_service(row_key text, content jsonb)
  returns void
  language plpgsql
  volatile
as $$
declare
  c_fields  constant text[] := '{name,description,owner,domain,database,schemas,dependencies,type,category,runner_config,security_policy}';
  v_entry   jsonb := specql_cutover.checked_entry(content) - 'operations';
  v_service specql_service.tb_service;
  v_kept    jsonb;
  v_list    jsonb;
  v_name    text;
begin
  if common.name_key(content ->> 'name') is distinct from common.name_key(row_key) then
    raise exception using
      errcode = 'SG237',
      message = 'the key of a service is its name',
      detail = format('The key is %s, the name %s.', quote_literal(left(row_key, 63)), coalesce(quote_literal(left(content ->> 'name', 63)), 'missing')),
      hint = 'Remove the one and put the other.',
      column = 'row_key';
  end if;
  select s.* into v_service from specql_service.tb_service as s where common.name_key(s.service_name) = common.name_key(row_key);
  -- A value that is as it was stays what it was: in the file all of them are texts.
  v_kept := to_jsonb(v_service);
  v_entry := v_entry || coalesce((
    select jsonb_object_agg(f.field, case when specql_cutover.failsafe(v_kept -> f.field) = v_entry -> f.field
      then v_kept -> f.field else specql_cutover.typed(v_entry -> f.field) end)
    from unnest('{runner_config,security_policy}'::text[]) as f (field)
    where v_entry ? f.field), '{}');
  select coalesce(jsonb_agg(o.value || coalesce((
      select jsonb_object_agg(f.field, case when specql_cutover.failsafe(k.kept -> f.field) = o.value -> f.field
        then k.kept -> f.field else specql_cutover.typed(o.value -> f.field) end)
      from unnest('{input_schema,output_schema}'::text[]) as f (field)
      where o.value ? f.field), '{}') order by o.position), '[]')
  into v_list
  from jsonb_array_elements(coalesce(nullif(content -> 'operations', 'null'), '[]')) with ordinality as o (value, position)
    left join lateral (
      select to_jsonb(p) as kept from specql_service.tb_operation as p
      where p.fk_service = v_service.pk_service and common.name_key(p.operation_name) = common.name_key(o.value ->> 'name')
    ) as k on true;

  select s.service_name into strict v_name
  from app.register_service((
      -- What the row leaves out is emptied.
      select jsonb_object_agg(f.field, case when f.field in ('schemas', 'dependencies')
        then coalesce(nullif(nullif(v_entry -> f.field, 'null'), '""'), '[]') else coalesce(v_entry -> f.field, 'null') end)
      from unnest(c_fields) as f (field)
    )
    || jsonb_build_object('execution_type', coalesce(nullif(v_entry ->> 'execution_type', ''), 'http'))
    || jsonb_build_object('operations', (
      select coalesce(jsonb_agg(
        jsonb_build_object('name', o.value -> 'name', 'input_schema', o.value -> 'input_schema', 'output_schema', o.value -> 'output_schema')
        || jsonb_strip_nulls(jsonb_build_object(
          'timeout', specql_cutover.typed(o.value -> 'timeout'), 'max_retries', specql_cutover.typed(o.value -> 'max_retries')))
        order by o.position), '[]')
      from jsonb_array_elements(v_list) with ordinality as o (value, position)))
  ) as s;
  update specql_service.tb_service as s
  set legacy = jsonb_build_object('entry', v_entry)
  where s.service_name = v_name and s.legacy is distinct from jsonb_build_object('entry', v_entry);
  update specql_service.tb_operation as o
  set legacy = jsonb_build_object('entry', e.value)
  from specql_service.tb_service as s, jsonb_array_elements(v_list) as e (value)
  where s.service_name = v_name and o.fk_service = s.pk_service
    and common.name_key(o.operation_name) = common.name_key(e.value ->> 'name')
    and o.legacy is distinct from jsonb_build_object('entry', e.value);
end;
$$;

comment on function specql_cutover.put_service(text, jsonb) is
  'Registers or changes the service through app.register_service(), and keeps the row as the file''s. SG237: the key is not its name.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A7_row_put/011A77_fn_put_service.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A7_row_put/011A78_fn_remove_service_row.sql
-- 011A78  specql_cutover.remove_service_row()
-- Removes a row of a services file. A service is retired: what ran it stays known.

create or replace function specql_cutover.remove_service_row(source_table text, row_key text)
  returns boolean
  language plpgsql
  volatile
as $$
declare
  v_name text;
begin
  if source_table = 'document' then
    delete from specql_cutover.tb_legacy_row as l
    where l.kind = 'services' and l.source_table = 'document' and l.row_key = remove_service_row.row_key;
    return found;
  end if;
  select s.service_name into v_name
  from specql_service.tb_service as s
  where specql_cutover.service_key(s.service_name, s.legacy) = row_key and s.retired_at is null;
  if not found then
    return false;
  end if;
  perform app.retire_service(v_name, 'removed from the legacy store');
  return true;
end;
$$;

comment on function specql_cutover.remove_service_row(text, text) is
  'False where there is none. SG382: services in use depend on it.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A7_row_put/011A78_fn_remove_service_row.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A7_row_put/011A79_fn_load_types.sql
-- 011A79  specql_cutover.load_types()
-- Takes rows of a type registry's file; the caller's row wins.

create or replace function specql_cutover.load_types(
  run bigint, source_table text, first_ordinal bigint, rows jsonb, options jsonb
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_row    record;
  v_before jsonb;
  v_kind   constant text := specql_cutover.type_section(source_table);
  v_counts jsonb := '{"imported": 0, "updated": 0, "unchanged": 0, "changed": 0, "rejected": 0}';
  v_what   text;
begin
  if v_kind = 'sections' and source_table <> 'document' then
    raise exception using
      errcode = 'SG236',
      message = format('the store types has no table %s', quote_literal(left(source_table, 60))),
      hint = 'Its tables are sections of its file: scalar_types, composite_types, rich_type_registry, scalar_type_aliases, document.',
      column = 'source_table';
  end if;
  for v_row in
    select r.value ->> 'key' as key, r.value -> 'content' as content
    from jsonb_array_elements(rows) with ordinality as r (value, position) order by r.position
  loop
    select r.content into v_before from specql_cutover.rendered('types', source_table, array[v_row.key]) as r;
    if v_before is distinct from v_row.content then
      if source_table = 'document' then
        insert into specql_cutover.tb_legacy_row as l (kind, source_table, row_key, row)
        values ('types', 'sections', v_row.key, jsonb_build_object('value', v_row.content))
        on conflict on constraint uq_tb_legacy_row__row_key do update set row = excluded.row;
      else
        perform specql_cutover.put_by_import('types', jsonb_build_object(source_table, jsonb_build_array(
          case jsonb_typeof(v_row.content) when 'object' then jsonb_build_object('$key', v_row.key) || v_row.content
            else jsonb_build_object('$key', v_row.key, '$value', v_row.content) end)), '{"replace": true}');
        -- What the row leaves out goes, and nothing is kept beside it.
        delete from specql_type.tb_type_field as f
        using specql_type.tb_universal_type as t
        where t.pk_universal_type = f.fk_universal_type and t.type_name = v_row.key and v_kind = 'composites'
          and jsonb_typeof(coalesce(v_row.content -> 'fields', '{}')) = 'object'
          and not coalesce(v_row.content -> 'fields', '{}') ? f.field_name;
        update specql_type.tb_universal_type as t
        set legacy = t.legacy - '{kept,removed}'::text[]
        where t.type_name = v_row.key and v_kind in ('scalars', 'composites') and t.legacy ?| '{kept,removed}';
        update specql_type.tb_type_alias as a
        set legacy = a.legacy - 'removed'
        where a.alias = v_row.key and v_kind = 'type_aliases' and a.legacy ? 'removed';
      end if;
    end if;
    v_what := case when v_before is null then 'imported' when v_before = v_row.content then 'unchanged' else 'updated' end;
    v_counts := jsonb_set(v_counts, array[v_what], to_jsonb((v_counts ->> v_what)::integer + 1));
  end loop;
  return v_counts;
end;
$$;

comment on function specql_cutover.load_types(bigint, text, bigint, jsonb, jsonb) is
  'Puts rows one by one through the importer, which replaces; whole files go through app.import_types(). Raises what would reject a row. '
  'SG236: no section of a type registry. SG351: a JSON Schema that is not compatible with the one in force.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A7_row_put/011A79_fn_load_types.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A7_row_put/011A7A_fn_remove_type_row.sql
-- 011A7A  specql_cutover.remove_type_row()
-- Removes a row of a type registry's file. A type is deprecated: values of it are still about.

create or replace function specql_cutover.remove_type_row(source_table text, row_key text)
  returns boolean
  language plpgsql
  volatile
as $$
declare
  v_type record;
begin
  case specql_cutover.type_section(source_table)
  when 'type_aliases' then
    -- It goes on finding its type: somebody may have stored it.
    update specql_type.tb_type_alias as a
    set legacy = coalesce(a.legacy, jsonb_build_object('section', source_table, 'key', row_key, 'entry', (
      select t.type_name from specql_type.tb_universal_type as t where t.pk_universal_type = a.fk_universal_type))) || '{"removed": true}'
    where a.is_alias and coalesce(a.legacy ->> 'key', a.alias) = row_key and not coalesce(a.legacy ? 'removed', false);
    return found;
  when 'rich_types' then
    update specql_type.tb_universal_type as t
    set legacy = jsonb_set(t.legacy, '{rich}', (t.legacy -> 'rich') - row_key), is_rich_type = (t.legacy -> 'rich') - row_key <> '{}'
    where t.legacy -> 'rich' ? row_key;
    return found;
  when 'sections' then
    delete from specql_cutover.tb_legacy_row as l where l.kind = 'types' and l.source_table = 'sections' and l.row_key = remove_type_row.row_key;
    return found;
  else
    select t.pk_universal_type, t.type_name, t.deprecated_at into v_type
    from specql_type.tb_universal_type as t
    where coalesce(t.legacy ->> 'key', t.type_name) = row_key and specql_cutover.type_section_of(t) = source_table
      and not coalesce(t.legacy ? 'removed', false);
    if not found then
      return false;
    end if;
    if v_type.deprecated_at is null then
      perform app.deprecate_type(v_type.type_name, 'removed from the legacy store');
    end if;
    update specql_type.tb_universal_type as t
    set legacy = coalesce(t.legacy, jsonb_build_object('section', source_table, 'key', row_key)) || '{"removed": true}'
    where t.pk_universal_type = v_type.pk_universal_type;
    return true;
  end case;
end;
$$;

comment on function specql_cutover.remove_type_row(text, text) is
  'A type is deprecated and leaves the file, as an alias does; rich entries and sections go. False where there is none.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A7_row_put/011A7A_fn_remove_type_row.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A7_row_put/011A7B_fn_load_patterns.sql
-- 011A7B  specql_cutover.load_patterns()
-- Takes rows of a pattern library's tables; the caller's row wins.

create or replace function specql_cutover.load_patterns(
  run bigint, source_table text, first_ordinal bigint, rows jsonb, options jsonb
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_row    record;
  v_before jsonb;
  v_table  record;
  v_tables jsonb;
  v_id     text;
  v_counts jsonb := '{"imported": 0, "updated": 0, "unchanged": 0, "changed": 0, "rejected": 0}';
  v_what   text;
begin
  select t.* into v_table from specql_cutover.library_tables() as t where t.source_table = load_patterns.source_table;
  select f.field into v_id from specql_cutover.library_fields() as f
  where f.source_table = load_patterns.source_table and f.kind = 'id';
  for v_row in
    select r.value ->> 'key' as key, specql_cutover.checked_entry(r.value -> 'content') as content
    from jsonb_array_elements(rows) with ordinality as r (value, position) order by r.position
  loop
    if v_id is not null and v_row.content ->> v_id is distinct from v_row.key then
      raise exception using
        errcode = 'SG237', message = format('the key of a row of %s is its %s', source_table, v_id),
        detail = format('The key is %s, the content says %s.', v_row.key, coalesce(v_row.content ->> v_id, 'nothing')),
        column = 'row_key';
    end if;
    select r.content into v_before from specql_cutover.rendered('patterns', source_table, array[v_row.key]) as r;
    if v_before is distinct from v_row.content then
      if v_id is null then
        -- Nobody planned the table: its rows are what they are.
        insert into specql_cutover.tb_legacy_row as l (kind, source_table, row_key, row)
        values ('patterns', load_patterns.source_table, v_row.key, v_row.content)
        on conflict on constraint uq_tb_legacy_row__row_key do update set row = excluded.row;
      else
        if v_table.target is not null and v_before is not null then
          -- As if the file had last said what the row says now: then what differs has changed in the file.
          execute format(
            'update %1$s as t set legacy = jsonb_build_object(''key'', $1, ''run'', null, ''entry'', $2, ''refs'', '
            '(select coalesce(jsonb_object_agg(c.key, c.value), ''{}'') from jsonb_each(to_jsonb(t)) as c where c.key like ''fk\_%%'' '
            'and exists (select from specql_cutover.library_fields() as f where f.source_table = $3 and f.column_name = c.key))) '
            'where specql_cutover.library_row_key(t.legacy, t.%2$I) = $1 and %3$s',
            v_table.target, v_table.pk_column, coalesce((
              select string_agg(format('t.%I = %L', x.key, x.value), ' and ') from jsonb_each_text(v_table.fixed) as x), 'true'))
          using v_row.key, v_before, source_table;
        end if;
        v_tables := specql_cutover.library_above(source_table, v_row.content);
        perform specql_cutover.put_by_import('patterns', jsonb_build_object('tables', v_tables || jsonb_build_object(
          source_table, jsonb_build_object('rows', jsonb_build_array(v_row.content)))));
      end if;
    end if;
    v_what := case when v_before is null then 'imported' when v_before = v_row.content then 'unchanged' else 'updated' end;
    v_counts := jsonb_set(v_counts, array[v_what], to_jsonb((v_counts ->> v_what)::integer + 1));
  end loop;
  return v_counts;
end;
$$;

comment on function specql_cutover.load_patterns(bigint, text, bigint, jsonb, jsonb) is
  'Puts rows one by one through the importer; whole files go through app.import_patterns(). Raises what would reject a row. SG237: the '
  'key is not the row''s id.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A7_row_put/011A7B_fn_load_patterns.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A7_row_put/011A7C_fn_library_above.sql
-- 011A7C  specql_cutover.library_above()
-- The rows that a row of a pattern library names, and those that they name.

create or replace function specql_cutover.library_above(source_table text, content jsonb)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_parent record;
  v_row    jsonb;
  v_found  jsonb := '{}';
  v_table  record;
begin
  for v_parent in
    select f.parent, content ->> f.field as key
    from specql_cutover.library_fields() as f
    where f.source_table = library_above.source_table and f.kind = 'parent' and content ->> f.field is not null
  loop
    select r.content into v_row from specql_cutover.rendered('patterns', v_parent.parent, array[v_parent.key]) as r;
    continue when not found;
    for v_table in
      select t.key, t.value -> 'rows' as rows from jsonb_each(specql_cutover.library_above(v_parent.parent, v_row)) as t
      union all
      select v_parent.parent, jsonb_build_array(v_row)
    loop
      v_found := v_found || jsonb_build_object(v_table.key, jsonb_build_object(
        'rows', coalesce(v_found -> v_table.key -> 'rows', '[]') || (
          select coalesce(jsonb_agg(r.value), '[]') from jsonb_array_elements(v_table.rows) as r
          where not coalesce(v_found -> v_table.key -> 'rows', '[]') @> jsonb_build_array(r.value))));
    end loop;
  end loop;
  return v_found;
end;
$$;

comment on function specql_cutover.library_above(text, jsonb) is
  '{table: {rows: […]}} as the import takes them: each row once.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A7_row_put/011A7C_fn_library_above.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A7_row_put/011A7D_fn_remove_pattern_row.sql
-- 011A7D  specql_cutover.remove_pattern_row()
-- Removes a row of a pattern library.

create or replace function specql_cutover.remove_pattern_row(source_table text, row_key text)
  returns boolean
  language plpgsql
  volatile
as $$
declare
  v_table record;
  v_gone  bigint;
begin
  select t.* into v_table from specql_cutover.library_tables() as t where t.source_table = remove_pattern_row.source_table;
  if v_table.target is null then
    delete from specql_cutover.tb_legacy_row as l
    where l.kind = 'patterns' and l.source_table = remove_pattern_row.source_table and l.row_key = remove_pattern_row.row_key;
    return found;
  end if;
  execute format(
    'delete from %1$s as t where specql_cutover.library_row_key(t.legacy, t.%2$I) = $1 '
    'and exists (select from %3$s as v where v.row_key = $1)', v_table.target, v_table.pk_column,
    (specql_cutover.legacy_table('patterns', source_table)).render_view)
  using row_key;
  get diagnostics v_gone = row_count;
  return v_gone > 0;
end;
$$;

comment on function specql_cutover.remove_pattern_row(text, text) is
  'False where there is none. Rows that others name stay, and their foreign key says so.';
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A7_row_put/011A7D_fn_remove_pattern_row.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A8_declaration/011A81_tr_mark_registry.sql
-- 011A81  the registry's legacy tables
-- What renders, loads and removes them, and which of our tables show in which of them.

select specql_cutover.define_legacy_table('registry', 'document', 1, 'specql_cutover.lr_registry_document',
  'specql_cutover.load_registry', 'specql_cutover.remove_registry_row');
select specql_cutover.define_legacy_table('registry', 'domains', 2, 'specql_cutover.lr_registry_domains',
  'specql_cutover.load_registry', 'specql_cutover.remove_registry_row', 'specql_registry.tb_domain');
select specql_cutover.define_legacy_table('registry', 'subdomains', 3, 'specql_cutover.lr_registry_subdomains',
  'specql_cutover.load_registry', 'specql_cutover.remove_registry_row', 'specql_registry.tb_subdomain');
select specql_cutover.define_legacy_table('registry', 'entities', 4, 'specql_cutover.lr_registry_entities',
  'specql_cutover.load_registry', 'specql_cutover.remove_registry_row', 'specql_registry.tb_entity_registration');
select specql_cutover.define_legacy_table('registry', 'read_entities', 5, 'specql_cutover.lr_registry_read_entities',
  'specql_cutover.load_registry', 'specql_cutover.remove_registry_row', 'specql_registry.tb_read_entity');

select specql_cutover.mirror_table('specql_registry.tb_registry_section', 'registry', 'document',
  $$case when r.section_name like 'subdomain\_inference.%' then 'subdomain_inference' else r.section_name end$$);
select specql_cutover.mirror_table('specql_registry.tb_schema_layer', 'registry', 'document', $$'schema_layers'$$);
select specql_cutover.mirror_table('specql_registry.tb_reserved_code', 'registry', 'document', $$'reserved_codes'$$);
select specql_cutover.mirror_table('specql_registry.tb_inference_rule', 'registry', 'document', $$'subdomain_inference'$$);
select specql_cutover.mirror_table('specql_registry.tb_domain', 'registry', 'domains',
  'specql_cutover.domain_key(r.domain_number, r.legacy)');
-- An alias is seen in its domain, a counter in its subdomain, a file in its read entity.
select specql_cutover.mirror_table('specql_registry.tb_domain_name', 'registry', 'domains',
  '(select specql_cutover.domain_key(d.domain_number, d.legacy) from specql_registry.tb_domain as d where d.pk_domain = r.fk_domain)');
select specql_cutover.mirror_table('specql_registry.tb_subdomain', 'registry', 'subdomains',
  $$(select specql_cutover.domain_key(d.domain_number, d.legacy) from specql_registry.tb_domain as d where d.pk_domain = r.fk_domain)
    || '.subdomains.' || coalesce(r.legacy ->> 'key', r.subdomain_number)$$);
select specql_cutover.mirror_table('specql_registry.tb_entity_counter', 'registry', 'subdomains',
  'specql_cutover.subdomain_key(r.fk_subdomain)');
select specql_cutover.mirror_table('specql_registry.tb_entity_registration', 'registry', 'entities',
  $$specql_cutover.entry_key(r.fk_subdomain, 'entities', r.entity_name, r.legacy)$$);
select specql_cutover.mirror_table('specql_registry.tb_read_entity', 'registry', 'read_entities',
  $$specql_cutover.entry_key(r.fk_subdomain, 'read_entities', r.read_entity_name, r.legacy)$$);
select specql_cutover.mirror_table('specql_registry.tb_read_entity_file', 'registry', 'read_entities',
  $$(select specql_cutover.entry_key(e.fk_subdomain, 'read_entities', e.read_entity_name, e.legacy)
    from specql_registry.tb_read_entity as e where e.pk_read_entity = r.fk_read_entity)$$);
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A8_declaration/011A81_tr_mark_registry.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A8_declaration/011A82_tr_mark_services.sql
-- 011A82  the services' legacy tables
-- What renders, loads and removes them, and which of our tables show in which of them.

select specql_cutover.define_legacy_table('services', 'document', 1, 'specql_cutover.lr_services_document',
  'specql_cutover.load_services', 'specql_cutover.remove_service_row');
select specql_cutover.define_legacy_table('services', 'services', 2, 'specql_cutover.lr_services_services',
  'specql_cutover.load_services', 'specql_cutover.remove_service_row', 'specql_service.tb_service');

select specql_cutover.mirror_table('specql_service.tb_service', 'services', 'services',
  'specql_cutover.service_key(r.service_name, r.legacy)');
select specql_cutover.mirror_table('specql_service.tb_operation', 'services', 'services',
  '(select specql_cutover.service_key(s.service_name, s.legacy) from specql_service.tb_service as s where s.pk_service = r.fk_service)');
select specql_cutover.mirror_table('specql_service.tb_dependency', 'services', 'services',
  '(select specql_cutover.service_key(s.service_name, s.legacy) from specql_service.tb_service as s where s.pk_service = r.fk_service)');
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A8_declaration/011A82_tr_mark_services.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A8_declaration/011A83_tr_mark_types.sql
-- 011A83  the types' legacy tables
-- What renders, loads and removes them, and which of our tables show in which of them.

select specql_cutover.define_legacy_table('types', 'document', 1, 'specql_cutover.lr_types_document',
  'specql_cutover.load_types', 'specql_cutover.remove_type_row');
select specql_cutover.define_legacy_table('types', '*', 2, 'specql_cutover.lr_types_rest',
  'specql_cutover.load_types', 'specql_cutover.remove_type_row');

select specql_cutover.mirror_table('specql_type.tb_universal_type', 'types', '*', $$coalesce(r.legacy ->> 'key', r.type_name)$$,
  '(select specql_cutover.type_section_of(t) from specql_type.tb_universal_type as t where t.pk_universal_type = r.pk_universal_type)');
select specql_cutover.mirror_table('specql_type.tb_universal_type', 'types', 'rich',
  $$(select min(k.key) from jsonb_object_keys(r.legacy -> 'rich') as k (key))$$,
  $$coalesce(r.legacy ->> 'rich_section', 'rich_type_registry')$$, $$r.legacy ? 'rich'$$);
select specql_cutover.mirror_table('specql_type.tb_type_version', 'types', '*',
  $$(select coalesce(t.legacy ->> 'key', t.type_name)
    from specql_type.tb_universal_type as t where t.pk_universal_type = r.fk_universal_type)$$,
  '(select specql_cutover.type_section_of(t) from specql_type.tb_universal_type as t where t.pk_universal_type = r.fk_universal_type)');
select specql_cutover.mirror_table('specql_type.tb_type_field', 'types', '*',
  $$(select coalesce(t.legacy ->> 'key', t.type_name)
    from specql_type.tb_universal_type as t where t.pk_universal_type = r.fk_universal_type)$$,
  '(select specql_cutover.type_section_of(t) from specql_type.tb_universal_type as t where t.pk_universal_type = r.fk_universal_type)');
select specql_cutover.mirror_table('specql_type.tb_type_alias', 'types', '*', $$coalesce(r.legacy ->> 'key', r.alias)$$,
  $$coalesce(r.legacy ->> 'section', 'scalar_type_aliases')$$, 'r.is_alias');
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A8_declaration/011A83_tr_mark_types.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A8_declaration/011A84_tr_mark_patterns.sql
-- 011A84  the patterns' legacy tables
-- What renders, loads and removes them, and which of our tables show in which of them.

select specql_cutover.define_legacy_table('patterns', 'languages', 1, 'specql_cutover.lr_patterns_languages',
  'specql_cutover.load_patterns', 'specql_cutover.remove_pattern_row');
select specql_cutover.define_legacy_table('patterns', 'language_capabilities', 2, 'specql_cutover.lr_patterns_language_capabilities',
  'specql_cutover.load_patterns', 'specql_cutover.remove_pattern_row');
select specql_cutover.define_legacy_table('patterns', 'patterns', 3, 'specql_cutover.lr_patterns_patterns',
  'specql_cutover.load_patterns', 'specql_cutover.remove_pattern_row');
select specql_cutover.define_legacy_table('patterns', 'pattern_implementations', 4, 'specql_cutover.lr_patterns_pattern_implementations',
  'specql_cutover.load_patterns', 'specql_cutover.remove_pattern_row');
select specql_cutover.define_legacy_table('patterns', 'pattern_dependencies', 5, 'specql_cutover.lr_patterns_pattern_dependencies',
  'specql_cutover.load_patterns', 'specql_cutover.remove_pattern_row');
select specql_cutover.define_legacy_table('patterns', 'expression_patterns', 6, 'specql_cutover.lr_patterns_expression_patterns',
  'specql_cutover.load_patterns', 'specql_cutover.remove_pattern_row');
select specql_cutover.define_legacy_table('patterns', 'expression_implementations', 7, 'specql_cutover.lr_patterns_expression_implementations',
  'specql_cutover.load_patterns', 'specql_cutover.remove_pattern_row');
select specql_cutover.define_legacy_table('patterns', 'domain_patterns', 8, 'specql_cutover.lr_patterns_domain_patterns',
  'specql_cutover.load_patterns', 'specql_cutover.remove_pattern_row');
select specql_cutover.define_legacy_table('patterns', 'entity_templates', 9, 'specql_cutover.lr_patterns_entity_templates',
  'specql_cutover.load_patterns', 'specql_cutover.remove_pattern_row');
select specql_cutover.define_legacy_table('patterns', 'entity_template_dependencies', 10, 'specql_cutover.lr_patterns_entity_template_dependencies',
  'specql_cutover.load_patterns', 'specql_cutover.remove_pattern_row');
select specql_cutover.define_legacy_table('patterns', 'pattern_instantiations', 11, 'specql_cutover.lr_patterns_pattern_instantiations',
  'specql_cutover.load_patterns', 'specql_cutover.remove_pattern_row');
select specql_cutover.define_legacy_table('patterns', '*', 20, 'specql_cutover.lr_patterns_rest',
  'specql_cutover.load_patterns', 'specql_cutover.remove_pattern_row');

select specql_cutover.mirror_table('specql_pattern.tb_language', 'patterns', 'languages', 'specql_cutover.library_row_key(r.legacy, r.pk_language)');
select specql_cutover.mirror_table('specql_pattern.tb_language_capability', 'patterns', 'language_capabilities', 'specql_cutover.library_row_key(r.legacy, r.pk_language_capability)');
select specql_cutover.mirror_table('specql_pattern.tb_domain_pattern', 'patterns', 'domain_patterns', 'specql_cutover.library_row_key(r.legacy, r.pk_domain_pattern)');
select specql_cutover.mirror_table('specql_pattern.tb_entity_template', 'patterns', 'entity_templates', 'specql_cutover.library_row_key(r.legacy, r.pk_entity_template)');
select specql_cutover.mirror_table('specql_pattern.tb_pattern_instantiation', 'patterns', 'pattern_instantiations', 'specql_cutover.library_row_key(r.legacy, r.pk_pattern_instantiation)');
select specql_cutover.mirror_table('specql_pattern.tb_universal_pattern', 'patterns', '*', 'specql_cutover.library_row_key(r.legacy, r.pk_universal_pattern)',
  $$case r.pattern_kind when 'pattern' then 'patterns' else 'expression_patterns' end$$);
select specql_cutover.mirror_table('specql_pattern.tb_pattern_implementation', 'patterns', '*', 'specql_cutover.library_row_key(r.legacy, r.pk_pattern_implementation)',
  $$(select case u.pattern_kind when 'pattern' then 'pattern_implementations' else 'expression_implementations' end
    from specql_pattern.tb_universal_pattern as u where u.pk_universal_pattern = r.fk_universal_pattern)$$);
select specql_cutover.mirror_table('specql_pattern.tb_pattern_dependency', 'patterns', '*', 'specql_cutover.library_row_key(r.legacy, r.pk_pattern_dependency)',
  $$case when r.fk_universal_pattern is null then 'entity_template_dependencies' else 'pattern_dependencies' end$$);
-- A language that comes with SpecQL is in the file once something uses it.
select specql_cutover.mirror_table('specql_pattern.tb_pattern_implementation', 'patterns', 'languages',
  '(select specql_cutover.library_row_key(l.legacy, l.pk_language)
    from specql_pattern.tb_language as l where l.pk_language = r.fk_language)');
select specql_cutover.mirror_table('specql_pattern.tb_language_capability', 'patterns', 'languages',
  '(select specql_cutover.library_row_key(l.legacy, l.pk_language)
    from specql_pattern.tb_language as l where l.pk_language = r.fk_language)');
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A8_declaration/011A84_tr_mark_patterns.sql
--! Included 0_schema/01_write_side/011_core/011A_rendering/011A8_declaration/011A85_tr_mark_legacy_rows.sql
-- 011A85  marks on rows that are kept as they came
-- In one place, so that their triggers have the same numbers everywhere.

select specql_cutover.mirror_table('specql_cutover.tb_legacy_row', 'services', 'document', 'r.row_key', null, $$r.kind = 'services'$$);
select specql_cutover.mirror_table('specql_cutover.tb_legacy_row', 'types', 'document', 'r.row_key', null, $$r.kind = 'types'$$);
select specql_cutover.mirror_table('specql_cutover.tb_legacy_row', 'patterns', '*', 'r.row_key', 'r.source_table', $$r.kind = 'patterns'$$);
--! EndIncluded 0_schema/01_write_side/011_core/011A_rendering/011A8_declaration/011A85_tr_mark_legacy_rows.sql
--! Included 0_schema/03_functions/031_core/031F_foundation/031F6_health/031F62_fn_doctor.sql
-- 031F62  app.doctor()
-- Every invariant of a live database, one row each.

create or replace function app.doctor()
  returns table (check_name text, ok boolean, detail text)
  language sql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
  select c.check_name, c.bad = 0, case when c.bad = 0 then c.good else c.bad || ' ' || c.fault end
  from (
    select 'codes equal their place' as check_name, count(*) as bad, 'every code is made from its place' as good,
      'entities stand elsewhere than their code says' as fault, 1 as position
    from specql_registry.tb_entity_registration as e
      join specql_registry.tb_subdomain as s on s.pk_subdomain = e.fk_subdomain
      join specql_registry.tb_domain as d on d.pk_domain = s.fk_domain
    where left(e.table_code, 4) <> '01' || d.domain_number || s.subdomain_number
    union all
    select 'codes are given once', count(*), 'no code is given twice', 'codes are given to an entity and to a file of another', 2
    from specql_registry.tb_entity_file as f
      join specql_registry.tb_entity_registration as e on e.table_code = f.file_code
    where e.pk_entity_registration <> f.fk_entity_registration
    union all
    select 'reserved codes are free', count(*), 'no reserved code is given', 'reserved codes are given', 3
    from specql_registry.tb_reserved_code as r
    where exists (select from specql_registry.tb_entity_registration as e where e.table_code = r.code)
      or exists (select from specql_registry.tb_entity_file as f where f.file_code = r.code)
    union all
    select 'counters skip nothing', count(*), 'below each counter every digit is given or reserved',
      'subdomains have a free digit below their counter', 4
    from specql_registry.tb_entity_counter as c
      join specql_registry.tb_subdomain as s on s.pk_subdomain = c.fk_subdomain
    where exists (
      select from generate_series(1, c.next_entity_sequence - 1) as g (digit)
      where not exists (
          select from specql_registry.tb_entity_registration as e
          where e.fk_subdomain = s.pk_subdomain and e.entity_sequence = g.digit
        )
        and not specql_registry.code_is_reserved('01' || s.domain_number || s.subdomain_number
          || substr('123456789ABCDEF', g.digit, 1) || '1')
    )
    union all
    select 'each subdomain has its counter', count(*), 'no counter is missing', 'subdomains have none', 5
    from specql_registry.tb_subdomain as s
    where not exists (select from specql_registry.tb_entity_counter as c where c.fk_subdomain = s.pk_subdomain)
    union all
    select 'names are claimed', count(*), 'each name and alias finds its domain', 'names of domains are not claimed', 6
    from specql_registry.tb_domain as d
      cross join lateral unnest(d.aliases || d.domain_name || d.domain_number) as n (name)
    where not exists (
      select from specql_registry.tb_domain_name as c
      where c.fk_domain = d.pk_domain and c.name_key = common.name_key(n.name)
    )
    union all
    select 'each name finds its type', count(*), 'each type is found by its name', 'types are not found by their name', 20
    from specql_type.tb_universal_type as t
    where specql_type.universal_type_pk(t.type_name) is distinct from t.pk_universal_type
    union all
    select 'each type has its last version', count(*), 'versions have no gap and the last is in force',
      'types have a gap in their versions, or another in force', 21
    from (
      select t.current_version, max(v.version) as last, count(v.version) as versions
      from specql_type.tb_universal_type as t
        left join specql_type.tb_type_version as v on v.fk_universal_type = t.pk_universal_type
      group by t.pk_universal_type, t.current_version
    ) as v
    where v.current_version is distinct from v.last or coalesce(v.last, 0) <> v.versions
    union all
    select 'triggers are enabled', count(*), 'no trigger is switched off', 'triggers are switched off', 7
    from pg_catalog.pg_trigger as t
      join pg_catalog.pg_class as c on c.oid = t.tgrelid
    where c.relnamespace::regnamespace::text ~ '^(specql_.*|memory|network)$' and not t.tgisinternal and t.tgenabled = 'D'
    union all
    select 'tables are audited', count(*), 'each governed table has the audit trigger', 'tables have no audit trigger', 8
    from pg_catalog.pg_class as c
    where c.relnamespace::regnamespace::text ~ '^(specql_.*|memory|network)$' and c.relkind in ('r', 'p') and not c.relispartition and c.relname like 'tb\_%'
      and c.relname <> 'tb_change'
      -- Logs, what repeats other rows, and counters whose every move is the insert of a row that is logged.
      and c.relname not in ('tb_import_row', 'tb_entity_counter', 'tb_ledger', 'tb_ledger_head', 'tb_seal', 'tb_graph', 'tb_adjacency',
        'tb_pattern_embedding', 'tb_outbox', 'tb_mirror', 'tb_discrepancy', 'tb_gauge', 'tb_query_metric', 'tb_search_text', 'tb_task_event', 'tb_task_key')
      and not exists (select from pg_catalog.pg_trigger as t where t.tgrelid = c.oid and t.tgname = 'tr_900_record_change')
    union all
    select 'each pattern has its vector', count(*), 'each has an offline vector of its text as it is',
      'patterns have no offline vector, or one of another text', 22
    from specql_pattern.tb_domain_pattern as p
    where not exists (
      select from specql_pattern.tb_pattern_embedding as e
      where e.fk_domain_pattern = p.pk_domain_pattern and e.fk_embedding_provider = 1 and e.text_hash = p.text_hash
    )
    union all
    select 'the audit log has room', case when to_regclass(
        'specql_audit.tb_change_' || to_char(now() at time zone 'UTC' + interval '1 month', 'YYYY_MM')) is null then 1 else 0 end,
      'next month''s partition is there', 'partition is missing: next month''s', 9
    union all
    select 'nobody writes past app', count(*), 'no role but the owner holds a right on a table',
      'rights on private tables are granted', 10
    from pg_catalog.pg_class as c
      cross join lateral aclexplode(c.relacl) as a
    where c.relnamespace::regnamespace::text ~ '^(specql_.*|memory|network)$' and c.relkind in ('r', 'p') and a.grantee <> c.relowner
    union all
    select 'rejected rows are settled', count(*), 'no rejected row is open', 'rejected rows are open (specql import rejects)', 11
    from specql_cutover.tb_import_reject as j
    where j.status = 'open'
    union all
    select 'neighbours of services are right', count(*), 'the arrays are what the dependencies say',
      'services have other dependencies than their arrays say', 12
    from specql_service.tb_service as s
      left join specql_service.tb_adjacency as a on a.fk_service = s.pk_service
    where array(select n.pk from unnest(a.needed) as n (pk) order by 1)
        <> array(select d.fk_needed_service from specql_service.tb_dependency as d where d.fk_service = s.pk_service order by 1)
      or array(select n.pk from unnest(a.dependents) as n (pk) order by 1)
        <> array(select d.fk_service from specql_service.tb_dependency as d where d.fk_needed_service = s.pk_service order by 1)
    union all
    select 'the ledger is whole', count(*), 'no stream of the ledger was tampered with',
      'streams of the ledger are not what they were (specql audit verify)', 13
    from specql_audit.tb_ledger_head as h
      cross join lateral specql_audit.stream_problem(h.stream, 0) as p
    where p.problem is not null
    union all
    select 'approvals are in order', count(*), 'what is approved was approved, by somebody else, as it stands',
      'approved requests lack a valid approval of what they ask for', 14
    from specql_governance.tb_schema_request as q
    where q.status in ('approved', 'migrated', 'rolled_back') and not exists (
      select from specql_governance.tb_revision as v
        join specql_governance.tb_review as r on r.fk_revision = v.pk_revision
      where v.fk_schema_request = q.pk_schema_request and v.revision_number = q.revision_number
        and v.content_hash = q.approved_hash and r.content_hash = v.content_hash
        and r.decision = 'approve' and r.principal_kind = 'human'
        and not specql_governance.is_author(q.pk_schema_request, r.reviewer)
    )
  ) as c
  order by c.position;
$$;

comment on function app.doctor() is
  'One row for each invariant: check_name, ok, and detail, which says what was found. Nothing is changed.';

grant execute on function app.doctor() to specql_reader;
--! EndIncluded 0_schema/03_functions/031_core/031F_foundation/031F6_health/031F62_fn_doctor.sql

-- == mover
-- == memory
alter table specql_cutover.tb_import_run
  add column if not exists status text not null default 'finished',
  add column if not exists finished_at timestamptz,
  drop constraint if exists ck_tb_import_run__status,
  add constraint ck_tb_import_run__status check (status in ('running', 'finished', 'failed', 'undone'));
alter table specql_cutover.tb_import_row
  add column if not exists row_key text,
  add column if not exists old_row jsonb,
  add column if not exists result_hash bytea;

--! Included 0_schema/01_write_side/011_core/0117_cutover/01171_import_run/011711_tb_import_run.sql
-- 011711  specql_cutover.tb_import_run
-- One import that was written, and its report.

create table if not exists specql_cutover.tb_import_run (
  pk_import_run bigint generated always as identity,
  id            uuid not null default gen_random_uuid(),
  kind          text not null,
  source        text,
  source_hash   text,
  identifier    text generated always as (kind || ' ' || pk_import_run::text) stored,
  options       jsonb not null default '{}',
  report        jsonb,
  checksums     jsonb,
  created_at    timestamptz not null default clock_timestamp(),
  created_by    text not null default common.current_actor(),
  updated_at    timestamptz not null default clock_timestamp(),
  updated_by    text not null default common.current_actor(),
  status        text not null default 'finished',
  finished_at   timestamptz,
  constraint pk_tb_import_run primary key (pk_import_run),
  constraint uq_tb_import_run__id unique (id),
  constraint ck_tb_import_run__status check (status in ('running', 'finished', 'failed', 'undone'))
);

create index if not exists ix_tb_import_run__running
  on specql_cutover.tb_import_run (kind) where status = 'running';

comment on table specql_cutover.tb_import_run is
  'An import that was written: its file, its counts, its whole report.';
comment on column specql_cutover.tb_import_run.pk_import_run is 'Internal key, used by joins.';
comment on column specql_cutover.tb_import_run.id is 'Public key.';
comment on column specql_cutover.tb_import_run.kind is 'registry, services and so on.';
comment on column specql_cutover.tb_import_run.source is 'Name of the file.';
comment on column specql_cutover.tb_import_run.source_hash is 'sha256 of the file, in hexadecimal.';
comment on column specql_cutover.tb_import_run.identifier is 'Name for humans.';
comment on column specql_cutover.tb_import_run.options is 'How it was asked for.';
comment on column specql_cutover.tb_import_run.report is 'The report, as app.import_…() returned it.';
comment on column specql_cutover.tb_import_run.checksums is
  'Per table: rows and hash in the source and in the database, compared after the load.';
comment on column specql_cutover.tb_import_run.created_at is 'When the row was made.';
comment on column specql_cutover.tb_import_run.created_by is 'Who made the row.';
comment on column specql_cutover.tb_import_run.updated_at is 'When the row was last changed.';
comment on column specql_cutover.tb_import_run.updated_by is 'Who changed the row last.';
comment on column specql_cutover.tb_import_run.status is
  'running: batches may follow. finished. failed: rows were rejected, all was taken back. undone.';
comment on column specql_cutover.tb_import_run.finished_at is 'When it was finished, failed or was undone.';
comment on constraint pk_tb_import_run on specql_cutover.tb_import_run is 'the internal key is unique';
comment on constraint uq_tb_import_run__id on specql_cutover.tb_import_run is 'the public key is unique';
comment on constraint ck_tb_import_run__status on specql_cutover.tb_import_run is
  'the status must be running, finished, failed or undone';
comment on index specql_cutover.ix_tb_import_run__running is 'For the run that goes on.';

select specql_audit.audit_table('specql_cutover.tb_import_run');
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01171_import_run/011711_tb_import_run.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01172_import_row/011721_tb_import_row.sql
-- 011721  specql_cutover.tb_import_row
-- What became of each source row of an import.

create table if not exists specql_cutover.tb_import_row (
  pk_import_row bigint generated always as identity,
  id            uuid not null default gen_random_uuid(),
  fk_import_run bigint not null,
  source_table  text not null,
  path          text not null,
  line          integer,
  identifier    text generated always as (path) stored,
  outcome       text not null,
  source_row    jsonb,
  changes       jsonb not null default '[]',
  created_at    timestamptz not null default clock_timestamp(),
  created_by    text not null default common.current_actor(),
  updated_at    timestamptz not null default clock_timestamp(),
  updated_by    text not null default common.current_actor(),
  row_key       text,
  old_row       jsonb,
  result_hash   bytea,
  constraint pk_tb_import_row primary key (pk_import_row),
  constraint uq_tb_import_row__id unique (id),
  constraint fk_tb_import_row__import_run
    foreign key (fk_import_run)
    references specql_cutover.tb_import_run (pk_import_run),
  constraint ck_tb_import_row__outcome
    check (outcome in ('imported', 'updated', 'unchanged', 'changed', 'rejected'))
);

create index if not exists ix_tb_import_row__path
  on specql_cutover.tb_import_row (fk_import_run, source_table, path);

create index if not exists ix_tb_import_row__row_key
  on specql_cutover.tb_import_row (source_table, row_key)
  where old_row is not null;

create index if not exists ix_tb_import_row__service_name
  on specql_cutover.tb_import_row (fk_import_run, common.name_key(source_row ->> 'name'))
  where source_table = 'services' and outcome <> 'rejected';

comment on table specql_cutover.tb_import_row is
  'What became of one row of a source file. Itself a log, so the audit trigger does not stand here.';
comment on column specql_cutover.tb_import_row.pk_import_row is 'Internal key, used by joins.';
comment on column specql_cutover.tb_import_row.id is 'Public key.';
comment on column specql_cutover.tb_import_row.fk_import_run is 'The import.';
comment on column specql_cutover.tb_import_row.source_table is 'Kind of row: domains, subdomains, entities …';
comment on column specql_cutover.tb_import_row.path is 'Where it stands in the file.';
comment on column specql_cutover.tb_import_row.line is 'Line in the file, from 1.';
comment on column specql_cutover.tb_import_row.identifier is 'Name for humans: the path.';
comment on column specql_cutover.tb_import_row.outcome is
  'imported, updated, unchanged, changed or rejected.';
comment on column specql_cutover.tb_import_row.source_row is 'The row itself, without the rows below it.';
comment on column specql_cutover.tb_import_row.changes is
  'For changed and updated rows: [{path, field, old, new, why}].';
comment on column specql_cutover.tb_import_row.created_at is 'When the row was made.';
comment on column specql_cutover.tb_import_row.created_by is 'Who made the row.';
comment on column specql_cutover.tb_import_row.updated_at is 'When the row was last changed.';
comment on column specql_cutover.tb_import_row.updated_by is 'Who changed the row last.';
comment on column specql_cutover.tb_import_row.row_key is 'Key of a legacy row; null in imports that have none.';
comment on column specql_cutover.tb_import_row.old_row is
  'The row as it was before an import changed it, in the legacy format: what an undo puts back.';
comment on column specql_cutover.tb_import_row.result_hash is
  'sha256 of the row in the legacy format after the import changed it: an undo sees whether somebody changed it since.';
comment on constraint pk_tb_import_row on specql_cutover.tb_import_row is 'the internal key is unique';
comment on constraint uq_tb_import_row__id on specql_cutover.tb_import_row is 'the public key is unique';
comment on constraint fk_tb_import_row__import_run on specql_cutover.tb_import_row is 'the import must exist';
comment on constraint ck_tb_import_row__outcome on specql_cutover.tb_import_row is
  'the outcome must be imported, updated, unchanged, changed or rejected';
comment on index specql_cutover.ix_tb_import_row__path is 'For the report, and to find a row again.';
comment on index specql_cutover.ix_tb_import_row__service_name is 'For a second service of one name in a file.';
comment on index specql_cutover.ix_tb_import_row__row_key is 'For what later imports changed of a row.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01172_import_row/011721_tb_import_row.sql
--! Included 0_schema/01_write_side/011_core/011B_moving/011B1_import_batch/011B11_tb_import_batch.sql
-- 011B11  specql_cutover.tb_import_batch
-- The batches of an import run: each is a checkpoint, and none goes in twice.

create table if not exists specql_cutover.tb_import_batch (
  pk_import_batch bigint generated always as identity,
  id              uuid not null default gen_random_uuid(),
  fk_import_run   bigint not null,
  source_table    text not null,
  first_ordinal   bigint not null,
  row_count       bigint not null,
  identifier      text generated always as (source_table || ' ' || first_ordinal::text) stored,
  counts          jsonb not null default '{}',
  source_hash     text,
  database_hash   text,
  differing       bigint not null default 0,
  transaction_id  xid8 not null default pg_current_xact_id(),
  is_bulk         boolean not null default false,
  bulk_xid        xid8,
  created_at      timestamptz not null default clock_timestamp(),
  created_by      text not null default common.current_actor(),
  updated_at      timestamptz not null default clock_timestamp(),
  updated_by      text not null default common.current_actor(),
  constraint pk_tb_import_batch primary key (pk_import_batch),
  constraint uq_tb_import_batch__id unique (id),
  constraint uq_tb_import_batch__first_ordinal unique (fk_import_run, source_table, first_ordinal),
  constraint fk_tb_import_batch__import_run
    foreign key (fk_import_run)
    references specql_cutover.tb_import_run (pk_import_run),
  constraint ck_tb_import_batch__row_count check (row_count > 0)
);

create index if not exists ix_tb_import_batch__bulk_xid
  on specql_cutover.tb_import_batch (bulk_xid) where bulk_xid is not null;

comment on table specql_cutover.tb_import_batch is
  'A batch of rows of one table of a legacy file, as it was taken in: where to go on, and what the audit log says of bulk imports.';
comment on column specql_cutover.tb_import_batch.pk_import_batch is 'Internal key, used by joins.';
comment on column specql_cutover.tb_import_batch.id is 'Public key.';
comment on column specql_cutover.tb_import_batch.fk_import_run is 'The import.';
comment on column specql_cutover.tb_import_batch.source_table is 'Table of the file.';
comment on column specql_cutover.tb_import_batch.first_ordinal is 'Place of its first row in that table, from 1.';
comment on column specql_cutover.tb_import_batch.row_count is 'How many rows it brought.';
comment on column specql_cutover.tb_import_batch.identifier is 'Name for humans.';
comment on column specql_cutover.tb_import_batch.counts is '{imported, updated, unchanged, changed, rejected}.';
comment on column specql_cutover.tb_import_batch.source_hash is 'sha256 over the hashes of the rows as the file has them.';
comment on column specql_cutover.tb_import_batch.database_hash is 'The same over the rows as the tables render them after the load.';
comment on column specql_cutover.tb_import_batch.differing is 'How many rows the tables render otherwise than the file has them.';
comment on column specql_cutover.tb_import_batch.transaction_id is 'The transaction that took it in.';
comment on column specql_cutover.tb_import_batch.is_bulk is
  'The run has brought more than 1,000 rows: the audit log has this batch, and not its single rows.';
comment on column specql_cutover.tb_import_batch.bulk_xid is
  'Set while its rows go in: the transaction whose single rows the audit log leaves out. Null before and after.';
comment on column specql_cutover.tb_import_batch.created_at is 'When the row was made.';
comment on column specql_cutover.tb_import_batch.created_by is 'Who made the row.';
comment on column specql_cutover.tb_import_batch.updated_at is 'When the row was last changed.';
comment on column specql_cutover.tb_import_batch.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_import_batch on specql_cutover.tb_import_batch is 'the internal key is unique';
comment on constraint uq_tb_import_batch__id on specql_cutover.tb_import_batch is 'the public key is unique';
comment on constraint uq_tb_import_batch__first_ordinal on specql_cutover.tb_import_batch is
  'a batch goes in once';
comment on constraint fk_tb_import_batch__import_run on specql_cutover.tb_import_batch is 'the import must exist';
comment on constraint ck_tb_import_batch__row_count on specql_cutover.tb_import_batch is 'a batch must have rows';
comment on index specql_cutover.ix_tb_import_batch__bulk_xid is 'For the audit triggers.';

select specql_audit.audit_table('specql_cutover.tb_import_batch');
--! EndIncluded 0_schema/01_write_side/011_core/011B_moving/011B1_import_batch/011B11_tb_import_batch.sql
--! Included 0_schema/01_write_side/011_core/011B_moving/011B2_cell/011B21_fn_time_from.sql
-- 011B21  specql_cutover.time_from()
-- The point in time that a text of a legacy file means.

create or replace function specql_cutover.time_from(value text, zone text)
  returns timestamptz
  language sql
  stable
as $$
  select case
    -- Every day that all years have, or the last of a long month, or the 29th of February of a leap year.
    when value !~ ('^(?!0000)\d{4}-((0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31|02-29)'
      '([T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d([.,]\d{1,9})?)? ?(Z|z|[+-](0\d|1[0-4])(:?[0-5]\d)?)?)?$')
      then null
    when substr(value, 6, 5) = '02-29'
      and (left(value, 4)::integer % 4 <> 0 or left(value, 4)::integer % 100 = 0 and left(value, 4)::integer % 400 <> 0)
      then null
    when value ~ '[zZ]$|:\d\d.*[+-]\d\d(:?\d\d)?$' then replace(value, ',', '.')::timestamptz
    else replace(value, ',', '.')::timestamp at time zone zone
  end
$$;

comment on function specql_cutover.time_from(text, text) is
  'ISO 8601: a date, with or without time, fraction and zone; read in the zone given where it has none of its own. Null for anything else, '
  'empty text and days that do not exist included: never an error.';
--! EndIncluded 0_schema/01_write_side/011_core/011B_moving/011B2_cell/011B21_fn_time_from.sql
--! Included 0_schema/01_write_side/011_core/011B_moving/011B2_cell/011B22_fn_bigint_from.sql
-- 011B22  specql_cutover.bigint_from()
-- The whole number that a text means.

create or replace function specql_cutover.bigint_from(value text)
  returns bigint
  language sql
  immutable
as $$
  select case
    when value ~ '^[+-]?\d{1,18}$' then value::bigint
    when value ~ '^[+-]?\d{19}$' and value::numeric between -9223372036854775808 and 9223372036854775807 then value::bigint
  end
$$;

comment on function specql_cutover.bigint_from(text) is
  'The number; null where the text is none, or one that 64 bits do not hold: never an error.';
--! EndIncluded 0_schema/01_write_side/011_core/011B_moving/011B2_cell/011B22_fn_bigint_from.sql
--! Included 0_schema/01_write_side/011_core/011B_moving/011B2_cell/011B23_fn_numeric_from.sql
-- 011B23  specql_cutover.numeric_from()
-- The decimal number that a text means, digit by digit.

create or replace function specql_cutover.numeric_from(value text)
  returns numeric
  language sql
  immutable
as $$
  select case
    when length(value) <= 1000 and value ~ '^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?$' then value::numeric
  end
$$;

comment on function specql_cutover.numeric_from(text) is
  'The number with the digits that it has; null where the text is none: never an error.';
--! EndIncluded 0_schema/01_write_side/011_core/011B_moving/011B2_cell/011B23_fn_numeric_from.sql
--! Included 0_schema/01_write_side/011_core/011B_moving/011B2_cell/011B24_fn_float_from.sql
-- 011B24  specql_cutover.float_from()
-- The floating-point number that a text means.

create or replace function specql_cutover.float_from(value text)
  returns double precision
  language sql
  immutable
as $$
  select case
    when value ~ '^[+-]?\d{1,15}(\.\d{0,17})?$' then value::double precision
    when abs(specql_cutover.numeric_from(value)) between 4.94e-324 and 1.7976931348623157e308 then value::double precision
    when specql_cutover.numeric_from(value) = 0 then 0
  end
$$;

comment on function specql_cutover.float_from(text) is
  'The number; null where the text is none, or one beyond the range of a double: never an error.';
--! EndIncluded 0_schema/01_write_side/011_core/011B_moving/011B2_cell/011B24_fn_float_from.sql
--! Included 0_schema/01_write_side/011_core/011B_moving/011B2_cell/011B25_fn_real_json.sql
-- 011B25  specql_cutover.real_json()
-- A floating-point number as the legacy rows write it: always with a fraction.

create or replace function specql_cutover.real_json(value double precision)
  returns jsonb
  language sql
  immutable
as $$
  select case
    when value in ('Infinity', '-Infinity', 'NaN') then jsonb_build_object('$real', value::text)
    when scale(value::text::numeric) = 0 then to_jsonb(round(value::text::numeric, 1))
    else to_jsonb(value::text::numeric)
  end
$$;

comment on function specql_cutover.real_json(double precision) is
  'The shortest digits that mean the same number, 1 as 1.0; what JSON has no number for is {"$real": …}.';
--! EndIncluded 0_schema/01_write_side/011_core/011B_moving/011B2_cell/011B25_fn_real_json.sql
--! Included 0_schema/01_write_side/011_core/011B_moving/011B2_cell/011B26_fn_raw_of.sql
-- 011B26  specql_cutover.raw_of()
-- What of a legacy row the columns of a table would not render again as it was.

create or replace function specql_cutover.raw_of(content jsonb, rendering jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_legacy jsonb;
begin
  if content::text = rendering::text then
    return null;
  end if;
  select jsonb_strip_nulls(jsonb_build_object(
    'raw', jsonb_object_agg(coalesce(c.key, r.key), jsonb_build_array(c.value))
      filter (where c.key is not null and r.key is not null and c.value::text is distinct from r.value::text),
    'extra', jsonb_object_agg(coalesce(c.key, r.key), jsonb_build_array(c.value)) filter (where r.key is null),
    'absent', jsonb_agg(r.key) filter (where c.key is null)
  ))
  into v_legacy
  from jsonb_each(content) as c
    full join jsonb_each(rendering) as r on r.key = c.key;
  -- The values were wrapped so that a null of the file is not taken for none.
  return (
    select jsonb_object_agg(p.key, case p.key
      when 'absent' then p.value
      else (select jsonb_object_agg(v.key, v.value -> 0) from jsonb_each(p.value) as v) end)
    from jsonb_each(v_legacy) as p
  );
end;
$$;

comment on function specql_cutover.raw_of(jsonb, jsonb) is
  '{raw: {cell: value}, extra: {key without a column: value}, absent: [cells that the row does not have]}, each part only where there is '
  'something in it; null where the rendering is the row, to the last digit.';
--! EndIncluded 0_schema/01_write_side/011_core/011B_moving/011B2_cell/011B26_fn_raw_of.sql
--! Included 0_schema/01_write_side/011_core/011B_moving/011B2_cell/011B27_fn_with_raw.sql
-- 011B27  specql_cutover.with_raw()
-- A rendering with what raw_of() kept: the row as it was.

create or replace function specql_cutover.with_raw(rendering jsonb, legacy jsonb)
  returns jsonb
  language sql
  immutable
as $$
  select case
    when legacy is null then rendering
    else (rendering || coalesce(legacy -> 'extra', '{}') || coalesce(legacy -> 'raw', '{}'))
      - coalesce(array(select jsonb_array_elements_text(legacy -> 'absent')), '{}')
  end
$$;

comment on function specql_cutover.with_raw(jsonb, jsonb) is 'with_raw(rendering, raw_of(content, rendering)) is the content.';
--! EndIncluded 0_schema/01_write_side/011_core/011B_moving/011B2_cell/011B27_fn_with_raw.sql
--! Included 0_schema/01_write_side/011_core/011B_moving/011B3_noting/011B31_fn_changed_fields.sql
-- 011B31  specql_cutover.changed_fields()
-- What is other in a row than it was.

create or replace function specql_cutover.changed_fields(old_row jsonb, new_row jsonb)
  returns jsonb
  language sql
  immutable
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'field', coalesce(o.key, n.key), 'old', o.value, 'new', n.value, 'why', 'the file has changed since the last import'
  ) order by coalesce(o.key, n.key)), '[]')
  from jsonb_each(case jsonb_typeof(old_row) when 'object' then old_row else jsonb_build_object('value', old_row) end) as o
    full join jsonb_each(case jsonb_typeof(new_row) when 'object' then new_row else jsonb_build_object('value', new_row) end) as n
      on n.key = o.key
  where o.value::text is distinct from n.value::text
$$;

comment on function specql_cutover.changed_fields(jsonb, jsonb) is
  '[{field, old, new, why}] for each field whose value is another one, or 1.0 instead of 1.';
--! EndIncluded 0_schema/01_write_side/011_core/011B_moving/011B3_noting/011B31_fn_changed_fields.sql
--! Included 0_schema/01_write_side/011_core/011B_moving/011B3_noting/011B32_fn_note_rejects.sql
-- 011B32  specql_cutover.note_rejects()
-- Keeps refused legacy rows whole, each with its reason.

create or replace function specql_cutover.note_rejects(run bigint, rejects jsonb)
  returns void
  language plpgsql
  volatile
as $$
begin
  insert into specql_cutover.tb_import_reject (fk_import_run, source_table, path, line, field, code, reason, hint, row, context)
  select run, r.source_table, coalesce(r.path, r.source_table || '.' || coalesce(r.row_key, '')), r.line, nullif(r.field, ''),
    r.code, r.reason, nullif(r.hint, ''), coalesce(r.row, r.content, 'null'),
    jsonb_strip_nulls(jsonb_build_object('row_key', r.row_key, 'ordinal', r.ordinal))
  from (
    select j.source_table, j.path, coalesce(j.row_key, j.key) as row_key, j.line, j.field, j.code, j.reason, j.hint, j.row, j.content,
      j.ordinal, e.n
    from jsonb_array_elements(rejects) with ordinality as e (value, n)
      cross join lateral jsonb_to_record(e.value) as j (
        source_table text, path text, row_key text, key text, line integer, field text, code text, reason text, hint text,
        row jsonb, content jsonb, ordinal bigint)
  ) as r
  order by r.n;
  insert into specql_cutover.tb_import_row (fk_import_run, source_table, path, line, outcome, row_key)
  select run, j.source_table, coalesce(j.path, j.source_table || '.' || coalesce(j.row_key, j.key, '')), j.line, 'rejected',
    coalesce(j.row_key, j.key)
  from jsonb_array_elements(rejects) with ordinality as e (value, n)
    cross join lateral jsonb_to_record(e.value) as j (source_table text, path text, row_key text, key text, line integer)
  order by e.n;
end;
$$;

comment on function specql_cutover.note_rejects(bigint, jsonb) is
  'rejects: [{source_table, row_key, line, code, field, reason, hint, row, ordinal}]; path is source_table.row_key where none is '
  'given. Writes tb_import_reject and notes the rows as rejected.';
--! EndIncluded 0_schema/01_write_side/011_core/011B_moving/011B3_noting/011B32_fn_note_rejects.sql
--! Included 0_schema/01_write_side/011_core/011B_moving/011B3_noting/011B33_fn_note_changes.sql
-- 011B33  specql_cutover.note_changes()
-- Notes legacy rows that changed what the database has, or that were changed on their way in.

create or replace function specql_cutover.note_changes(run bigint, changes jsonb)
  returns void
  language plpgsql
  volatile
as $$
begin
  insert into specql_cutover.tb_import_row
    (fk_import_run, source_table, path, line, outcome, row_key, old_row, source_row, changes)
  select run, r.source_table, r.path, r.line, r.outcome, r.row_key, r.old_row, r.new_row, (
    select coalesce(jsonb_agg(jsonb_build_object('path', r.path) || (g.change - 'path') order by g.n), '[]')
    from jsonb_array_elements(coalesce(r.changes,
      case when r.old_row is null then '[]' else specql_cutover.changed_fields(r.old_row, r.new_row) end)
    ) with ordinality as g (change, n)
  )
  from (
    select j.source_table, coalesce(j.path, j.source_table || '.' || coalesce(j.row_key, j.key, '')) as path,
      coalesce(j.row_key, j.key, substr(j.path, length(j.source_table) + 2)) as row_key, j.line, coalesce(j.outcome, 'updated') as outcome,
      nullif(j.old, 'null') as old_row, coalesce(j.new, j.row, j.content) as new_row, nullif(j.changes, 'null') as changes, e.n
    from jsonb_array_elements(changes) with ordinality as e (value, n)
      cross join lateral jsonb_to_record(e.value) as j (
        source_table text, path text, row_key text, key text, line integer, outcome text, old jsonb, new jsonb, row jsonb,
        content jsonb, changes jsonb)
  ) as r
  order by r.n;
end;
$$;

comment on function specql_cutover.note_changes(bigint, jsonb) is
  'changes: [{source_table, row_key, line, outcome updated|changed, old, new, changes: [{field, old, new, why}]}]. old is the row as it was '
  'in the legacy format, absent for a row that is new; new the row of the file; changes are found by comparing them where none are given.';
--! EndIncluded 0_schema/01_write_side/011_core/011B_moving/011B3_noting/011B33_fn_note_changes.sql
--! Included 0_schema/01_write_side/011_core/0116_audit/01161_change/011614_tr_record_change.sql
-- 011614  specql_audit.tg__record_change()
-- The audit trigger for changed and removed rows: writes the old and the new one, and who did it.
-- No definer: only the owner writes governed tables, through the definer functions of app.

create or replace function specql_audit.tg__record_change()
  returns trigger
  language plpgsql
as $$
begin
  -- A large import is in the log as its batches, and in the ledger as a whole. No setting says so: only app.import_batch()
  -- writes there, for as long as it takes rows in.
  if tg_table_schema in ('memory', 'network') then
    if exists (select from specql_cutover.tb_import_batch as b where b.bulk_xid = pg_current_xact_id()) then
      return null;
    end if;
  end if;

  -- A look in the catalog's cache; a failed insert would cost a subtransaction for each row.
  if to_regclass('specql_audit.tb_change_' || to_char(clock_timestamp() at time zone 'UTC', 'YYYY_MM')) is null then
    perform specql_audit.add_change_partitions(clock_timestamp());
  end if;

  if tg_op = 'UPDATE' then
    insert into specql_audit.tb_change
      (table_schema, table_name, row_id, operation, old_row, new_row, actor, principal_kind, role_name)
    values
      (tg_table_schema, coalesce(tg_argv[0], tg_table_name), new.id, 'update', to_jsonb(old), to_jsonb(new),
       common.current_actor(), common.current_principal_kind(), common.current_role_name());
  elsif tg_op = 'DELETE' then
    insert into specql_audit.tb_change
      (table_schema, table_name, row_id, operation, old_row, actor, principal_kind, role_name)
    values
      (tg_table_schema, coalesce(tg_argv[0], tg_table_name), old.id, 'delete', to_jsonb(old),
       common.current_actor(), common.current_principal_kind(), common.current_role_name());
  else
    insert into specql_audit.tb_change
      (table_schema, table_name, operation, actor, principal_kind, role_name)
    values
      (tg_table_schema, coalesce(tg_argv[0], tg_table_name), 'truncate',
       common.current_actor(), common.current_principal_kind(), common.current_role_name());
  end if;
  return null;
end;
$$;

comment on function specql_audit.tg__record_change() is
  'After update or delete of a row, or truncate of a table: writes specql_audit.tb_change in the same '
  'transaction. Inserts are written by specql_audit.tg__record_inserts(). A table with this trigger needs a column id uuid. '
  'A partition''s trigger has the name of the partitioned table as its argument, and logs that.';
--! EndIncluded 0_schema/01_write_side/011_core/0116_audit/01161_change/011614_tr_record_change.sql
--! Included 0_schema/01_write_side/011_core/0116_audit/01161_change/011615_fn_audit_table.sql
-- 011615  specql_audit.audit_table()
-- Puts a table under the audit trigger, and under the one that stamps changed rows.

create or replace function specql_audit.audit_table(target regclass)
  returns void
  language plpgsql
  volatile
as $$
declare
  -- Row triggers are cloned to partitions, where tg_table_name would be the partition's.
  v_name constant text := (
    select quote_literal(c.relname) from pg_catalog.pg_class as c where c.oid = target and c.relkind = 'p');
begin
  execute format(
    'create or replace trigger tr_800_stamp_row before update on %s '
    'for each row execute function common.tg__stamp_row()', target);
  execute format(
    'create or replace trigger tr_900_record_change after update or delete on %s '
    'for each row execute function specql_audit.tg__record_change(%s)', target, v_name);
  execute format(
    'create or replace trigger tr_905_record_inserts after insert on %s referencing new table as new_rows '
    'for each statement execute function specql_audit.tg__record_inserts()', target);
  execute format(
    'create or replace trigger tr_910_record_truncate after truncate on %s '
    'for each statement execute function specql_audit.tg__record_change()', target);
  execute format('comment on trigger tr_800_stamp_row on %s is %L', target,
    'Says who changed the row last, and when.');
  execute format('comment on trigger tr_900_record_change on %s is %L', target,
    'Writes the change log.');
  execute format('comment on trigger tr_905_record_inserts on %s is %L', target,
    'Writes the change log.');
  execute format('comment on trigger tr_910_record_truncate on %s is %L', target,
    'Writes the change log.');
end;
$$;

comment on function specql_audit.audit_table(regclass) is
  'Creates the triggers tr_800_stamp_row, tr_900_record_change, tr_905_record_inserts and tr_910_record_truncate on a '
  'table that has id, created_at, created_by, updated_at and updated_by. Re-runnable.';
--! EndIncluded 0_schema/01_write_side/011_core/0116_audit/01161_change/011615_fn_audit_table.sql
--! Included 0_schema/01_write_side/011_core/0116_audit/01161_change/011616_tr_record_inserts.sql
-- 011616  specql_audit.tg__record_inserts()
-- The audit trigger for new rows: once for a statement, however many rows it adds.
-- No definer: only the owner writes governed tables, through the definer functions of app.

create or replace function specql_audit.tg__record_inserts()
  returns trigger
  language plpgsql
as $$
begin
  -- A large import is in the log as its batches, and in the ledger as a whole. No setting says so: only app.import_batch()
  -- writes there, for as long as it takes rows in.
  if tg_table_schema in ('memory', 'network') then
    if exists (select from specql_cutover.tb_import_batch as b where b.bulk_xid = pg_current_xact_id()) then
      return null;
    end if;
  end if;

  -- A look in the catalog's cache; a failed insert would cost a subtransaction for each statement.
  if to_regclass('specql_audit.tb_change_' || to_char(clock_timestamp() at time zone 'UTC', 'YYYY_MM')) is null then
    perform specql_audit.add_change_partitions(clock_timestamp());
  end if;

  insert into specql_audit.tb_change
    (table_schema, table_name, row_id, operation, new_row, actor, principal_kind, role_name)
  select
    tg_table_schema, tg_table_name, n.id, 'insert', to_jsonb(n), w.actor, w.principal_kind, w.role_name
  from new_rows as n
    cross join (
      select
        common.current_actor() as actor,
        common.current_principal_kind() as principal_kind,
        common.current_role_name() as role_name
      -- Asked once for the statement, not once for each row.
      offset 0
    ) as w;
  return null;
end;
$$;

comment on function specql_audit.tg__record_inserts() is
  'After insert, for each statement, its rows in the transition table new_rows: writes specql_audit.tb_change in the same '
  'transaction. As fast as a row trigger for one row, and several times faster for many. A table with this trigger needs a '
  'column id uuid.';
--! EndIncluded 0_schema/01_write_side/011_core/0116_audit/01161_change/011616_tr_record_inserts.sql
--! Included 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B41_fn_found_run.sql
-- 011B41  specql_cutover.found_run()
-- The import run of a public key, locked as the caller needs it.

create or replace function specql_cutover.found_run(run_id uuid, exclusive boolean)
  returns specql_cutover.tb_import_run
  language plpgsql
  volatile
as $$
declare
  v_run specql_cutover.tb_import_run;
begin
  -- Batches may go in side by side; whoever ends the run waits for them, and they for him.
  if exclusive then
    select r.* into v_run from specql_cutover.tb_import_run as r where r.id = run_id for update;
  else
    select r.* into v_run from specql_cutover.tb_import_run as r where r.id = run_id for share;
  end if;
  if v_run.pk_import_run is null then
    raise exception using
      errcode = 'SG230', message = 'there is no such import run',
      hint = 'The view app.import_runs lists them.', column = 'run_id';
  end if;
  return v_run;
end;
$$;

comment on function specql_cutover.found_run(uuid, boolean) is
  'The run, locked against its end, or for its end. SG230: there is no such run.';
--! EndIncluded 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B41_fn_found_run.sql
--! Included 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B42_fn_start_run.sql
-- 011B42  specql_cutover.start_run()
-- Begins the import of a store's file, or finds the one that was broken off.

create or replace function specql_cutover.start_run(kind text, options jsonb)
  returns specql_cutover.tb_import_run
  language plpgsql
  volatile
as $$
declare
  v_options jsonb;
  v_run     specql_cutover.tb_import_run;
begin
  if kind is null or kind not in ('memory', 'network', 'tasks') then
    raise exception using
      errcode = 'SG147',
      message = format('%s is not imported in batches', coalesce(quote_literal(left(kind, 40)), 'null')),
      hint = 'Kinds are memory, network and tasks.', column = 'kind';
  end if;
  -- The files of these stores were written in UTC.
  v_options := specql_cutover.checked_options('{"timezone": "UTC"}'::jsonb || jsonb_strip_nulls(coalesce(options, '{}')));
  -- One import of a store at a time: two would compare themselves with each other's halves.
  perform pg_advisory_xact_lock(hashtextextended('specql_cutover.start_run ' || kind, 0));
  select r.* into v_run
  from specql_cutover.tb_import_run as r
  where r.kind = start_run.kind and r.status = 'running'
  for update;
  if found then
    if v_run.source_hash is null or v_run.options - 'source' is distinct from v_options - 'source' then
      raise exception using
        errcode = 'SG328',
        message = format('another import of %s was begun and not finished', kind),
        detail = format('It is %s, of %s.', v_run.id, coalesce(v_run.source, 'a file without a name')),
        hint = format('Import that file again with the same options to go on, or take back what it brought: specql import undo %s', v_run.id),
        column = 'kind';
    end if;
    return v_run;
  end if;
  insert into specql_cutover.tb_import_run (kind, source, source_hash, options, status)
  values (start_run.kind, v_options ->> 'source', v_options ->> 'file_hash', v_options, 'running')
  returning * into v_run;
  return v_run;
end;
$$;

comment on function specql_cutover.start_run(text, jsonb) is
  'A new run, or the unfinished one of the same file and the same options. SG147: another kind. SG113, SG114: the options are wrong. SG328: an '
  'import of another file, or with other options, is not finished.';
--! EndIncluded 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B42_fn_start_run.sql
--! Included 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B43_fn_take_batch.sql
-- 011B43  specql_cutover.take_batch()
-- Takes rows of one table in, and compares what the table then renders with what the file has.

create or replace function specql_cutover.take_batch(
  run specql_cutover.tb_import_run, source_table text, first_ordinal bigint, rows jsonb
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_table  constant specql_cutover.tb_legacy_table := specql_cutover.legacy_table(run.kind, source_table);
  v_rows   constant bigint := jsonb_array_length(rows);
  v_next   bigint;
  v_bulk   boolean;
  v_batch  bigint;
  v_counts jsonb;
  v_reject bigint;
begin
  -- Whoever sends the same batch twice waits here, and then finds it taken.
  perform pg_advisory_xact_lock(hashtextextended('specql_cutover.take_batch ' || source_table, run.pk_import_run));
  select coalesce(max(b.first_ordinal + b.row_count), 1)
  into v_next
  from specql_cutover.tb_import_batch as b
  where b.fk_import_run = run.pk_import_run and b.source_table = take_batch.source_table;
  if first_ordinal < v_next then
    return jsonb_build_object('next', v_next, 'taken', false);
  end if;
  if first_ordinal > v_next then
    raise exception using
      errcode = 'SG326',
      message = format('row %s of %s does not follow: row %s does', first_ordinal, source_table, v_next),
      hint = 'app.begin_import() says where to go on.', column = 'first_ordinal';
  end if;

  -- Counted, not claimed: what the run has brought with this batch.
  select coalesce(sum(b.row_count), 0) + v_rows > 1000
  into v_bulk
  from specql_cutover.tb_import_batch as b
  where b.fk_import_run = run.pk_import_run;
  insert into specql_cutover.tb_import_batch (fk_import_run, source_table, first_ordinal, row_count, is_bulk, bulk_xid)
  values (run.pk_import_run, take_batch.source_table, take_batch.first_ordinal, v_rows,
    v_bulk, case when v_bulk then pg_current_xact_id() end)
  returning pk_import_batch into v_batch;
  select coalesce(max(j.pk_import_reject), 0) into v_reject from specql_cutover.tb_import_reject as j;
  execute format('select %s($1, $2, $3, $4, $5)', v_table.load_function)
  into v_counts
  using run.pk_import_run, source_table, first_ordinal, rows,
    jsonb_build_object('mode', 'import', 'zone', run.options ->> 'timezone', 'dry_run', run.options -> 'dry_run');
  if v_rows <> (
    select coalesce(sum((v_counts ->> c.name)::bigint), 0)
    from unnest('{imported,updated,unchanged,changed,rejected}'::text[]) as c (name)
  ) then
    raise exception using
      errcode = 'SG329',
      message = format('the rows of %s were not all accounted for', source_table),
      detail = format('%s were given, the counts are %s.', v_rows, v_counts),
      hint = 'This is a mistake in SpecQL. Nothing of this batch was written.';
  end if;
  perform specql_cutover.compare_batch(run, v_batch, source_table, rows, v_counts, v_reject);
  return v_counts || jsonb_build_object('next', first_ordinal + v_rows, 'taken', true);
end;
$$;

comment on function specql_cutover.take_batch(specql_cutover.tb_import_run, text, bigint, jsonb) is
  'Returns the counts, next (the row that follows) and taken: false where the batch had been taken in before. SG236: the store has no such table. '
  'SG326: rows before these are missing. SG329: the counts do not add up to the rows.';
--! EndIncluded 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B43_fn_take_batch.sql
--! Included 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B44_fn_compare_batch.sql
-- 011B44  specql_cutover.compare_batch()
-- Compares the rows of a batch, text by text, with what the tables render of them, and ends the batch.

create or replace function specql_cutover.compare_batch(
  run specql_cutover.tb_import_run, batch bigint, source_table text, rows jsonb, counts jsonb, last_reject bigint
)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_table   constant specql_cutover.tb_legacy_table := specql_cutover.legacy_table(run.kind, source_table);
  v_keys    text[];
  v_refused text[] := '{}';
  v_found   record;
begin
  select array_agg(e.value ->> 'key') into v_keys from jsonb_array_elements(rows) as e;
  if counts ->> 'rejected' <> '0' then
    select coalesce(array_agg(j.context ->> 'row_key') filter (where j.context ? 'row_key'), '{}')
    into v_refused
    from specql_cutover.tb_import_reject as j
    where j.fk_import_run = run.pk_import_run and j.source_table = compare_batch.source_table and j.pk_import_reject > last_reject;
  end if;
  -- The view itself, as specql_cutover.rendered() reads it: a function's rows are copied once more.
  execute format($sql$
  with given as (
    select e.n, e.value ->> 'key' as row_key, (e.value -> 'content')::text as content
    from jsonb_array_elements($1) with ordinality as e (value, n)
    -- Each row becomes a text once, not wherever the text is used.
    offset 0
  ), held as materialized (
    select r.row_key, r.content::text as content
    from %s as r
    where %s and r.row_key = any ($3)
  ), hashed as (
    select g.n, h.row_key is not null and h.content = g.content as is_same,
      sha256(convert_to(g.row_key || E'\n' || g.content, 'UTF8')) as source_hash,
      case when h.content <> g.content then sha256(convert_to(h.row_key || E'\n' || h.content, 'UTF8')) end as database_hash
    from given as g
      left join held as h on h.row_key = g.row_key
    where g.row_key <> all ($4)
  )
  select
    encode(sha256(coalesce(string_agg(h.source_hash, '' order by h.n), '')), 'hex') as source_hash,
    encode(sha256(coalesce(
      string_agg(case when h.is_same then h.source_hash else coalesce(h.database_hash, '') end, '' order by h.n), '')), 'hex') as database_hash,
    count(*) filter (where not h.is_same) as differing
  from hashed as h
  $sql$, v_table.render_view, case when v_table.source_table = '*' then 'r.source_table = $2' else 'true' end)
  into v_found
  using rows, source_table, v_keys, v_refused;

  -- An undo has to know whether somebody changed the row since.
  if (counts ->> 'updated')::bigint + (counts ->> 'changed')::bigint > 0 then
    update specql_cutover.tb_import_row as i
    set result_hash = sha256(convert_to(r.row_key || E'\n' || r.content::text, 'UTF8'))
    from specql_cutover.rendered(run.kind, compare_batch.source_table, v_keys) as r
    where i.fk_import_run = run.pk_import_run and i.source_table = compare_batch.source_table and i.row_key = r.row_key
      and i.old_row is not null and i.result_hash is null;
  end if;

  update specql_cutover.tb_import_batch as b
  set counts = compare_batch.counts, source_hash = v_found.source_hash, database_hash = v_found.database_hash,
    differing = v_found.differing, bulk_xid = null
  where b.pk_import_batch = batch;
end;
$$;

comment on function specql_cutover.compare_batch(specql_cutover.tb_import_run, bigint, text, jsonb, jsonb, bigint) is
  'Writes the hashes, how many rows differ and the counts to the batch; from then on the audit log has single rows again.';
--! EndIncluded 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B44_fn_compare_batch.sql
--! Included 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B45_fn_run_report.sql
-- 011B45  specql_cutover.run_report()
-- The report of an import in batches.

create or replace function specql_cutover.run_report(run specql_cutover.tb_import_run, written boolean)
  returns jsonb
  language sql
  stable
as $$
  with counted as (
    select b.source_table, sum(b.row_count) as source,
      sum((b.counts ->> 'imported')::bigint) as imported, sum((b.counts ->> 'updated')::bigint) as updated,
      sum((b.counts ->> 'unchanged')::bigint) as unchanged, sum((b.counts ->> 'changed')::bigint) as changed,
      sum((b.counts ->> 'rejected')::bigint) as rejected
    from specql_cutover.tb_import_batch as b
    where b.fk_import_run = run.pk_import_run
    group by b.source_table
  )
  select jsonb_build_object(
    'run_id', case when written then run.id end, 'kind', run.kind, 'source', run.source, 'dry_run', run.options -> 'dry_run', 'written', written,
    'counts', (
      select jsonb_build_object(
        'source', coalesce(sum(c.source), 0), 'imported', coalesce(sum(c.imported), 0), 'updated', coalesce(sum(c.updated), 0),
        'unchanged', coalesce(sum(c.unchanged), 0), 'changed', coalesce(sum(c.changed), 0), 'rejected', coalesce(sum(c.rejected), 0))
      from counted as c
    ),
    'tables', (select coalesce(jsonb_object_agg(c.source_table, to_jsonb(c) - 'source_table'), '{}') from counted as c),
    -- A report is read by people and held in memory: of a million changes it shows the first thousand.
    'changes', (
      select coalesce(jsonb_agg(s.change order by s.pk_import_row, s.n), '[]')
      from (
        select r.pk_import_row, g.n,
          g.change || case when r.line is null then '{}'::jsonb else jsonb_build_object('line', r.line) end as change
        from specql_cutover.tb_import_row as r
          cross join lateral jsonb_array_elements(r.changes) with ordinality as g (change, n)
        where r.fk_import_run = run.pk_import_run
        order by r.pk_import_row, g.n
        limit 1000
      ) as s
    ),
    'rejects', (
      select coalesce(jsonb_agg(s.reject order by s.pk_import_reject), '[]')
      from (
        select j.pk_import_reject, jsonb_build_object('id', j.id, 'table', j.source_table, 'path', j.path, 'line', j.line, 'field', j.field,
          'code', j.code, 'reason', j.reason, 'hint', j.hint, 'row', j.row) as reject
        from specql_cutover.tb_import_reject as j
        where j.fk_import_run = run.pk_import_run
        order by j.pk_import_reject
        limit 1000
      ) as s
    )
  );
$$;

comment on function specql_cutover.run_report(specql_cutover.tb_import_run, boolean) is
  'As report_of(), the counts taken from the batches; of changes and rejects the first 1,000 (app.import_changes and app.import_rejects have all).';
--! EndIncluded 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B45_fn_run_report.sql
--! Included 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B46_fn_run_checksums.sql
-- 011B46  specql_cutover.run_checksums()
-- Per table of the file: the rows of the source and of the database, compared.

create or replace function specql_cutover.run_checksums(run bigint)
  returns jsonb
  language sql
  stable
as $$
  select coalesce(jsonb_object_agg(c.source_table, to_jsonb(c) - 'source_table'), '{}')
  from (
    select b.source_table, sum(b.row_count - (b.counts ->> 'rejected')::bigint) as rows, sum(b.differing) as differing,
      encode(sha256(convert_to(string_agg(b.source_hash, '' order by b.first_ordinal), 'UTF8')), 'hex') as source_hash,
      encode(sha256(convert_to(string_agg(b.database_hash, '' order by b.first_ordinal), 'UTF8')), 'hex') as database_hash
    from specql_cutover.tb_import_batch as b
    where b.fk_import_run = run
    group by b.source_table
  ) as c;
$$;

comment on function specql_cutover.run_checksums(bigint) is
  'For each table: rows that went in, how many the tables render otherwise than the file has them, and sha256 over the hashes of the batches.';
--! EndIncluded 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B46_fn_run_checksums.sql
--! Included 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B47_fn_raise_sequences.sql
-- 011B47  specql_cutover.raise_sequences()
-- Lifts the sequences of a store's tables above the largest number that an import brought. Never lowers one.

create or replace function specql_cutover.raise_sequences(store text)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_column record;
  v_top    bigint;
  v_last   bigint;
begin
  for v_column in
    select distinct t.target_table as target, a.attname as name, pg_get_serial_sequence(t.target_table, a.attname) as sequence
    from specql_cutover.tb_legacy_table as t
      join pg_catalog.pg_attribute as a on a.attrelid = t.target_table::regclass and a.attnum > 0 and not a.attisdropped
    where t.fk_store = specql_cutover.store_pk(store)
      and pg_get_serial_sequence(t.target_table, a.attname) is not null
  loop
    execute format('select max(%I) from %s', v_column.name, v_column.target) into v_top;
    execute format('select case when s.is_called then s.last_value else s.last_value - 1 end from %s as s', v_column.sequence) into v_last;
    if v_top > v_last then
      perform setval(v_column.sequence, v_top);
    end if;
  end loop;
end;
$$;

comment on function specql_cutover.raise_sequences(text) is 'For each column of the tables that takes its numbers from a sequence.';
--! EndIncluded 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B47_fn_raise_sequences.sql
--! Included 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B48_fn_end_run.sql
-- 011B48  specql_cutover.end_run()
-- Ends an import: keeps its report, or takes everything back where rows were refused that nobody wants to set aside.

create or replace function specql_cutover.end_run(run specql_cutover.tb_import_run)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_checksums jsonb;
  v_report    jsonb;
  v_rejected  boolean;
  v_status    text := 'finished';
begin
  select coalesce(bool_or(b.counts ->> 'rejected' <> '0'), false)
  into v_rejected
  from specql_cutover.tb_import_batch as b
  where b.fk_import_run = run.pk_import_run;
  if (run.options ->> 'dry_run')::boolean or v_rejected and not (run.options ->> 'quarantine')::boolean then
    v_status := 'failed';
    perform specql_cutover.take_back(run);
  else
    perform specql_cutover.raise_sequences(run.kind);
    if run.kind = 'memory' then
      perform memory.index_memories(); -- left to the end of bulk imports
    end if;
  end if;
  v_checksums := specql_cutover.run_checksums(run.pk_import_run);
  v_report := specql_cutover.run_report(run, v_status = 'finished');
  update specql_cutover.tb_import_run as r
  set status = v_status, report = v_report, checksums = v_checksums, finished_at = clock_timestamp()
  where r.pk_import_run = run.pk_import_run;
  perform specql_audit.record_decision(
    stream => 'cutover', action => case v_status when 'finished' then 'import' else 'reject_import' end,
    subject_kind => 'import_run', subject_id => run.id,
    payload => jsonb_build_object(
      'kind', run.kind, 'source', run.source, 'file_hash', run.source_hash, 'counts', v_report -> 'counts', 'tables', v_report -> 'tables',
      'checksums', v_checksums)
  );
  return v_report;
end;
$$;

comment on function specql_cutover.end_run(specql_cutover.tb_import_run) is
  'Lifts sequences, keeps report and checksums with the run, and writes them into the ledger. A dry run, and rejected rows without quarantine: '
  'all is taken back, the run has failed, and written is false.';
--! EndIncluded 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B48_fn_end_run.sql
--! Included 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B49_fn_legacy_key.sql
-- 011B49  specql_cutover.legacy_key()
-- The key of a row of a legacy file.

create or replace function specql_cutover.legacy_key(kind text, source_table text, content jsonb, otherwise text)
  returns text
  language plpgsql
  immutable
as $$
declare
  v_key text;
begin
  v_key := case
    when kind = 'network' and source_table = 'projects'
      then lower(content ->> 'ecosystem') || '/' || lower(content ->> 'name')
    when kind = 'network' and source_table = 'edges'
      then lower(content #>> '{0,0}') || '/' || lower(content #>> '{0,1}') || ' > '
        || lower(content #>> '{1,0}') || '/' || lower(content #>> '{1,1}')
    when kind = 'network' and source_table = 'github_contributes_to'
      then (content ->> 0) || ' > ' || lower(content #>> '{1,0}') || '/' || lower(content #>> '{1,1}')
    when source_table <> 'document' and jsonb_typeof(content -> 'id') in ('string', 'number') then content ->> 'id'
  end;
  return coalesce(v_key, otherwise);
end;
$$;

comment on function specql_cutover.legacy_key(text, text, jsonb, text) is
  'What the contract of the stores calls row_key; the text given where the row has none of its own.';
--! EndIncluded 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B49_fn_legacy_key.sql
--! Included 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B4A_fn_document_rows.sql
-- 011B4A  specql_cutover.document_rows()
-- The rows of a store's file that is given as one document.

create or replace function specql_cutover.document_rows(kind text, document jsonb)
  returns table (source_table text, ordinal bigint, row_key text, content jsonb)
  language plpgsql
  stable
as $$
#variable_conflict use_column
begin
  if jsonb_typeof(document) is distinct from 'object'
    or kind = 'memory' and jsonb_typeof(document -> 'tables') is distinct from 'object' then
    raise exception using
      errcode = 'SG112',
      message = 'the document must be a JSON object' || case kind when 'memory' then ' with tables' else '' end,
      hint = case kind when 'memory' then 'For example {"tables": {"memory_entities": {"columns": ["id"], "rows": [{"id": "e1"}]}}}.'
        else 'Give what the store wrote into its file.' end,
      column = 'document';
  end if;
  if kind = 'memory' then
    return query
    select t.key, e.n, coalesce(e.value ->> '$key', specql_cutover.legacy_key(kind, t.key, c.content, e.n::text)), c.content
    from jsonb_each(document -> 'tables') as t
      cross join lateral (select specql_cutover.library_rows(t.value) as list) as r
      cross join lateral jsonb_array_elements(case jsonb_typeof(r.list) when 'array' then r.list else '[]' end)
        with ordinality as e (value, n)
      cross join lateral (
        select case when jsonb_typeof(e.value) = 'object' and e.value ? '$value' then e.value -> '$value' else e.value end as content
      ) as c;
    return;
  end if;
  return query
  select t.key, e.n, specql_cutover.legacy_key(kind, t.key, e.value,
    case when t.key in ('projects', 'edges', 'github_contributes_to') then '#' else '' end || e.n::text), e.value
  from jsonb_each(document) as t
    cross join lateral jsonb_array_elements(t.value) with ordinality as e (value, n)
  where jsonb_typeof(t.value) = 'array'
  union all
  select 'document', row_number() over (order by t.key collate "C"), t.key, t.value
  from jsonb_each(document) as t
  where jsonb_typeof(t.value) <> 'array';
end;
$$;

comment on function specql_cutover.document_rows(text, jsonb) is
  'One row for each legacy row: table, place from 1, key, content. SG112: the document is no object, or a memory workspace without tables.';
--! EndIncluded 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B4A_fn_document_rows.sql
--! Included 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B4B_fn_import_document.sql
-- 011B4B  specql_cutover.import_document()
-- Imports a store's file that is given as one document: all of it goes in, or nothing does.

create or replace function specql_cutover.import_document(kind text, document jsonb, options jsonb)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_run    specql_cutover.tb_import_run;
  v_batch  record;
  v_report jsonb;
begin
  begin
    v_run := specql_cutover.start_run(kind, options);
    if exists (select from specql_cutover.tb_import_batch as b where b.fk_import_run = v_run.pk_import_run) then
      raise exception using
        errcode = 'SG328',
        message = format('an import of this file was begun in batches and not finished: %s', v_run.id),
        hint = format('Finish it, or take it back: specql import undo %s', v_run.id), column = 'document';
    end if;
    for v_batch in
      select d.source_table, min(d.ordinal) as first_ordinal,
        jsonb_agg(jsonb_build_object('key', d.row_key, 'line', null, 'content', d.content) order by d.ordinal) as rows
      from specql_cutover.document_rows(kind, document) as d
      group by d.source_table, (d.ordinal - 1) / 10000
      order by (specql_cutover.legacy_table(kind, d.source_table)).rank, d.source_table, min(d.ordinal)
    loop
      perform specql_cutover.take_batch(v_run, v_batch.source_table, v_batch.first_ordinal, v_batch.rows);
    end loop;
    if v_batch is null then
      raise exception using
        errcode = 'SG112', message = 'the document has no rows', hint = 'Give a file that holds rows.', column = 'document';
    end if;
    v_report := specql_cutover.end_run(v_run);
    if not (v_report ->> 'written')::boolean then
      -- Undoes the work and keeps the report. (A code that ends in 000 would catch its whole class.)
      raise exception using errcode = 'SGX01', message = 'undo';
    end if;
  exception when sqlstate 'SGX01' then
    null;
  end;
  return v_report;
end;
$$;

comment on function specql_cutover.import_document(text, jsonb, jsonb) is
  'Returns the report. A dry run, and rejected rows without quarantine, leave no trace. SG112: the document is none, or has no rows. SG113, SG114: '
  'the options are wrong. SG328: an import is not finished.';
--! EndIncluded 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B4B_fn_import_document.sql
--! Included 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B4C_fn_retry_legacy_row.sql
-- 011B4C  specql_cutover.retry_legacy_row()
-- Takes in a legacy row that had been refused.

create or replace function specql_cutover.retry_legacy_row(
  run specql_cutover.tb_import_run, source_table text, content jsonb, line integer, context jsonb
)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_table  constant specql_cutover.tb_legacy_table := specql_cutover.legacy_table(run.kind, source_table);
  v_key    constant text := specql_cutover.legacy_key(run.kind, source_table, content, context ->> 'row_key');
  v_counts jsonb;
  v_reject record;
begin
  if run.status <> 'finished' then
    raise exception using
      errcode = 'SG327',
      message = format('the import that refused the row is %s', run.status),
      hint = 'Rows of a finished import can be tried again. Import the file again.', column = 'reject_id';
  end if;
  delete from specql_cutover.tb_import_row as r
  where r.pk_import_row = (
    select i.pk_import_row
    from specql_cutover.tb_import_row as i
    where i.fk_import_run = run.pk_import_run and i.source_table = retry_legacy_row.source_table
      and i.outcome = 'rejected' and i.row_key is not distinct from context ->> 'row_key'
    limit 1
  );
  execute format('select %s($1, $2, $3, $4, $5)', v_table.load_function)
  into v_counts
  using run.pk_import_run, source_table, coalesce((context ->> 'ordinal')::bigint, 1),
    jsonb_build_array(jsonb_build_object('key', v_key, 'line', line, 'content', content)),
    jsonb_build_object('mode', 'import', 'zone', run.options ->> 'timezone');
  if v_counts ->> 'rejected' = '1' then
    select j.code, j.reason, j.hint, j.field
    into v_reject
    from specql_cutover.tb_import_reject as j
    where j.fk_import_run = run.pk_import_run
    order by j.pk_import_reject desc
    limit 1;
    raise exception using
      errcode = case when v_reject.code ~ '^SG\d{3}$' then v_reject.code else 'SG116' end, message = v_reject.reason,
      hint = coalesce(v_reject.hint, 'Mend the row.'), column = coalesce(v_reject.field, '');
  end if;
end;
$$;

comment on function specql_cutover.retry_legacy_row(specql_cutover.tb_import_run, text, jsonb, integer, jsonb) is
  'Loads the row under the run that had refused it. Raises what makes it a rejected one still. SG327: the run is not finished, or was undone.';
--! EndIncluded 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B4C_fn_retry_legacy_row.sql
--! Included 0_schema/01_write_side/011_core/011B_moving/011B5_undo/011B51_fn_rows_changed_since.sql
-- 011B51  specql_cutover.rows_changed_since()
-- Rows of a table that somebody has changed since an import began, other than that import.

create or replace function specql_cutover.rows_changed_since(run specql_cutover.tb_import_run, target regclass)
  returns uuid[]
  language sql
  stable
as $$
  select coalesce(array_agg(n.row_id), '{}')
  from (
    select c.row_id
    from specql_audit.tb_change as c
      join pg_catalog.pg_class as t on t.oid = target and t.relname = c.table_name
      join pg_catalog.pg_namespace as n on n.oid = t.relnamespace and n.nspname = c.table_schema
    where c.operation = 'update' and c.changed_at >= run.created_at
      and not exists (
        select from specql_cutover.tb_import_batch as b
        where b.fk_import_run = run.pk_import_run and b.transaction_id = c.transaction_id
          and c.changed_at between b.created_at and b.updated_at
      )
    group by c.row_id
    -- A change that was taken back is none. What the database works out by itself is nobody's change.
    having (array_agg(c.old_row order by c.pk_change))[1]
        - '{updated_at,updated_by,position,import_run,legacy,is_dangling,fk_package,contributed_cost,total_cost}'::text[]
      is distinct from (array_agg(c.new_row order by c.pk_change desc))[1]
        - '{updated_at,updated_by,position,import_run,legacy,is_dangling,fk_package,contributed_cost,total_cost}'::text[]
  ) as n;
$$;

comment on function specql_cutover.rows_changed_since(specql_cutover.tb_import_run, regclass) is
  'Public keys, from the change log. Changes of later imports in bulk are not there: those are found by tb_import_row.';
--! EndIncluded 0_schema/01_write_side/011_core/011B_moving/011B5_undo/011B51_fn_rows_changed_since.sql
--! Included 0_schema/01_write_side/011_core/011B_moving/011B5_undo/011B52_fn_put_back_rows.sql
-- 011B52  specql_cutover.put_back_rows()
-- Gives the rows that an import changed the content that they had before it.

create or replace function specql_cutover.put_back_rows(run specql_cutover.tb_import_run, source_table text)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_table constant specql_cutover.tb_legacy_table := specql_cutover.legacy_table(run.kind, source_table);
  v_rows  jsonb;
  v_kept  jsonb;
begin
  select
    jsonb_agg(jsonb_build_object('key', i.row_key, 'line', null, 'content', i.old_row) order by i.pk_import_row)
      filter (where i.result_hash = h.hash),
    jsonb_agg(jsonb_build_object('source_table', put_back_rows.source_table, 'row_key', i.row_key,
      'reason', case when h.row_key is null then 'it was removed since' else 'it was changed since' end) order by i.pk_import_row)
      filter (where i.result_hash is distinct from h.hash)
  into v_rows, v_kept
  from specql_cutover.tb_import_row as i
    left join (
      select r.row_key, sha256(convert_to(r.row_key || E'\n' || r.content::text, 'UTF8')) as hash
      from specql_cutover.rendered(run.kind, put_back_rows.source_table, array(
        select k.row_key from specql_cutover.tb_import_row as k
        where k.fk_import_run = run.pk_import_run and k.source_table = put_back_rows.source_table and k.old_row is not null
      )) as r
    ) as h on h.row_key = i.row_key
  where i.fk_import_run = run.pk_import_run and i.source_table = put_back_rows.source_table and i.old_row is not null;
  if v_rows is not null then
    execute format('select %s(null, $1, 1, $2, $3)', v_table.load_function)
    using source_table, v_rows, jsonb_build_object('mode', 'put', 'undo', true, 'zone', run.options ->> 'timezone');
  end if;
  return jsonb_build_object('restored', coalesce(jsonb_array_length(v_rows), 0), 'kept', coalesce(v_kept, '[]'));
end;
$$;

comment on function specql_cutover.put_back_rows(specql_cutover.tb_import_run, text) is
  '{restored, kept: [{source_table, row_key, reason}]}: a row that is no longer what the import made of it stays as it is.';
--! EndIncluded 0_schema/01_write_side/011_core/011B_moving/011B5_undo/011B52_fn_put_back_rows.sql
--! Included 0_schema/01_write_side/011_core/011B_moving/011B5_undo/011B53_fn_rows_needed.sql
-- 011B53  specql_cutover.rows_needed()
-- Rows that an import brought and that cannot go: they were changed since, or rows that stay refer to them.

create or replace function specql_cutover.rows_needed(run specql_cutover.tb_import_run, target regclass, changed uuid[])
  returns uuid[]
  language plpgsql
  stable
as $$
declare
  v_needed uuid[];
  v_found  uuid[];
  v_key    record;
  v_more   boolean := true;
  v_own    constant text := specql_cutover.of_run(target);
begin
  execute format('select coalesce(array_agg(t.id), ''{}'') from %s as t where %s and t.id = any ($2)', target, v_own)
  into v_needed
  using run.pk_import_run, changed;
  while v_more loop
    v_more := false;
    for v_key in
      select k.conrelid::regclass as child,
        string_agg(format('c.%I = t.%I', ca.attname, ta.attname), ' and ') as joined,
        exists (
          select from pg_catalog.pg_attribute as a where a.attrelid = k.conrelid and a.attname = 'import_run' and not a.attisdropped
        ) as has_run
      from pg_catalog.pg_constraint as k
        cross join lateral unnest(k.conkey, k.confkey) as p (child_column, parent_column)
        join pg_catalog.pg_attribute as ca on ca.attrelid = k.conrelid and ca.attnum = p.child_column
        join pg_catalog.pg_attribute as ta on ta.attrelid = k.confrelid and ta.attnum = p.parent_column
      -- A reference that is emptied when its target goes holds nothing back; clones for partitions repeat their parent's.
      where k.contype = 'f' and k.confrelid = target and k.confdeltype <> 'n' and k.conparentid = 0
      group by k.oid, k.conrelid
      order by k.oid
    loop
      execute format(
        'select array_agg(distinct t.id) from %s as c join %s as t on %s where %s and t.id <> all ($2) and (%s)',
        v_key.child, target, v_key.joined, v_own,
        case
          when v_key.child <> target then 'true'
          when v_key.has_run then 'c.import_run is distinct from $1 or c.id = any ($2)'
          else 'true'
        end)
      into v_found
      using run.pk_import_run, v_needed;
      if v_found is not null then
        v_needed := v_needed || v_found;
        v_more := true;
      end if;
    end loop;
  end loop;
  return v_needed;
end;
$$;

comment on function specql_cutover.rows_needed(specql_cutover.tb_import_run, regclass, uuid[]) is
  'Called when the rows of the run that refer to this table have gone: what refers to it now stays.';
--! EndIncluded 0_schema/01_write_side/011_core/011B_moving/011B5_undo/011B53_fn_rows_needed.sql
--! Included 0_schema/01_write_side/011_core/011B_moving/011B5_undo/011B54_fn_take_out_rows.sql
-- 011B54  specql_cutover.take_out_rows()
-- Removes the rows that an import added to a table.

create or replace function specql_cutover.take_out_rows(run specql_cutover.tb_import_run, target regclass)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_changed constant uuid[] := specql_cutover.rows_changed_since(run, target);
  v_needed  constant uuid[] := specql_cutover.rows_needed(run, target, v_changed);
  v_own     constant text := specql_cutover.of_run(target);
  v_removed bigint;
  v_kept    jsonb;
begin
  execute format('delete from %s as t where %s and t.id <> all ($2)', target, v_own)
  using run.pk_import_run, v_needed;
  get diagnostics v_removed = row_count;
  execute format(
    'select coalesce(jsonb_agg(jsonb_build_object(''table'', $2, ''id'', t.id, ''name'', t.identifier, ''reason'', '
    'case when t.id = any ($3) then ''it was changed since'' else ''other rows refer to it'' end)), ''[]'') '
    'from %s as t where %s', target, v_own)
  into v_kept
  using run.pk_import_run, target::text, v_changed;
  return jsonb_build_object('removed', v_removed, 'kept', v_kept);
end;
$$;

comment on function specql_cutover.take_out_rows(specql_cutover.tb_import_run, regclass) is
  '{removed, kept: [{table, id, name, reason}]}: rows that were changed since, and those that others refer to, stay.';
--! EndIncluded 0_schema/01_write_side/011_core/011B_moving/011B5_undo/011B54_fn_take_out_rows.sql
--! Included 0_schema/01_write_side/011_core/011B_moving/011B5_undo/011B55_fn_take_back.sql
-- 011B55  specql_cutover.take_back()
-- Takes back what an import wrote: changed rows are as they were, added ones go.

create or replace function specql_cutover.take_back(run specql_cutover.tb_import_run)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_table    record;
  v_part     jsonb;
  v_restored bigint := 0;
  v_removed  bigint := 0;
  v_kept     jsonb := '[]';
begin
  -- First what was changed, as long as nothing is missing that it may refer to.
  for v_table in
    select b.source_table
    from (
      select distinct i.source_table from specql_cutover.tb_import_row as i
      where i.fk_import_run = run.pk_import_run and i.old_row is not null
    ) as b
    order by (specql_cutover.legacy_table(run.kind, b.source_table)).rank, b.source_table
  loop
    v_part := specql_cutover.put_back_rows(run, v_table.source_table);
    v_restored := v_restored + (v_part ->> 'restored')::bigint;
    v_kept := v_kept || (v_part -> 'kept');
  end loop;
  -- Then what was added, what refers to others before the others.
  for v_table in
    select t.target_table::regclass as target
    from (select distinct b.source_table from specql_cutover.tb_import_batch as b where b.fk_import_run = run.pk_import_run) as b
      cross join lateral specql_cutover.legacy_table(run.kind, b.source_table) as t
    group by t.target_table::regclass
    order by max(t.rank) desc, t.target_table::regclass::text desc
  loop
    v_part := specql_cutover.take_out_rows(run, v_table.target);
    v_removed := v_removed + (v_part ->> 'removed')::bigint;
    v_kept := v_kept || (v_part -> 'kept');
  end loop;
  return jsonb_build_object('restored', v_restored, 'removed', v_removed, 'kept', v_kept);
end;
$$;

comment on function specql_cutover.take_back(specql_cutover.tb_import_run) is
  '{restored, removed, kept}. Each row is in the change log, as any change is.';
--! EndIncluded 0_schema/01_write_side/011_core/011B_moving/011B5_undo/011B55_fn_take_back.sql
--! Included 0_schema/01_write_side/011_core/011B_moving/011B5_undo/011B56_fn_undo_run.sql
-- 011B56  specql_cutover.undo_run()
-- Undoes an import, finished or broken off.

create or replace function specql_cutover.undo_run(run specql_cutover.tb_import_run)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_later  uuid;
  v_report jsonb;
begin
  if run.kind not in ('memory', 'network', 'tasks') then
    raise exception using
      errcode = 'SG231',
      message = format('an import of %s cannot be undone', run.kind),
      hint = 'Imports of memory, network and tasks can.', column = 'run_id';
  end if;
  if run.status not in ('running', 'finished') then
    raise exception using
      errcode = 'SG327', message = format('the import is %s already', run.status), column = 'run_id',
      hint = 'What it brought is gone.';
  end if;
  -- Single rows of a bulk import are not in the change log: who goes back goes back over it first.
  select l.id
  into v_later
  from specql_cutover.tb_import_run as l
  where l.kind = run.kind and l.pk_import_run > run.pk_import_run and l.status in ('running', 'finished')
    and exists (
      select from specql_cutover.tb_import_batch as b
      where b.fk_import_run = l.pk_import_run and b.is_bulk and b.counts ->> 'updated' <> '0'
    )
  order by l.pk_import_run desc
  limit 1;
  if found then
    raise exception using
      errcode = 'SG327',
      message = 'a later import changed rows of this store in bulk',
      detail = format('It is %s.', v_later),
      hint = format('Undo that one first: specql import undo %s', v_later), column = 'run_id';
  end if;

  v_report := jsonb_build_object('run_id', run.id, 'kind', run.kind, 'source', run.source) || specql_cutover.take_back(run);
  update specql_cutover.tb_import_run as r
  set status = 'undone', finished_at = clock_timestamp()
  where r.pk_import_run = run.pk_import_run;
  perform specql_audit.record_decision(
    stream => 'cutover', action => 'undo_import', subject_kind => 'import_run', subject_id => run.id,
    payload => v_report - 'kept' || jsonb_build_object('kept', jsonb_array_length(v_report -> 'kept'))
  );
  return v_report;
end;
$$;

comment on function specql_cutover.undo_run(specql_cutover.tb_import_run) is
  'Returns {run_id, kind, source, restored, removed, kept} and writes it into the ledger. SG231: an import of this kind is not undone. SG327: it was '
  'undone or has failed already, or a later one changed rows in bulk.';
--! EndIncluded 0_schema/01_write_side/011_core/011B_moving/011B5_undo/011B56_fn_undo_run.sql
--! Included 0_schema/01_write_side/011_core/011B_moving/011B5_undo/011B57_fn_of_run.sql
-- 011B57  specql_cutover.of_run()
-- How the rows that an import added to a table are told from the others.

create or replace function specql_cutover.of_run(target regclass)
  returns text
  language sql
  stable
as $$
  select case
    when exists (
      select from pg_catalog.pg_attribute as a where a.attrelid = target and a.attname = 'import_run' and not a.attisdropped
    ) then 't.import_run = $1'
    else '(t.legacy ->> ''run'')::bigint = $1'
  end;
$$;

comment on function specql_cutover.of_run(regclass) is
  'A condition on the table as t, with the run as $1: by its column import_run, else by the run that its column legacy names.';
--! EndIncluded 0_schema/01_write_side/011_core/011B_moving/011B5_undo/011B57_fn_of_run.sql
--! Included 0_schema/02_query_side/021_core/0217_cutover/02171_import_run/021711_tv_import_run.sql
-- 021711  app.import_runs
-- The imports that were written.

create or replace view app.import_runs as
select
  r.id,
  r.kind,
  r.source,
  r.source_hash,
  r.options,
  r.report,
  r.checksums,
  r.created_at,
  r.created_by,
  r.updated_at,
  r.status,
  r.finished_at
from specql_cutover.tb_import_run as r;

comment on view app.import_runs is
  E'@primaryKey id\n'
  '@orderBy created_at desc\n'
  'Imports that were written, newest first.';
comment on column app.import_runs.id is E'@notNull\nPublic key.';
comment on column app.import_runs.kind is E'@notNull\nregistry, services and so on.';
comment on column app.import_runs.source is 'Name of the file.';
comment on column app.import_runs.source_hash is 'sha256 of the file.';
comment on column app.import_runs.options is E'@notNull\nHow it was asked for.';
comment on column app.import_runs.report is 'The report.';
comment on column app.import_runs.checksums is 'Source and database, compared after the load.';
comment on column app.import_runs.created_by is E'@notNull\nWho imported.';
comment on column app.import_runs.created_at is E'@notNull\nWhen it was made.';
comment on column app.import_runs.updated_at is E'@notNull\nWhen it was last changed.';
comment on column app.import_runs.status is E'@notNull\nrunning, finished, failed or undone.';
comment on column app.import_runs.finished_at is 'When it ended.';

grant select on app.import_runs to specql_reader;
--! EndIncluded 0_schema/02_query_side/021_core/0217_cutover/02171_import_run/021711_tv_import_run.sql
--! Included 0_schema/02_query_side/021_core/021B_moving/021B3_noting/021B31_tv_import_change.sql
-- 021B31  app.import_changes
-- What imports changed, row by row.

create or replace view app.import_changes as
select
  i.id,
  r.id as import_run_id,
  i.source_table,
  i.path,
  i.line,
  i.outcome,
  i.changes,
  i.created_at
from specql_cutover.tb_import_row as i
  join specql_cutover.tb_import_run as r on r.pk_import_run = i.fk_import_run
where i.outcome in ('updated', 'changed');

comment on view app.import_changes is
  E'@primaryKey id\n'
  '@foreignKey (import_run_id) references app.import_runs (id)\n'
  '@orderBy path\n'
  'Rows that an import changed, or that were changed on their way in. All of them, where the report shows the first.';
comment on column app.import_changes.id is E'@notNull\nPublic key.';
comment on column app.import_changes.import_run_id is E'@notNull\nThe import.';
comment on column app.import_changes.source_table is E'@notNull\nKind of row.';
comment on column app.import_changes.path is E'@notNull\nWhere it stands in the file.';
comment on column app.import_changes.line is 'Line in the file.';
comment on column app.import_changes.outcome is E'@notNull\nupdated or changed.';
comment on column app.import_changes.changes is E'@notNull\n[{path, field, old, new, why}].';
comment on column app.import_changes.created_at is E'@notNull\nWhen it was noted.';

grant select on app.import_changes to specql_reader;
--! EndIncluded 0_schema/02_query_side/021_core/021B_moving/021B3_noting/021B31_tv_import_change.sql
--! Included 0_schema/03_functions/031_core/0317_cutover/03173_import_reject/031731_fn_retry_import_reject.sql
-- 031731  app.retry_import_reject()
-- Tries a refused row again, mended or as it was.

create or replace function app.retry_import_reject(reject_id uuid, "row" jsonb default null)
  returns app.import_rejects
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_reject record;
  v_run    specql_cutover.tb_import_run;
  v_result app.import_rejects;
begin
  select j.pk_import_reject, j.fk_import_run, j.source_table, j.path, j.line, j.row, j.context, j.status,
    r.options ->> 'timezone' as zone
  into v_reject
  from specql_cutover.tb_import_reject as j
    join specql_cutover.tb_import_run as r on r.pk_import_run = j.fk_import_run
  where j.id = reject_id
  for update of j;
  if not found then
    raise exception using
      errcode = 'SG207', message = 'there is no such rejected row',
      hint = 'The view app.import_rejects lists them.', column = 'reject_id';
  end if;
  if v_reject.status = 'resolved' then
    raise exception using
      errcode = 'SG308', message = 'the row has been imported already', column = 'reject_id';
  end if;

  select r.* into v_run from specql_cutover.tb_import_run as r where r.pk_import_run = v_reject.fk_import_run for share;
  if v_run.kind in ('memory', 'network', 'tasks') then
    perform specql_cutover.retry_legacy_row(
      v_run, v_reject.source_table, coalesce(retry_import_reject."row", v_reject.row), v_reject.line, v_reject.context);
  else
    perform specql_cutover.retry_row(
      v_reject.fk_import_run, v_reject.source_table, coalesce(retry_import_reject."row", v_reject.row), v_reject.path, v_reject.line,
      v_reject.context, coalesce(v_reject.zone, 'Europe/Paris')
    );
  end if;
  update specql_cutover.tb_import_reject as j
  set status = 'resolved', row = coalesce(retry_import_reject."row", v_reject.row)
  where j.pk_import_reject = v_reject.pk_import_reject;
  select v.* into v_result from app.import_rejects as v where v.id = reject_id;
  return v_result;
end;
$$;

comment on function app.retry_import_reject(uuid, jsonb) is
  'Imports a rejected row (the mended one that is given, else the one that was kept) and what stands below it. Raises '
  'what makes it a rejected one still. SG207: no such row. SG308: it has been imported already.';

grant execute on function app.retry_import_reject(uuid, jsonb) to specql_admin;
--! EndIncluded 0_schema/03_functions/031_core/0317_cutover/03173_import_reject/031731_fn_retry_import_reject.sql
--! Included 0_schema/03_functions/031_core/031B_moving/031B4_run/031B41_fn_begin_import.sql
-- 031B41  app.begin_import()
-- Begins an import in batches, or says where one that was broken off goes on.

create or replace function app.begin_import(kind text, options jsonb default '{}')
  returns jsonb
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_run specql_cutover.tb_import_run := specql_cutover.start_run(kind => begin_import.kind, options => begin_import.options);
begin
  return jsonb_build_object(
    'run_id', v_run.id, 'kind', v_run.kind,
    'next', (
      select coalesce(jsonb_object_agg(b.source_table, b.next), '{}')
      from (
        select b.source_table, max(b.first_ordinal + b.row_count) as next
        from specql_cutover.tb_import_batch as b
        where b.fk_import_run = v_run.pk_import_run
        group by b.source_table
      ) as b
    ),
    'ranks', (
      select coalesce(jsonb_object_agg(t.source_table, t.rank), '{}')
      from specql_cutover.tb_legacy_table as t
      where t.fk_store = specql_cutover.store_pk(v_run.kind)
    )
  );
end;
$$;

comment on function app.begin_import(text, jsonb) is
  'Kinds: memory, network, tasks. Options: source, file_hash, dry_run, quarantine, timezone (UTC). Returns {run_id, kind, ranks, next: {table: row '
  'that follows}}: next is empty for a new run; an unfinished run of the same file_hash and options goes on. Rows follow by import_batch(), table by '
  'table in the order of ranks (* stands for tables that have none); finish_import() ends it. SG113, SG114: the options are wrong. SG147: another kind. SG328: an import '
  'of another file is not finished.';

grant execute on function app.begin_import(text, jsonb) to specql_admin;
--! EndIncluded 0_schema/03_functions/031_core/031B_moving/031B4_run/031B41_fn_begin_import.sql
--! Included 0_schema/03_functions/031_core/031B_moving/031B4_run/031B42_fn_import_batch.sql
-- 031B42  app.import_batch()
-- Takes the next rows of a table in.

create or replace function app.import_batch(run_id uuid, source_table text, first_ordinal bigint, rows jsonb)
  returns jsonb
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
  set jit = off
  set work_mem = '64MB'
as $$
declare
  v_run specql_cutover.tb_import_run := specql_cutover.found_run(run_id, false);
begin
  if v_run.status <> 'running' then
    raise exception using
      errcode = 'SG327',
      message = format('the import is %s', v_run.status),
      hint = 'Begin another with app.begin_import().', column = 'run_id';
  end if;
  if jsonb_typeof(rows) is distinct from 'array' or jsonb_array_length(rows) not between 1 and 50000
    or first_ordinal is null or first_ordinal < 1 or source_table is null
    or exists (
      select from jsonb_array_elements(rows) as r
      where jsonb_typeof(r) <> 'object' or jsonb_typeof(r -> 'key') is distinct from 'string' or not r ? 'content'
    )
  then
    raise exception using
      errcode = 'SG148',
      message = 'a batch must be a list of 1 to 50000 rows with key and content',
      hint = 'For example [{"key": "e1", "line": null, "content": {"id": "e1"}}], with the place of its first row from 1.',
      column = 'rows';
  end if;
  return specql_cutover.take_batch(v_run, import_batch.source_table, import_batch.first_ordinal, import_batch.rows);
end;
$$;

comment on function app.import_batch(uuid, text, bigint, jsonb) is
  'rows: [{key, line, content}] in the order of the file; first_ordinal: the place of the first in its table, from 1. Returns {imported, updated, '
  'unchanged, changed, rejected, next, taken}; taken is false where the batch had been taken in before. SG148: this is no batch. SG230: no such '
  'run. SG236: the store has no such table. SG326: rows before these are missing. SG327: the run has ended. SG329: rows were lost.';

grant execute on function app.import_batch(uuid, text, bigint, jsonb) to specql_admin;
--! EndIncluded 0_schema/03_functions/031_core/031B_moving/031B4_run/031B42_fn_import_batch.sql
--! Included 0_schema/03_functions/031_core/031B_moving/031B4_run/031B43_fn_finish_import.sql
-- 031B43  app.finish_import()
-- Ends an import in batches and returns its report.

create or replace function app.finish_import(run_id uuid)
  returns jsonb
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
  set jit = off
as $$
declare
  v_run specql_cutover.tb_import_run := specql_cutover.found_run(run_id, true);
begin
  -- Who asks again because the answer was lost gets the same one.
  if v_run.status in ('finished', 'failed') and v_run.report is not null
    and v_run.kind in ('memory', 'network', 'tasks') then
    return v_run.report;
  end if;
  if v_run.status <> 'running' then
    raise exception using
      errcode = 'SG327', message = format('the import is %s', v_run.status),
      hint = 'Begin another with app.begin_import().', column = 'run_id';
  end if;
  if not exists (select from specql_cutover.tb_import_batch as b where b.fk_import_run = v_run.pk_import_run) then
    raise exception using
      errcode = 'SG148', message = 'the import has no rows', hint = 'Send them with app.import_batch().', column = 'run_id';
  end if;
  return specql_cutover.end_run(v_run);
end;
$$;

comment on function app.finish_import(uuid) is
  'The report, as app.import_memory() returns it. Rows were rejected without quarantine, or it is a dry run: all is taken back, and written is '
  'false. SG148: no rows came. SG230: no such run. SG327: it was undone.';

grant execute on function app.finish_import(uuid) to specql_admin;
--! EndIncluded 0_schema/03_functions/031_core/031B_moving/031B4_run/031B43_fn_finish_import.sql
--! Included 0_schema/03_functions/031_core/031B_moving/031B4_run/031B44_fn_import_memory.sql
-- 031B44  app.import_memory()
-- Imports a memory workspace, all of it or nothing.

create or replace function app.import_memory(document jsonb, options jsonb default '{}')
  returns jsonb
  language sql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
  set jit = off
as $$
  select specql_cutover.import_document(kind => 'memory', document => import_memory.document, options => import_memory.options);
$$;

comment on function app.import_memory(jsonb, jsonb) is
  'Imports a memory workspace: {tables: {name: {columns, rows}}}. Options: source, file_hash, dry_run, quarantine, timezone (UTC). Returns the report {run_id, kind, source, '
  'dry_run, written, counts, tables, changes, rejects}. Without quarantine a rejected row keeps everything out. Large files go in by '
  'begin_import(). SG112, SG113, SG114: the document or the options are wrong. SG328: another import is not finished.';

grant execute on function app.import_memory(jsonb, jsonb) to specql_admin;
--! EndIncluded 0_schema/03_functions/031_core/031B_moving/031B4_run/031B44_fn_import_memory.sql
--! Included 0_schema/03_functions/031_core/031B_moving/031B4_run/031B45_fn_import_network.sql
-- 031B45  app.import_network()
-- Imports a network store, all of it or nothing.

create or replace function app.import_network(document jsonb, options jsonb default '{}')
  returns jsonb
  language sql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
  set jit = off
as $$
  select specql_cutover.import_document(kind => 'network', document => import_network.document, options => import_network.options);
$$;

comment on function app.import_network(jsonb, jsonb) is
  'Imports a network store. Options: source, file_hash, dry_run, quarantine, timezone (UTC). Returns the report {run_id, kind, source, '
  'dry_run, written, counts, tables, changes, rejects}. Without quarantine a rejected row keeps everything out. Large files go in by '
  'begin_import(). SG112, SG113, SG114: the document or the options are wrong. SG328: another import is not finished.';

grant execute on function app.import_network(jsonb, jsonb) to specql_admin;
--! EndIncluded 0_schema/03_functions/031_core/031B_moving/031B4_run/031B45_fn_import_network.sql
--! Included 0_schema/03_functions/031_core/031B_moving/031B4_run/031B46_fn_import_tasks.sql
-- 031B46  app.import_tasks()
-- Imports agent tasks, all of it or nothing.

create or replace function app.import_tasks(document jsonb, options jsonb default '{}')
  returns jsonb
  language sql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
  set jit = off
as $$
  select specql_cutover.import_document(kind => 'tasks', document => import_tasks.document, options => import_tasks.options);
$$;

comment on function app.import_tasks(jsonb, jsonb) is
  'Imports agent tasks. Options: source, file_hash, dry_run, quarantine, timezone (UTC). Returns the report {run_id, kind, source, '
  'dry_run, written, counts, tables, changes, rejects}. Without quarantine a rejected row keeps everything out. Large files go in by '
  'begin_import(). SG112, SG113, SG114: the document or the options are wrong. SG328: another import is not finished.';

grant execute on function app.import_tasks(jsonb, jsonb) to specql_admin;
--! EndIncluded 0_schema/03_functions/031_core/031B_moving/031B4_run/031B46_fn_import_tasks.sql
--! Included 0_schema/03_functions/031_core/031B_moving/031B5_undo/031B51_fn_undo_import.sql
-- 031B51  app.undo_import()
-- Takes an import back.

create or replace function app.undo_import(run_id uuid)
  returns jsonb
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
  set jit = off
as $$
begin
  return specql_cutover.undo_run(specql_cutover.found_run(run_id, true));
end;
$$;

comment on function app.undo_import(uuid) is
  'Rows that the import added go, rows that it changed are as they were before. What somebody changed since, and what others refer to, stays and is '
  'reported: {run_id, kind, source, restored, removed, kept: [{reason, …}]}. SG230: no such run. SG231: of this kind none is undone. SG327: it was '
  'undone already, or a later import has to be undone first.';

grant execute on function app.undo_import(uuid) to specql_admin;
--! EndIncluded 0_schema/03_functions/031_core/031B_moving/031B5_undo/031B51_fn_undo_import.sql
--! Included 0_schema/00_foundation/001_core/001F_foundation/001F2_actor/001F26_fn_is_administrator.sql
-- 001F26  common.is_administrator()
-- Whether the role in force has an administrator's rights, or the owner's.

create or replace function common.is_administrator()
  returns boolean
  language sql
  stable
as $$
  select pg_catalog.pg_has_role(common.current_role_name(), 'specql_admin', 'usage')
    or pg_catalog.pg_has_role(common.current_role_name(), 'specql_owner', 'usage');
$$;

comment on function common.is_administrator() is
  'True where the role in force, or else the login, has the rights of specql_admin or specql_owner at once: the gateway, '
  'which inherits nothing, has them only after it took the role.';

grant execute on function common.is_administrator() to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
--! EndIncluded 0_schema/00_foundation/001_core/001F_foundation/001F2_actor/001F26_fn_is_administrator.sql
--! Included 0_schema/00_foundation/001_core/001F_foundation/001F2_actor/001F25_fn_current_orgs.sql
-- 001F25  common.current_orgs()
-- The organisations that the caller acts for: the token's claim, else specql.org_id.
-- Policies ask it, so an operator that somebody makes must not get in between: hence the search_path.

create or replace function common.current_orgs()
  returns text[]
  language plpgsql
  stable
  set search_path = pg_catalog, pg_temp
as $$
declare
  -- A setting that was once set reads '' after its transaction, not null.
  v_claim constant text := coalesce(
    nullif(pg_catalog.current_setting('jwt.claims.org_id', true), ''),
    nullif(pg_catalog.current_setting('specql.org_id', true), '')
  );
begin
  -- Anybody can set a setting. Who sees all may narrow what he sees; others must be spoken for.
  if v_claim is null or not (common.speaks_for_others() or common.is_administrator()) then
    return '{}';
  end if;
  if pg_catalog.left(v_claim, 1) <> '[' then
    return array[v_claim];
  end if;
  return array(
    select e.org
    from pg_catalog.jsonb_array_elements_text(v_claim::pg_catalog.jsonb) as e (org)
    where e.org is not null
  );
end;
$$;

comment on function common.current_orgs() is
  'The organisations whose memories the caller sees: the token''s claim org_id, else the setting specql.org_id, one name '
  'or a JSON list of names. Both count only where the login may speak for others, or for an administrator.';

grant execute on function common.current_orgs() to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
--! EndIncluded 0_schema/00_foundation/001_core/001F_foundation/001F2_actor/001F25_fn_current_orgs.sql
--! Included 0_schema/00_foundation/001_core/001F_foundation/001F2_actor/001F27_fn_sees_all_orgs.sql
-- 001F27  common.sees_all_orgs()
-- Whether the caller sees the memories of every organisation: an administrator for whom none was named.
-- Policies ask it, so an operator that somebody makes must not get in between: hence the search_path.

create or replace function common.sees_all_orgs()
  returns boolean
  language sql
  stable
  set search_path = pg_catalog, pg_temp
as $$
  select nullif(pg_catalog.current_setting('jwt.claims.org_id', true), '') is null
    and nullif(pg_catalog.current_setting('specql.org_id', true), '') is null
    and common.is_administrator();
$$;

comment on function common.sees_all_orgs() is
  'True for an administrator without a claim org_id and without the setting specql.org_id. Any other role without them '
  'sees no organisation.';

grant execute on function common.sees_all_orgs() to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
--! EndIncluded 0_schema/00_foundation/001_core/001F_foundation/001F2_actor/001F27_fn_sees_all_orgs.sql
--! Included 0_schema/00_foundation/001_core/001F_foundation/001F2_actor/001F28_fn_refuse_partial_sight.sql
-- 001F28  common.refuse_partial_sight()
-- Whoever takes what he sees for the whole must see all of it.

create or replace function common.refuse_partial_sight()
  returns void
  language plpgsql
  stable
as $$
begin
  if not common.sees_all_orgs() then
    raise exception using
      errcode = 'SG405',
      message = 'only who sees every organisation may do this',
      detail = 'Rows of other organisations would be taken for rows that are gone.',
      hint = 'Act as specql_admin, with a token that has no claim org_id.';
  end if;
end;
$$;

comment on function common.refuse_partial_sight() is
  'SG405 unless the caller sees the memories of all organisations: before comparing, mirroring or moving the store of memories.';

grant execute on function common.refuse_partial_sight() to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
--! EndIncluded 0_schema/00_foundation/001_core/001F_foundation/001F2_actor/001F28_fn_refuse_partial_sight.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01243_cells/012431_fn_source_columns.sql
-- 012431  memory.source_columns()
-- Which cell of a legacy file goes into which column, and how.

create or replace function memory.source_columns(source_table text)
  returns table (
    table_name  text,
    column_name text,
    cells       text[],
    kind        text,
    parent      text,
    place       bigint
  )
  language sql
  immutable
as $$
  select c.table_name, c.column_name, c.cells, c.kind, c.parent, c.place
  from (values
    (1::bigint, 'memory_entities', 'memory_entity', 'pk_memory_entity', '{id}'::text[], 'id', null),
    (2::bigint, 'memory_entities', 'memory_entity', 'org_id', '{org_id}'::text[], 'text', null),
    (3::bigint, 'memory_entities', 'memory_entity', 'user_id', '{user_id}'::text[], 'text', null),
    (4::bigint, 'memory_entities', 'memory_entity', 'entity_type', '{entity_type}'::text[], 'text', null),
    (5::bigint, 'memory_entities', 'memory_entity', 'content', '{content,text}'::text[], 'text', null),
    (6::bigint, 'memory_entities', 'memory_entity', 'importance', '{importance}'::text[], 'int', null),
    (7::bigint, 'memory_entities', 'memory_entity', 'metadata', '{metadata}'::text[], 'json', null),
    (8::bigint, 'memory_entities', 'memory_entity', 'created_at', '{created_at}'::text[], 'stamp', null),
    (9::bigint, 'memory_entities', 'memory_entity', 'updated_at', '{updated_at}'::text[], 'stamp', null),
    (10::bigint, 'memory_relations', 'memory_relation', 'pk_memory_relation', '{id}'::text[], 'id', null),
    (11::bigint, 'memory_relations', 'memory_relation', 'org_id', '{org_id}'::text[], 'text', null),
    (12::bigint, 'memory_relations', 'memory_relation', 'fk_source', '{source_id}'::text[], 'ref', 'memory_entity'),
    (13::bigint, 'memory_relations', 'memory_relation', 'fk_target', '{target_id}'::text[], 'ref', 'memory_entity'),
    (14::bigint, 'memory_relations', 'memory_relation', 'relation_type', '{relation_type}'::text[], 'text', null),
    (15::bigint, 'memory_relations', 'memory_relation', 'strength', '{strength}'::text[], 'real', null),
    (16::bigint, 'memory_relations', 'memory_relation', 'created_at', '{created_at}'::text[], 'stamp', null),
    (17::bigint, 'memory_relations', 'memory_relation', 'updated_at', '{updated_at}'::text[], 'stamp', null),
    (18::bigint, 'memory_tags', 'memory_tag', 'pk_memory_tag', '{id}'::text[], 'id', null),
    (19::bigint, 'memory_tags', 'memory_tag', 'fk_memory_entity', '{entity_id}'::text[], 'ref', 'memory_entity'),
    (20::bigint, 'memory_tags', 'memory_tag', 'tag', '{tag}'::text[], 'text', null),
    (21::bigint, 'memory_tags', 'memory_tag', 'created_at', '{created_at}'::text[], 'stamp', null),
    (22::bigint, 'memory_tags', 'memory_tag', 'updated_at', '{updated_at}'::text[], 'stamp', null),
    (23::bigint, 'raw_documents', 'raw_document', 'pk_raw_document', '{id}'::text[], 'id', null),
    (24::bigint, 'raw_documents', 'raw_document', 'org_id', '{org_id}'::text[], 'text', null),
    (25::bigint, 'raw_documents', 'raw_document', 'title', '{title}'::text[], 'text', null),
    (26::bigint, 'raw_documents', 'raw_document', 'content', '{content}'::text[], 'text', null),
    (27::bigint, 'raw_documents', 'raw_document', 'source', '{source}'::text[], 'text', null),
    (28::bigint, 'raw_documents', 'raw_document', 'source_type', '{source_type}'::text[], 'text', null),
    (29::bigint, 'raw_documents', 'raw_document', 'source_path', '{source_path}'::text[], 'text', null),
    (30::bigint, 'raw_documents', 'raw_document', 'ingested_at', '{ingested_at}'::text[], 'time', null),
    (31::bigint, 'raw_documents', 'raw_document', 'created_at', '{created_at}'::text[], 'stamp', null),
    (32::bigint, 'raw_documents', 'raw_document', 'updated_at', '{updated_at}'::text[], 'stamp', null),
    (33::bigint, 'structured_facts', 'structured_fact', 'pk_structured_fact', '{id}'::text[], 'id', null),
    (34::bigint, 'structured_facts', 'structured_fact', 'org_id', '{org_id}'::text[], 'text', null),
    (35::bigint, 'structured_facts', 'structured_fact', 'fk_raw_document', '{doc_id}'::text[], 'opt', 'raw_document'),
    (36::bigint, 'structured_facts', 'structured_fact', 'subject', '{subject}'::text[], 'text', null),
    (37::bigint, 'structured_facts', 'structured_fact', 'predicate', '{predicate}'::text[], 'text', null),
    (38::bigint, 'structured_facts', 'structured_fact', 'object', '{object}'::text[], 'text', null),
    (39::bigint, 'structured_facts', 'structured_fact', 'fact_type', '{fact_type}'::text[], 'text', null),
    (40::bigint, 'structured_facts', 'structured_fact', 'json_payload', '{json_payload}'::text[], 'json', null),
    (41::bigint, 'structured_facts', 'structured_fact', 'occurred_at', '{occurred_at}'::text[], 'time', null),
    (42::bigint, 'structured_facts', 'structured_fact', 'created_at', '{created_at}'::text[], 'stamp', null),
    (43::bigint, 'structured_facts', 'structured_fact', 'updated_at', '{updated_at}'::text[], 'stamp', null),
    (44::bigint, 'decisions', 'decision', 'pk_decision', '{id}'::text[], 'id', null),
    (45::bigint, 'decisions', 'decision', 'org_id', '{org_id}'::text[], 'text', null),
    (46::bigint, 'decisions', 'decision', 'title', '{title}'::text[], 'text', null),
    (47::bigint, 'decisions', 'decision', 'description', '{description}'::text[], 'text', null),
    (48::bigint, 'decisions', 'decision', 'made_at', '{made_at}'::text[], 'time', null),
    (49::bigint, 'decisions', 'decision', 'created_at', '{created_at}'::text[], 'stamp', null),
    (50::bigint, 'decisions', 'decision', 'updated_at', '{updated_at}'::text[], 'stamp', null),
    (51::bigint, 'evolution_kpis', 'evolution_kpi', 'pk_evolution_kpi', '{id}'::text[], 'id', null),
    (52::bigint, 'evolution_kpis', 'evolution_kpi', 'fk_decision', '{decision_id}'::text[], 'ref', 'decision'),
    (53::bigint, 'evolution_kpis', 'evolution_kpi', 'kpi_name', '{kpi_name}'::text[], 'text', null),
    (54::bigint, 'evolution_kpis', 'evolution_kpi', 'expected_value', '{expected_value}'::text[], 'real', null),
    (55::bigint, 'evolution_kpis', 'evolution_kpi', 'actual_value', '{actual_value}'::text[], 'real', null),
    (56::bigint, 'evolution_kpis', 'evolution_kpi', 'measured_at', '{measured_at}'::text[], 'time', null),
    (57::bigint, 'evolution_kpis', 'evolution_kpi', 'created_at', '{created_at}'::text[], 'stamp', null),
    (58::bigint, 'evolution_kpis', 'evolution_kpi', 'updated_at', '{updated_at}'::text[], 'stamp', null),
    (59::bigint, 'agent_prompts', 'agent_prompt', 'pk_agent_prompt', '{id}'::text[], 'id', null),
    (60::bigint, 'agent_prompts', 'agent_prompt', 'org_id', '{org_id}'::text[], 'text', null),
    (61::bigint, 'agent_prompts', 'agent_prompt', 'agent_id', '{agent_id}'::text[], 'text', null),
    (62::bigint, 'agent_prompts', 'agent_prompt', 'version', '{version}'::text[], 'scalar', null),
    (63::bigint, 'agent_prompts', 'agent_prompt', 'prompt_text', '{prompt_text}'::text[], 'text', null),
    (64::bigint, 'agent_prompts', 'agent_prompt', 'author', '{created_by}'::text[], 'text', null),
    (65::bigint, 'agent_prompts', 'agent_prompt', 'created_at', '{created_at}'::text[], 'stamp', null),
    (66::bigint, 'agent_prompts', 'agent_prompt', 'updated_at', '{updated_at}'::text[], 'stamp', null),
    (67::bigint, 'agent_runs', 'agent_run', 'pk_agent_run', '{id}'::text[], 'id', null),
    (68::bigint, 'agent_runs', 'agent_run', 'org_id', '{org_id}'::text[], 'text', null),
    (69::bigint, 'agent_runs', 'agent_run', 'agent_id', '{agent_id}'::text[], 'text', null),
    (70::bigint, 'agent_runs', 'agent_run', 'prompt_version', '{prompt_version}'::text[], 'scalar', null),
    (71::bigint, 'agent_runs', 'agent_run', 'input_summary', '{input_summary}'::text[], 'text', null),
    (72::bigint, 'agent_runs', 'agent_run', 'output_summary', '{output_summary}'::text[], 'text', null),
    (73::bigint, 'agent_runs', 'agent_run', 'kpi_name', '{kpi_name}'::text[], 'text', null),
    (74::bigint, 'agent_runs', 'agent_run', 'kpi_delta', '{kpi_delta}'::text[], 'real', null),
    (75::bigint, 'agent_runs', 'agent_run', 'run_context', '{run_context}'::text[], 'json', null),
    (76::bigint, 'agent_runs', 'agent_run', 'created_at', '{created_at}'::text[], 'stamp', null),
    (77::bigint, 'agent_runs', 'agent_run', 'updated_at', '{updated_at}'::text[], 'stamp', null),
    (78::bigint, 'pal_user_profiles', 'pal_user_profile', 'pk_pal_user_profile', '{id}'::text[], 'id', null),
    (79::bigint, 'pal_user_profiles', 'pal_user_profile', 'user_id', '{user_id}'::text[], 'text', null),
    (80::bigint, 'pal_user_profiles', 'pal_user_profile', 'org_id', '{org_id}'::text[], 'text', null),
    (81::bigint, 'pal_user_profiles', 'pal_user_profile', 'preference_tone', '{preference_tone}'::text[], 'text', null),
    (82::bigint, 'pal_user_profiles', 'pal_user_profile', 'created_at', '{created_at}'::text[], 'stamp', null),
    (83::bigint, 'pal_user_profiles', 'pal_user_profile', 'updated_at', '{updated_at}'::text[], 'stamp', null),
    (84::bigint, 'pal_focus_windows', 'pal_focus_window', 'pk_pal_focus_window', '{id}'::text[], 'id', null),
    (85::bigint, 'pal_focus_windows', 'pal_focus_window', 'user_id', '{user_id}'::text[], 'text', null),
    (86::bigint, 'pal_focus_windows', 'pal_focus_window', 'org_id', '{org_id}'::text[], 'text', null),
    (87::bigint, 'pal_focus_windows', 'pal_focus_window', 'start_time', '{start_time}'::text[], 'time', null),
    (88::bigint, 'pal_focus_windows', 'pal_focus_window', 'end_time', '{end_time}'::text[], 'time', null),
    (89::bigint, 'pal_focus_windows', 'pal_focus_window', 'priority', '{priority}'::text[], 'text', null),
    (90::bigint, 'pal_focus_windows', 'pal_focus_window', 'weekday', '{weekday}'::text[], 'scalar', null),
    (91::bigint, 'pal_focus_windows', 'pal_focus_window', 'start_hour', '{start_hour}'::text[], 'scalar', null),
    (92::bigint, 'pal_focus_windows', 'pal_focus_window', 'end_hour', '{end_hour}'::text[], 'scalar', null),
    (93::bigint, 'pal_focus_windows', 'pal_focus_window', 'created_at', '{created_at}'::text[], 'stamp', null),
    (94::bigint, 'pal_focus_windows', 'pal_focus_window', 'updated_at', '{updated_at}'::text[], 'stamp', null),
    (95::bigint, 'pal_stress_levels', 'pal_stress_level', 'pk_pal_stress_level', '{id}'::text[], 'id', null),
    (96::bigint, 'pal_stress_levels', 'pal_stress_level', 'user_id', '{user_id}'::text[], 'text', null),
    (97::bigint, 'pal_stress_levels', 'pal_stress_level', 'org_id', '{org_id}'::text[], 'text', null),
    (98::bigint, 'pal_stress_levels', 'pal_stress_level', 'level', '{level}'::text[], 'int', null),
    (99::bigint, 'pal_stress_levels', 'pal_stress_level', 'measured_at', '{measured_at}'::text[], 'time', null),
    (100::bigint, 'pal_stress_levels', 'pal_stress_level', 'created_at', '{created_at}'::text[], 'stamp', null),
    (101::bigint, 'pal_stress_levels', 'pal_stress_level', 'updated_at', '{updated_at}'::text[], 'stamp', null),
    (102::bigint, 'pal_events', 'pal_event', 'pk_pal_event', '{id}'::text[], 'id', null),
    (103::bigint, 'pal_events', 'pal_event', 'user_id', '{user_id}'::text[], 'text', null),
    (104::bigint, 'pal_events', 'pal_event', 'org_id', '{org_id}'::text[], 'text', null),
    (105::bigint, 'pal_events', 'pal_event', 'event_type', '{event_type}'::text[], 'text', null),
    (106::bigint, 'pal_events', 'pal_event', 'payload', '{payload}'::text[], 'json', null),
    (107::bigint, 'pal_events', 'pal_event', 'detected_stress_level', '{detected_stress_level}'::text[], 'scalar', null),
    (108::bigint, 'pal_events', 'pal_event', 'created_at', '{created_at}'::text[], 'stamp', null),
    (109::bigint, 'pal_events', 'pal_event', 'updated_at', '{updated_at}'::text[], 'stamp', null)
  ) as c (place, source_table, table_name, column_name, cells, kind, parent)
  where c.source_table = source_columns.source_table;
$$;

comment on function memory.source_columns(text) is
  'For a table of the legacy files its table here (without tb_), and per column the cells that may fill it (the first that '
  'a file has does), their kind (id, text, int, real, json, time, stamp, scalar, ref, opt) and the table that a ref or opt '
  'points to. No rows for a table that nobody planned.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01243_cells/012431_fn_source_columns.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01243_cells/012432_fn_real_cell.sql
-- 012432  memory.real_cell()
-- A floating-point number as a cell: always with a fraction, as SQLite has it.

create or replace function memory.real_cell(value double precision)
  returns jsonb
  language sql
  stable
as $$
  select case
    when value in ('Infinity', '-Infinity', 'NaN') then jsonb_build_object('$real', value::text)
    when value::text ~ '[.e]' then value::text::jsonb
    else (value::text || '.0')::jsonb
  end;
$$;

comment on function memory.real_cell(double precision) is
  'The JSON number, 1.0 for 1; {"$real": "Infinity"} and so on for what JSON has no number for.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01243_cells/012432_fn_real_cell.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01243_cells/012433_fn_time_cell.sql
-- 012433  memory.time_cell()
-- A point in time as a cell: SQLite's CURRENT_TIMESTAMP, which is UTC.

create or replace function memory.time_cell(at timestamptz)
  returns text
  language sql
  stable
as $$
  -- Through JSON, because that form is the same whatever DateStyle the session has.
  select replace(to_json(at at time zone 'UTC') #>> '{}', 'T', ' ');
$$;

comment on function memory.time_cell(timestamptz) is 'YYYY-MM-DD HH:MM:SS in UTC, with a fraction where there is one.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01243_cells/012433_fn_time_cell.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01243_cells/012434_fn_row_content.sql
-- 012434  memory.row_content()
-- A row as its file has it.

create or replace function memory.row_content(cells jsonb, legacy jsonb, absent text[], unknown jsonb)
  returns jsonb
  language sql
  stable
as $$
  select (
      cells || coalesce(unknown, '{}') || coalesce(legacy -> 'extra', '{}') || coalesce(legacy -> 'raw', '{}')
    ) - coalesce(absent, '{}');
$$;

comment on function memory.row_content(jsonb, jsonb, text[], jsonb) is
  'The cells of the columns, then those without a column, then those that the file has verbatim; without what its shape has not.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01243_cells/012434_fn_row_content.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01243_cells/012435_tr_keep_cells.sql
-- 012435  memory.tg__keep_cells()
-- A cell that is changed is no longer what the file said; what it said is remembered.

create or replace function memory.tg__keep_cells()
  returns trigger
  language plpgsql
as $$
declare
  v_before jsonb;
  v_after  jsonb;
  v_changed text[];
  v_base   jsonb;
begin
  -- A load sets the cells itself, and the stamps that the file has.
  if new.legacy ? 'load' then
    new.created_at := (new.legacy #>> '{load,created_at}')::timestamptz;
    new.updated_at := (new.legacy #>> '{load,updated_at}')::timestamptz;
    new.legacy := nullif(new.legacy - 'load', '{}');
    return new;
  end if;
  if old.import_run is null and new.legacy is null then
    return new;
  end if;

  execute format('select memory.%1$I($1), memory.%1$I($2)', tg_argv[0])
  into v_before, v_after
  using old, new;
  v_changed := array(
    select b.key
    from jsonb_each(v_before) as b
    where (v_after -> b.key)::text is distinct from b.value::text
  );
  if old.import_run is not null then
    -- Only the first change finds what the file said, and only of cells that the row had there.
    v_base := coalesce((
      select jsonb_object_agg(c, coalesce(old.legacy #> array['raw', c], v_before -> c))
      from unnest(v_changed) as c
      where not exists (
        select from memory.tb_source_shape as s where s.pk_source_shape = old.shape and c = any (s.absent)
      )
    ), '{}') || coalesce(old.legacy -> 'base', '{}');
  end if;
  new.legacy := nullif(
    (coalesce(new.legacy, '{}') - array['raw', 'base'])
    || case when (new.legacy -> 'raw') - v_changed <> '{}' then jsonb_build_object('raw', (new.legacy -> 'raw') - v_changed) else '{}' end
    || case when v_base <> '{}' then jsonb_build_object('base', v_base) else '{}' end,
    '{}'
  );
  return new;
end;
$$;

comment on function memory.tg__keep_cells() is
  'Before update, with the name of the function that gives the row''s cells: the verbatim cell of each changed column goes, and '
  'what the file said of it is kept as base. A load brings its cells and stamps in legacy.load, which is not stored.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01243_cells/012435_tr_keep_cells.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01243_cells/012436_fn_keep_cells.sql
-- 012436  memory.keep_cells()
-- Puts a table under the trigger that keeps the cells of its file.

create or replace function memory.keep_cells(target regclass, cells_function text)
  returns void
  language plpgsql
  volatile
as $$
begin
  execute format(
    'create or replace trigger tr_810_keep_cells before update on %s '
    'for each row execute function memory.tg__keep_cells(%L)', target, cells_function);
  execute format('comment on trigger tr_810_keep_cells on %s is %L', target,
    'A changed cell is no longer what the file said.');
end;
$$;

comment on function memory.keep_cells(regclass, text) is
  'Creates the trigger tr_810_keep_cells; the function must give the cells of a row of the table. Re-runnable.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01243_cells/012436_fn_keep_cells.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01242_source_shape/012421_tb_source_shape.sql
-- 012421  memory.tb_source_shape
-- The columns that a table of a memory file has: two shapes of the product are known, and files have others.

create table if not exists memory.tb_source_shape (
  pk_source_shape bigint generated always as identity,
  id              uuid not null default gen_random_uuid(),
  source_table    text not null,
  cells           text[] not null,
  identifier      text generated always as (source_table || ' ' || pk_source_shape::text) stored,
  absent          text[] not null default '{}',
  unknown         jsonb,
  is_current      boolean not null default false,
  created_at      timestamptz not null default clock_timestamp(),
  created_by      text not null default common.current_actor(),
  updated_at      timestamptz not null default clock_timestamp(),
  updated_by      text not null default common.current_actor(),
  constraint pk_tb_source_shape primary key (pk_source_shape),
  constraint uq_tb_source_shape__id unique (id),
  constraint uq_tb_source_shape__cells unique (source_table, cells)
);

create unique index if not exists uq_tb_source_shape__is_current
  on memory.tb_source_shape (source_table) where is_current;

comment on table memory.tb_source_shape is
  'Which cells the rows of a legacy table have. A row keeps the shape that it came in; one that is made here has the current one.';
comment on column memory.tb_source_shape.pk_source_shape is 'Internal key; rows name it as their shape.';
comment on column memory.tb_source_shape.id is 'Public key.';
comment on column memory.tb_source_shape.source_table is 'Table of the file.';
comment on column memory.tb_source_shape.cells is 'Its columns, in alphabetical order.';
comment on column memory.tb_source_shape.identifier is 'Name for humans.';
comment on column memory.tb_source_shape.absent is 'Cells of other shapes, which this one has not.';
comment on column memory.tb_source_shape.unknown is 'Cells that no column holds, as null: what a row made here has in them.';
comment on column memory.tb_source_shape.is_current is 'Whether the last file that was imported has it.';
comment on column memory.tb_source_shape.created_at is 'When the row was made.';
comment on column memory.tb_source_shape.created_by is 'Who made the row.';
comment on column memory.tb_source_shape.updated_at is 'When the row was last changed.';
comment on column memory.tb_source_shape.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_source_shape on memory.tb_source_shape is 'the internal key is unique';
comment on constraint uq_tb_source_shape__id on memory.tb_source_shape is 'the public key is unique';
comment on constraint uq_tb_source_shape__cells on memory.tb_source_shape is 'a shape is kept once';
comment on index memory.uq_tb_source_shape__is_current is 'One shape of a table is the current one.';

select specql_audit.audit_table('memory.tb_source_shape');
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01242_source_shape/012421_tb_source_shape.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01242_source_shape/012422_fn_known_cells.sql
-- 012422  memory.known_cells()
-- Which cell of a shape fills which column, and which cells none does.

create or replace function memory.known_cells(source_table text, cells text[])
  returns table (column_name text, cell text, kind text, parent text, table_name text, place bigint)
  language sql
  immutable
as $$
  -- Where a file has two cells for one column, the first fills it and the other is kept beside.
  select c.column_name, (
      select n.cell
      from unnest(c.cells) with ordinality as n (cell, place)
      where n.cell = any (known_cells.cells)
      order by n.place
      limit 1
    ), c.kind, c.parent, c.table_name, c.place
  from memory.source_columns(known_cells.source_table) as c;
$$;

comment on function memory.known_cells(text, text[]) is
  'Per column of the table that holds a legacy table: the cell of this shape that fills it, null where the shape has none.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01242_source_shape/012422_fn_known_cells.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01242_source_shape/012423_fn_shape_of.sql
-- 012423  memory.shape_of()
-- The number of a shape; a new one is noted.

create or replace function memory.shape_of(source_table text, cells text[], make_current boolean)
  returns bigint
  language plpgsql
  volatile
as $$
declare
  v_cells constant text[] := array(select c from unnest(cells) as c order by c collate "C");
  v_used  text[];
  v_shape memory.tb_source_shape;
begin
  select s.* into v_shape
  from memory.tb_source_shape as s
  where s.source_table = shape_of.source_table and s.cells = v_cells;
  if not found then
    v_used := array(select k.cell from memory.known_cells(shape_of.source_table, v_cells) as k where k.cell is not null);
    insert into memory.tb_source_shape (source_table, cells, absent, unknown)
    select
      shape_of.source_table, v_cells,
      array(
        select distinct n.cell
        from memory.source_columns(shape_of.source_table) as c cross join unnest(c.cells) as n (cell)
        where n.cell <> all (v_cells)
      ),
      (select jsonb_object_agg(c, null) from unnest(v_cells) as c where c <> all (v_used))
    on conflict on constraint uq_tb_source_shape__cells do nothing;
    select s.* into strict v_shape
    from memory.tb_source_shape as s
    where s.source_table = shape_of.source_table and s.cells = v_cells;
  end if;
  if make_current and not v_shape.is_current then
    -- Two imports take turns here, so that one shape remains.
    perform pg_advisory_xact_lock(hashtextextended('memory shape ' || shape_of.source_table, 0));
    update memory.tb_source_shape as s
    set is_current = false
    where s.source_table = shape_of.source_table and s.is_current and s.pk_source_shape <> v_shape.pk_source_shape;
    update memory.tb_source_shape as s
    set is_current = true
    where s.pk_source_shape = v_shape.pk_source_shape and not s.is_current;
  end if;
  return v_shape.pk_source_shape;
end;
$$;

comment on function memory.shape_of(text, text[], boolean) is
  'The shape with these cells, made where it is new; with make_current it is the one that rows made here have from now on.';

-- Without a file a row has every cell that we have a column for, each once.
insert into memory.tb_source_shape (source_table, cells, absent, is_current)
select 'memory_entities', array(
    select c.cells[1]
    from memory.source_columns('memory_entities') as c
    order by c.cells[1] collate "C"
  ), '{text}', true
where not exists (select from memory.tb_source_shape as s where s.source_table = 'memory_entities');
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01242_source_shape/012423_fn_shape_of.sql
--! Included 0_schema/01_write_side/012_memory/0121_workspace/01211_memory_entity/012111_tb_memory_entity.sql
-- 012111  memory.tb_memory_entity
-- A memory: something that was said, decided or learnt.

create table if not exists memory.tb_memory_entity (
  pk_memory_entity bigint generated by default as identity,
  id               uuid not null default gen_random_uuid(),
  identifier       text collate "C" generated always as (pk_memory_entity::text) stored,
  org_id           text,
  user_id          text,
  entity_type      text,
  content          text,
  importance       bigint,
  metadata         jsonb,
  shape            bigint,
  import_run       bigint,
  legacy           jsonb,
  created_at       timestamptz not null default clock_timestamp(),
  created_by       text not null default common.current_actor(),
  updated_at       timestamptz not null default clock_timestamp(),
  updated_by       text not null default common.current_actor(),
  constraint pk_tb_memory_entity primary key (pk_memory_entity),
  constraint uq_tb_memory_entity__id unique (id),
  constraint uq_tb_memory_entity__identifier unique (identifier)
);

create index if not exists ix_tb_memory_entity__org_id on memory.tb_memory_entity (org_id);

comment on table memory.tb_memory_entity is 'A memory: something that was said, decided or learnt.';
comment on column memory.tb_memory_entity.pk_memory_entity is
  'Internal key, and the number that the row has in a legacy file.';
comment on column memory.tb_memory_entity.id is 'Public key.';
comment on column memory.tb_memory_entity.identifier is 'The number as text: the key of the row in a legacy file.';
comment on column memory.tb_memory_entity.org_id is 'The organisation that it belongs to.';
comment on column memory.tb_memory_entity.user_id is 'Who it came from.';
comment on column memory.tb_memory_entity.entity_type is 'What kind of memory it is, for example DecisionOutcome.';
comment on column memory.tb_memory_entity.content is 'What is remembered.';
comment on column memory.tb_memory_entity.importance is 'How important it is; 3 is ordinary.';
comment on column memory.tb_memory_entity.metadata is 'What else is known of it.';
comment on column memory.tb_memory_entity.shape is 'Which columns the row had in its file; null where it comes from none.';
comment on column memory.tb_memory_entity.import_run is 'The import that brought it; null where none did.';
comment on column memory.tb_memory_entity.legacy is
  'Cells as the file had them where ours would read otherwise (raw), cells without a column (extra), and what the file said of cells changed since (base).';
comment on column memory.tb_memory_entity.created_at is
  'When the row was made; where the file says so, when it was made there.';
comment on column memory.tb_memory_entity.created_by is 'Who made the row.';
comment on column memory.tb_memory_entity.updated_at is
  'When the row was last changed; where the file says so, when it was changed there.';
comment on column memory.tb_memory_entity.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_memory_entity on memory.tb_memory_entity is 'the internal key is unique';
comment on constraint uq_tb_memory_entity__id on memory.tb_memory_entity is 'the public key is unique';
comment on constraint uq_tb_memory_entity__identifier on memory.tb_memory_entity is 'the number is unique';
comment on index memory.ix_tb_memory_entity__org_id is 'For the memories of an organisation.';

alter table memory.tb_memory_entity enable row level security;
alter table memory.tb_memory_entity force row level security;
drop policy if exists po_tb_memory_entity__org on memory.tb_memory_entity;
create policy po_tb_memory_entity__org on memory.tb_memory_entity
  using (
    (select common.sees_all_orgs()) or org_id = any ((select common.current_orgs())::text[])
  );
comment on policy po_tb_memory_entity__org on memory.tb_memory_entity is
  'Rows of the callers organisations; a row without one is seen by who sees all.';

select specql_audit.audit_table('memory.tb_memory_entity');
select memory.keep_cells('memory.tb_memory_entity', 'memory_entity_cells');
--! EndIncluded 0_schema/01_write_side/012_memory/0121_workspace/01211_memory_entity/012111_tb_memory_entity.sql
--! Included 0_schema/01_write_side/012_memory/0121_workspace/01214_raw_document/012141_tb_raw_document.sql
-- 012141  memory.tb_raw_document
-- A document as it came in.

create table if not exists memory.tb_raw_document (
  pk_raw_document bigint generated by default as identity,
  id              uuid not null default gen_random_uuid(),
  identifier      text collate "C" generated always as (pk_raw_document::text) stored,
  org_id          text,
  title           text,
  content         text,
  source          text,
  source_type     text,
  source_path     text,
  ingested_at     timestamptz,
  shape           bigint,
  import_run      bigint,
  legacy          jsonb,
  created_at      timestamptz not null default clock_timestamp(),
  created_by      text not null default common.current_actor(),
  updated_at      timestamptz not null default clock_timestamp(),
  updated_by      text not null default common.current_actor(),
  constraint pk_tb_raw_document primary key (pk_raw_document),
  constraint uq_tb_raw_document__id unique (id),
  constraint uq_tb_raw_document__identifier unique (identifier)
);

create index if not exists ix_tb_raw_document__org_id on memory.tb_raw_document (org_id);

comment on table memory.tb_raw_document is 'A document as it came in.';
comment on column memory.tb_raw_document.pk_raw_document is
  'Internal key, and the number that the row has in a legacy file.';
comment on column memory.tb_raw_document.id is 'Public key.';
comment on column memory.tb_raw_document.identifier is 'The number as text: the key of the row in a legacy file.';
comment on column memory.tb_raw_document.org_id is 'The organisation that it belongs to.';
comment on column memory.tb_raw_document.title is 'Its title.';
comment on column memory.tb_raw_document.content is 'Its text.';
comment on column memory.tb_raw_document.source is 'Where it came from.';
comment on column memory.tb_raw_document.source_type is 'What kind of source that is.';
comment on column memory.tb_raw_document.source_path is 'Where it lies there.';
comment on column memory.tb_raw_document.ingested_at is 'When it came in.';
comment on column memory.tb_raw_document.shape is 'Which columns the row had in its file; null where it comes from none.';
comment on column memory.tb_raw_document.import_run is 'The import that brought it; null where none did.';
comment on column memory.tb_raw_document.legacy is
  'Cells as the file had them where ours would read otherwise (raw), cells without a column (extra), and what the file said of cells changed since (base).';
comment on column memory.tb_raw_document.created_at is
  'When the row was made; where the file says so, when it was made there.';
comment on column memory.tb_raw_document.created_by is 'Who made the row.';
comment on column memory.tb_raw_document.updated_at is
  'When the row was last changed; where the file says so, when it was changed there.';
comment on column memory.tb_raw_document.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_raw_document on memory.tb_raw_document is 'the internal key is unique';
comment on constraint uq_tb_raw_document__id on memory.tb_raw_document is 'the public key is unique';
comment on constraint uq_tb_raw_document__identifier on memory.tb_raw_document is 'the number is unique';
comment on index memory.ix_tb_raw_document__org_id is 'For the documents of an organisation.';

alter table memory.tb_raw_document enable row level security;
alter table memory.tb_raw_document force row level security;
drop policy if exists po_tb_raw_document__org on memory.tb_raw_document;
create policy po_tb_raw_document__org on memory.tb_raw_document
  using (
    (select common.sees_all_orgs()) or org_id = any ((select common.current_orgs())::text[])
  );
comment on policy po_tb_raw_document__org on memory.tb_raw_document is
  'Rows of the callers organisations; a row without one is seen by who sees all.';

select specql_audit.audit_table('memory.tb_raw_document');
select memory.keep_cells('memory.tb_raw_document', 'raw_document_cells');
--! EndIncluded 0_schema/01_write_side/012_memory/0121_workspace/01214_raw_document/012141_tb_raw_document.sql
--! Included 0_schema/01_write_side/012_memory/0121_workspace/01216_decision/012161_tb_decision.sql
-- 012161  memory.tb_decision
-- A decision of an organisation.

create table if not exists memory.tb_decision (
  pk_decision bigint generated by default as identity,
  id          uuid not null default gen_random_uuid(),
  identifier  text collate "C" generated always as (pk_decision::text) stored,
  org_id      text,
  title       text,
  description text,
  made_at     timestamptz,
  shape       bigint,
  import_run  bigint,
  legacy      jsonb,
  created_at  timestamptz not null default clock_timestamp(),
  created_by  text not null default common.current_actor(),
  updated_at  timestamptz not null default clock_timestamp(),
  updated_by  text not null default common.current_actor(),
  constraint pk_tb_decision primary key (pk_decision),
  constraint uq_tb_decision__id unique (id),
  constraint uq_tb_decision__identifier unique (identifier)
);

create index if not exists ix_tb_decision__org_id on memory.tb_decision (org_id);

comment on table memory.tb_decision is 'A decision of an organisation.';
comment on column memory.tb_decision.pk_decision is 'Internal key, and the number that the row has in a legacy file.';
comment on column memory.tb_decision.id is 'Public key.';
comment on column memory.tb_decision.identifier is 'The number as text: the key of the row in a legacy file.';
comment on column memory.tb_decision.org_id is 'The organisation that it belongs to.';
comment on column memory.tb_decision.title is 'What was decided, in a line.';
comment on column memory.tb_decision.description is 'What was decided, and why.';
comment on column memory.tb_decision.made_at is 'When it was made.';
comment on column memory.tb_decision.shape is 'Which columns the row had in its file; null where it comes from none.';
comment on column memory.tb_decision.import_run is 'The import that brought it; null where none did.';
comment on column memory.tb_decision.legacy is
  'Cells as the file had them where ours would read otherwise (raw), cells without a column (extra), and what the file said of cells changed since (base).';
comment on column memory.tb_decision.created_at is 'When the row was made; where the file says so, when it was made there.';
comment on column memory.tb_decision.created_by is 'Who made the row.';
comment on column memory.tb_decision.updated_at is
  'When the row was last changed; where the file says so, when it was changed there.';
comment on column memory.tb_decision.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_decision on memory.tb_decision is 'the internal key is unique';
comment on constraint uq_tb_decision__id on memory.tb_decision is 'the public key is unique';
comment on constraint uq_tb_decision__identifier on memory.tb_decision is 'the number is unique';
comment on index memory.ix_tb_decision__org_id is 'For the decisions of an organisation.';

alter table memory.tb_decision enable row level security;
alter table memory.tb_decision force row level security;
drop policy if exists po_tb_decision__org on memory.tb_decision;
create policy po_tb_decision__org on memory.tb_decision
  using (
    (select common.sees_all_orgs()) or org_id = any ((select common.current_orgs())::text[])
  );
comment on policy po_tb_decision__org on memory.tb_decision is
  'Rows of the callers organisations; a row without one is seen by who sees all.';

select specql_audit.audit_table('memory.tb_decision');
select memory.keep_cells('memory.tb_decision', 'decision_cells');
--! EndIncluded 0_schema/01_write_side/012_memory/0121_workspace/01216_decision/012161_tb_decision.sql
--! Included 0_schema/01_write_side/012_memory/0121_workspace/01212_memory_relation/012121_tb_memory_relation.sql
-- 012121  memory.tb_memory_relation
-- How one memory relates to another.

create table if not exists memory.tb_memory_relation (
  pk_memory_relation bigint generated by default as identity,
  id                 uuid not null default gen_random_uuid(),
  identifier         text collate "C" generated always as (pk_memory_relation::text) stored,
  org_id             text,
  fk_source          bigint not null,
  fk_target          bigint not null,
  relation_type      text,
  strength           double precision,
  shape              bigint,
  import_run         bigint,
  legacy             jsonb,
  created_at         timestamptz not null default clock_timestamp(),
  created_by         text not null default common.current_actor(),
  updated_at         timestamptz not null default clock_timestamp(),
  updated_by         text not null default common.current_actor(),
  constraint pk_tb_memory_relation primary key (pk_memory_relation),
  constraint uq_tb_memory_relation__id unique (id),
  constraint uq_tb_memory_relation__identifier unique (identifier),
  constraint fk_tb_memory_relation__source
    foreign key (fk_source) references memory.tb_memory_entity (pk_memory_entity) on delete cascade,
  constraint fk_tb_memory_relation__target
    foreign key (fk_target) references memory.tb_memory_entity (pk_memory_entity) on delete cascade
);

create index if not exists ix_tb_memory_relation__fk_source on memory.tb_memory_relation (fk_source);
create index if not exists ix_tb_memory_relation__fk_target on memory.tb_memory_relation (fk_target);

comment on table memory.tb_memory_relation is 'How one memory relates to another.';
comment on column memory.tb_memory_relation.pk_memory_relation is
  'Internal key, and the number that the row has in a legacy file.';
comment on column memory.tb_memory_relation.id is 'Public key.';
comment on column memory.tb_memory_relation.identifier is 'The number as text: the key of the row in a legacy file.';
comment on column memory.tb_memory_relation.org_id is 'The organisation that it belongs to.';
comment on column memory.tb_memory_relation.fk_source is 'The memory that relates.';
comment on column memory.tb_memory_relation.fk_target is 'The memory that it relates to.';
comment on column memory.tb_memory_relation.relation_type is 'How: supports, contradicts and so on.';
comment on column memory.tb_memory_relation.strength is 'How strongly.';
comment on column memory.tb_memory_relation.shape is 'Which columns the row had in its file; null where it comes from none.';
comment on column memory.tb_memory_relation.import_run is 'The import that brought it; null where none did.';
comment on column memory.tb_memory_relation.legacy is
  'Cells as the file had them where ours would read otherwise (raw), cells without a column (extra), and what the file said of cells changed since (base).';
comment on column memory.tb_memory_relation.created_at is
  'When the row was made; where the file says so, when it was made there.';
comment on column memory.tb_memory_relation.created_by is 'Who made the row.';
comment on column memory.tb_memory_relation.updated_at is
  'When the row was last changed; where the file says so, when it was changed there.';
comment on column memory.tb_memory_relation.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_memory_relation on memory.tb_memory_relation is 'the internal key is unique';
comment on constraint uq_tb_memory_relation__id on memory.tb_memory_relation is 'the public key is unique';
comment on constraint uq_tb_memory_relation__identifier on memory.tb_memory_relation is 'the number is unique';
comment on constraint fk_tb_memory_relation__source on memory.tb_memory_relation is 'the memory entity must exist';
comment on constraint fk_tb_memory_relation__target on memory.tb_memory_relation is 'the memory entity must exist';
comment on index memory.ix_tb_memory_relation__fk_source is 'For what a memory relates to.';
comment on index memory.ix_tb_memory_relation__fk_target is 'For what relates to a memory.';

alter table memory.tb_memory_relation enable row level security;
alter table memory.tb_memory_relation force row level security;
drop policy if exists po_tb_memory_relation__org on memory.tb_memory_relation;
create policy po_tb_memory_relation__org on memory.tb_memory_relation
  using (
    (select common.sees_all_orgs()) or (
      (org_id is null or org_id = any ((select common.current_orgs())::text[]))
      and exists (select from memory.tb_memory_entity as e where e.pk_memory_entity = fk_source)
      and exists (select from memory.tb_memory_entity as e where e.pk_memory_entity = fk_target))
  );
comment on policy po_tb_memory_relation__org on memory.tb_memory_relation is
  'A relation is seen by who sees it and both memories.';

select specql_audit.audit_table('memory.tb_memory_relation');
select memory.keep_cells('memory.tb_memory_relation', 'memory_relation_cells');
--! EndIncluded 0_schema/01_write_side/012_memory/0121_workspace/01212_memory_relation/012121_tb_memory_relation.sql
--! Included 0_schema/01_write_side/012_memory/0121_workspace/01213_memory_tag/012131_tb_memory_tag.sql
-- 012131  memory.tb_memory_tag
-- A word that a memory is filed under.

create table if not exists memory.tb_memory_tag (
  pk_memory_tag    bigint generated by default as identity,
  id               uuid not null default gen_random_uuid(),
  identifier       text collate "C" generated always as (pk_memory_tag::text) stored,
  fk_memory_entity bigint not null,
  tag              text,
  shape            bigint,
  import_run       bigint,
  legacy           jsonb,
  created_at       timestamptz not null default clock_timestamp(),
  created_by       text not null default common.current_actor(),
  updated_at       timestamptz not null default clock_timestamp(),
  updated_by       text not null default common.current_actor(),
  constraint pk_tb_memory_tag primary key (pk_memory_tag),
  constraint uq_tb_memory_tag__id unique (id),
  constraint uq_tb_memory_tag__identifier unique (identifier),
  constraint fk_tb_memory_tag__memory_entity
    foreign key (fk_memory_entity) references memory.tb_memory_entity (pk_memory_entity) on delete cascade
);

create index if not exists ix_tb_memory_tag__fk_memory_entity on memory.tb_memory_tag (fk_memory_entity);

comment on table memory.tb_memory_tag is 'A word that a memory is filed under.';
comment on column memory.tb_memory_tag.pk_memory_tag is 'Internal key, and the number that the row has in a legacy file.';
comment on column memory.tb_memory_tag.id is 'Public key.';
comment on column memory.tb_memory_tag.identifier is 'The number as text: the key of the row in a legacy file.';
comment on column memory.tb_memory_tag.fk_memory_entity is 'The memory.';
comment on column memory.tb_memory_tag.tag is 'The word.';
comment on column memory.tb_memory_tag.shape is 'Which columns the row had in its file; null where it comes from none.';
comment on column memory.tb_memory_tag.import_run is 'The import that brought it; null where none did.';
comment on column memory.tb_memory_tag.legacy is
  'Cells as the file had them where ours would read otherwise (raw), cells without a column (extra), and what the file said of cells changed since (base).';
comment on column memory.tb_memory_tag.created_at is
  'When the row was made; where the file says so, when it was made there.';
comment on column memory.tb_memory_tag.created_by is 'Who made the row.';
comment on column memory.tb_memory_tag.updated_at is
  'When the row was last changed; where the file says so, when it was changed there.';
comment on column memory.tb_memory_tag.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_memory_tag on memory.tb_memory_tag is 'the internal key is unique';
comment on constraint uq_tb_memory_tag__id on memory.tb_memory_tag is 'the public key is unique';
comment on constraint uq_tb_memory_tag__identifier on memory.tb_memory_tag is 'the number is unique';
comment on constraint fk_tb_memory_tag__memory_entity on memory.tb_memory_tag is 'the memory entity must exist';
comment on index memory.ix_tb_memory_tag__fk_memory_entity is 'For the tags of a memory.';

alter table memory.tb_memory_tag enable row level security;
alter table memory.tb_memory_tag force row level security;
drop policy if exists po_tb_memory_tag__org on memory.tb_memory_tag;
create policy po_tb_memory_tag__org on memory.tb_memory_tag
  using (
    (select common.sees_all_orgs())
    or exists (select from memory.tb_memory_entity as e where e.pk_memory_entity = fk_memory_entity)
  );
comment on policy po_tb_memory_tag__org on memory.tb_memory_tag is
  'Seen by who sees the row above.';

select specql_audit.audit_table('memory.tb_memory_tag');
select memory.keep_cells('memory.tb_memory_tag', 'memory_tag_cells');
--! EndIncluded 0_schema/01_write_side/012_memory/0121_workspace/01213_memory_tag/012131_tb_memory_tag.sql
--! Included 0_schema/01_write_side/012_memory/0121_workspace/01215_structured_fact/012151_tb_structured_fact.sql
-- 012151  memory.tb_structured_fact
-- A fact that was read from a document, or stated.

create table if not exists memory.tb_structured_fact (
  pk_structured_fact bigint generated by default as identity,
  id                 uuid not null default gen_random_uuid(),
  identifier         text collate "C" generated always as (pk_structured_fact::text) stored,
  org_id             text,
  fk_raw_document    bigint,
  subject            text,
  predicate          text,
  object             text,
  fact_type          text,
  json_payload       jsonb,
  occurred_at        timestamptz,
  shape              bigint,
  import_run         bigint,
  legacy             jsonb,
  created_at         timestamptz not null default clock_timestamp(),
  created_by         text not null default common.current_actor(),
  updated_at         timestamptz not null default clock_timestamp(),
  updated_by         text not null default common.current_actor(),
  constraint pk_tb_structured_fact primary key (pk_structured_fact),
  constraint uq_tb_structured_fact__id unique (id),
  constraint uq_tb_structured_fact__identifier unique (identifier),
  constraint fk_tb_structured_fact__raw_document
    foreign key (fk_raw_document) references memory.tb_raw_document (pk_raw_document) on delete set null
);

create index if not exists ix_tb_structured_fact__org_id on memory.tb_structured_fact (org_id);
create index if not exists ix_tb_structured_fact__fk_raw_document on memory.tb_structured_fact (fk_raw_document);

comment on table memory.tb_structured_fact is 'A fact that was read from a document, or stated.';
comment on column memory.tb_structured_fact.pk_structured_fact is
  'Internal key, and the number that the row has in a legacy file.';
comment on column memory.tb_structured_fact.id is 'Public key.';
comment on column memory.tb_structured_fact.identifier is 'The number as text: the key of the row in a legacy file.';
comment on column memory.tb_structured_fact.org_id is 'The organisation that it belongs to.';
comment on column memory.tb_structured_fact.fk_raw_document is 'The document that says so.';
comment on column memory.tb_structured_fact.subject is 'What it is about.';
comment on column memory.tb_structured_fact.predicate is 'What is said of it.';
comment on column memory.tb_structured_fact.object is 'The value that is said.';
comment on column memory.tb_structured_fact.fact_type is 'What kind of fact it is.';
comment on column memory.tb_structured_fact.json_payload is 'The fact as JSON.';
comment on column memory.tb_structured_fact.occurred_at is 'When it happened.';
comment on column memory.tb_structured_fact.shape is 'Which columns the row had in its file; null where it comes from none.';
comment on column memory.tb_structured_fact.import_run is 'The import that brought it; null where none did.';
comment on column memory.tb_structured_fact.legacy is
  'Cells as the file had them where ours would read otherwise (raw), cells without a column (extra), and what the file said of cells changed since (base).';
comment on column memory.tb_structured_fact.created_at is
  'When the row was made; where the file says so, when it was made there.';
comment on column memory.tb_structured_fact.created_by is 'Who made the row.';
comment on column memory.tb_structured_fact.updated_at is
  'When the row was last changed; where the file says so, when it was changed there.';
comment on column memory.tb_structured_fact.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_structured_fact on memory.tb_structured_fact is 'the internal key is unique';
comment on constraint uq_tb_structured_fact__id on memory.tb_structured_fact is 'the public key is unique';
comment on constraint uq_tb_structured_fact__identifier on memory.tb_structured_fact is 'the number is unique';
comment on constraint fk_tb_structured_fact__raw_document on memory.tb_structured_fact is 'the raw document must exist';
comment on index memory.ix_tb_structured_fact__org_id is 'For the facts of an organisation.';
comment on index memory.ix_tb_structured_fact__fk_raw_document is 'For the facts of a document.';

alter table memory.tb_structured_fact enable row level security;
alter table memory.tb_structured_fact force row level security;
drop policy if exists po_tb_structured_fact__org on memory.tb_structured_fact;
create policy po_tb_structured_fact__org on memory.tb_structured_fact
  using (
    (select common.sees_all_orgs()) or org_id = any ((select common.current_orgs())::text[])
  );
comment on policy po_tb_structured_fact__org on memory.tb_structured_fact is
  'Rows of the callers organisations; a row without one is seen by who sees all.';

select specql_audit.audit_table('memory.tb_structured_fact');
select memory.keep_cells('memory.tb_structured_fact', 'structured_fact_cells');
--! EndIncluded 0_schema/01_write_side/012_memory/0121_workspace/01215_structured_fact/012151_tb_structured_fact.sql
--! Included 0_schema/01_write_side/012_memory/0121_workspace/01217_evolution_kpi/012171_tb_evolution_kpi.sql
-- 012171  memory.tb_evolution_kpi
-- What was expected of a decision, and what came of it.

create table if not exists memory.tb_evolution_kpi (
  pk_evolution_kpi bigint generated by default as identity,
  id               uuid not null default gen_random_uuid(),
  identifier       text collate "C" generated always as (pk_evolution_kpi::text) stored,
  fk_decision      bigint not null,
  kpi_name         text,
  expected_value   double precision,
  actual_value     double precision,
  measured_at      timestamptz,
  shape            bigint,
  import_run       bigint,
  legacy           jsonb,
  created_at       timestamptz not null default clock_timestamp(),
  created_by       text not null default common.current_actor(),
  updated_at       timestamptz not null default clock_timestamp(),
  updated_by       text not null default common.current_actor(),
  constraint pk_tb_evolution_kpi primary key (pk_evolution_kpi),
  constraint uq_tb_evolution_kpi__id unique (id),
  constraint uq_tb_evolution_kpi__identifier unique (identifier),
  constraint fk_tb_evolution_kpi__decision
    foreign key (fk_decision) references memory.tb_decision (pk_decision) on delete cascade
);

create index if not exists ix_tb_evolution_kpi__fk_decision on memory.tb_evolution_kpi (fk_decision);

comment on table memory.tb_evolution_kpi is 'What was expected of a decision, and what came of it.';
comment on column memory.tb_evolution_kpi.pk_evolution_kpi is
  'Internal key, and the number that the row has in a legacy file.';
comment on column memory.tb_evolution_kpi.id is 'Public key.';
comment on column memory.tb_evolution_kpi.identifier is 'The number as text: the key of the row in a legacy file.';
comment on column memory.tb_evolution_kpi.fk_decision is 'The decision.';
comment on column memory.tb_evolution_kpi.kpi_name is 'What is measured.';
comment on column memory.tb_evolution_kpi.expected_value is 'What was expected.';
comment on column memory.tb_evolution_kpi.actual_value is 'What came of it.';
comment on column memory.tb_evolution_kpi.measured_at is 'When it was measured.';
comment on column memory.tb_evolution_kpi.shape is 'Which columns the row had in its file; null where it comes from none.';
comment on column memory.tb_evolution_kpi.import_run is 'The import that brought it; null where none did.';
comment on column memory.tb_evolution_kpi.legacy is
  'Cells as the file had them where ours would read otherwise (raw), cells without a column (extra), and what the file said of cells changed since (base).';
comment on column memory.tb_evolution_kpi.created_at is
  'When the row was made; where the file says so, when it was made there.';
comment on column memory.tb_evolution_kpi.created_by is 'Who made the row.';
comment on column memory.tb_evolution_kpi.updated_at is
  'When the row was last changed; where the file says so, when it was changed there.';
comment on column memory.tb_evolution_kpi.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_evolution_kpi on memory.tb_evolution_kpi is 'the internal key is unique';
comment on constraint uq_tb_evolution_kpi__id on memory.tb_evolution_kpi is 'the public key is unique';
comment on constraint uq_tb_evolution_kpi__identifier on memory.tb_evolution_kpi is 'the number is unique';
comment on constraint fk_tb_evolution_kpi__decision on memory.tb_evolution_kpi is 'the decision must exist';
comment on index memory.ix_tb_evolution_kpi__fk_decision is 'For the measurements of a decision.';

alter table memory.tb_evolution_kpi enable row level security;
alter table memory.tb_evolution_kpi force row level security;
drop policy if exists po_tb_evolution_kpi__org on memory.tb_evolution_kpi;
create policy po_tb_evolution_kpi__org on memory.tb_evolution_kpi
  using (
    (select common.sees_all_orgs())
    or exists (select from memory.tb_decision as e where e.pk_decision = fk_decision)
  );
comment on policy po_tb_evolution_kpi__org on memory.tb_evolution_kpi is
  'Seen by who sees the row above.';

select specql_audit.audit_table('memory.tb_evolution_kpi');
select memory.keep_cells('memory.tb_evolution_kpi', 'evolution_kpi_cells');
--! EndIncluded 0_schema/01_write_side/012_memory/0121_workspace/01217_evolution_kpi/012171_tb_evolution_kpi.sql
--! Included 0_schema/01_write_side/012_memory/0121_workspace/01218_search_text/012181_tb_search_text.sql
-- 012181  memory.tb_search_text
-- What a search looks through: the text of each memory, under the two indexes.

create table if not exists memory.tb_search_text (
  pk_search_text bigint not null,
  content        text,
  search_vector  tsvector generated always as (to_tsvector('english', left(content, 100000))) stored,
  constraint pk_tb_search_text primary key (pk_search_text)
);

comment on table memory.tb_search_text is
  'The texts of the memories once more, for searching. A row of its own, because an index cannot be used below row-level '
  'security: matching a text could tell of rows that are not the caller''s. What is found here is therefore only a number, '
  'which is looked up among the memories that the caller sees. Derived: neither stamped nor audited.';
comment on column memory.tb_search_text.pk_search_text is 'Number of the memory.';
comment on column memory.tb_search_text.content is 'Its text.';
comment on column memory.tb_search_text.search_vector is 'Its words, English stems, of the first 100,000 characters.';
comment on constraint pk_tb_search_text on memory.tb_search_text is 'a memory has one text';

alter table memory.tb_search_text enable row level security;
alter table memory.tb_search_text force row level security;
drop policy if exists po_tb_search_text__numbers on memory.tb_search_text;
create policy po_tb_search_text__numbers on memory.tb_search_text using (true);
comment on policy po_tb_search_text__numbers on memory.tb_search_text is
  'Nobody may read this table, and app.search_memories() takes nothing but numbers from it.';
--! EndIncluded 0_schema/01_write_side/012_memory/0121_workspace/01218_search_text/012181_tb_search_text.sql
--! Included 0_schema/01_write_side/012_memory/0122_agent/01221_agent_prompt/012211_tb_agent_prompt.sql
-- 012211  memory.tb_agent_prompt
-- A version of what an agent is told.

create table if not exists memory.tb_agent_prompt (
  pk_agent_prompt bigint generated by default as identity,
  id              uuid not null default gen_random_uuid(),
  identifier      text collate "C" generated always as (pk_agent_prompt::text) stored,
  org_id          text,
  agent_id        text,
  version         jsonb,
  prompt_text     text,
  author          text,
  shape           bigint,
  import_run      bigint,
  legacy          jsonb,
  created_at      timestamptz not null default clock_timestamp(),
  created_by      text not null default common.current_actor(),
  updated_at      timestamptz not null default clock_timestamp(),
  updated_by      text not null default common.current_actor(),
  constraint pk_tb_agent_prompt primary key (pk_agent_prompt),
  constraint uq_tb_agent_prompt__id unique (id),
  constraint uq_tb_agent_prompt__identifier unique (identifier),
  constraint ck_tb_agent_prompt__version check (jsonb_typeof(version) in ('number', 'string'))
);

create index if not exists ix_tb_agent_prompt__agent_id on memory.tb_agent_prompt (agent_id);

comment on table memory.tb_agent_prompt is 'A version of what an agent is told.';
comment on column memory.tb_agent_prompt.pk_agent_prompt is
  'Internal key, and the number that the row has in a legacy file.';
comment on column memory.tb_agent_prompt.id is 'Public key.';
comment on column memory.tb_agent_prompt.identifier is 'The number as text: the key of the row in a legacy file.';
comment on column memory.tb_agent_prompt.org_id is 'The organisation that it belongs to.';
comment on column memory.tb_agent_prompt.agent_id is 'The agent.';
comment on column memory.tb_agent_prompt.version is 'The version, a number or a text.';
comment on column memory.tb_agent_prompt.prompt_text is 'What it is told.';
comment on column memory.tb_agent_prompt.author is 'Who wrote it.';
comment on column memory.tb_agent_prompt.shape is 'Which columns the row had in its file; null where it comes from none.';
comment on column memory.tb_agent_prompt.import_run is 'The import that brought it; null where none did.';
comment on column memory.tb_agent_prompt.legacy is
  'Cells as the file had them where ours would read otherwise (raw), cells without a column (extra), and what the file said of cells changed since (base).';
comment on column memory.tb_agent_prompt.created_at is
  'When the row was made; where the file says so, when it was made there.';
comment on column memory.tb_agent_prompt.created_by is 'Who made the row.';
comment on column memory.tb_agent_prompt.updated_at is
  'When the row was last changed; where the file says so, when it was changed there.';
comment on column memory.tb_agent_prompt.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_agent_prompt on memory.tb_agent_prompt is 'the internal key is unique';
comment on constraint uq_tb_agent_prompt__id on memory.tb_agent_prompt is 'the public key is unique';
comment on constraint uq_tb_agent_prompt__identifier on memory.tb_agent_prompt is 'the number is unique';
comment on constraint ck_tb_agent_prompt__version on memory.tb_agent_prompt is 'version must be a number or a text';
comment on index memory.ix_tb_agent_prompt__agent_id is 'For the prompts of an agent.';

alter table memory.tb_agent_prompt enable row level security;
alter table memory.tb_agent_prompt force row level security;
drop policy if exists po_tb_agent_prompt__org on memory.tb_agent_prompt;
create policy po_tb_agent_prompt__org on memory.tb_agent_prompt
  using (
    (select common.sees_all_orgs()) or org_id = any ((select common.current_orgs())::text[])
  );
comment on policy po_tb_agent_prompt__org on memory.tb_agent_prompt is
  'Rows of the callers organisations; a row without one is seen by who sees all.';

select specql_audit.audit_table('memory.tb_agent_prompt');
select memory.keep_cells('memory.tb_agent_prompt', 'agent_prompt_cells');
--! EndIncluded 0_schema/01_write_side/012_memory/0122_agent/01221_agent_prompt/012211_tb_agent_prompt.sql
--! Included 0_schema/01_write_side/012_memory/0122_agent/01222_agent_run/012221_tb_agent_run.sql
-- 012221  memory.tb_agent_run
-- What an agent did once.

create table if not exists memory.tb_agent_run (
  pk_agent_run   bigint generated by default as identity,
  id             uuid not null default gen_random_uuid(),
  identifier     text collate "C" generated always as (pk_agent_run::text) stored,
  org_id         text,
  agent_id       text,
  prompt_version jsonb,
  input_summary  text,
  output_summary text,
  kpi_name       text,
  kpi_delta      double precision,
  run_context    jsonb,
  shape          bigint,
  import_run     bigint,
  legacy         jsonb,
  created_at     timestamptz not null default clock_timestamp(),
  created_by     text not null default common.current_actor(),
  updated_at     timestamptz not null default clock_timestamp(),
  updated_by     text not null default common.current_actor(),
  constraint pk_tb_agent_run primary key (pk_agent_run),
  constraint uq_tb_agent_run__id unique (id),
  constraint uq_tb_agent_run__identifier unique (identifier),
  constraint ck_tb_agent_run__prompt_version check (jsonb_typeof(prompt_version) in ('number', 'string'))
);

create index if not exists ix_tb_agent_run__agent_id on memory.tb_agent_run (agent_id);

comment on table memory.tb_agent_run is 'What an agent did once.';
comment on column memory.tb_agent_run.pk_agent_run is 'Internal key, and the number that the row has in a legacy file.';
comment on column memory.tb_agent_run.id is 'Public key.';
comment on column memory.tb_agent_run.identifier is 'The number as text: the key of the row in a legacy file.';
comment on column memory.tb_agent_run.org_id is 'The organisation that it belongs to.';
comment on column memory.tb_agent_run.agent_id is 'The agent.';
comment on column memory.tb_agent_run.prompt_version is 'The version of its prompt, a number or a text.';
comment on column memory.tb_agent_run.input_summary is 'What went in.';
comment on column memory.tb_agent_run.output_summary is 'What came out.';
comment on column memory.tb_agent_run.kpi_name is 'What is measured.';
comment on column memory.tb_agent_run.kpi_delta is 'By how much that changed.';
comment on column memory.tb_agent_run.run_context is 'What else is known of it.';
comment on column memory.tb_agent_run.shape is 'Which columns the row had in its file; null where it comes from none.';
comment on column memory.tb_agent_run.import_run is 'The import that brought it; null where none did.';
comment on column memory.tb_agent_run.legacy is
  'Cells as the file had them where ours would read otherwise (raw), cells without a column (extra), and what the file said of cells changed since (base).';
comment on column memory.tb_agent_run.created_at is 'When the row was made; where the file says so, when it was made there.';
comment on column memory.tb_agent_run.created_by is 'Who made the row.';
comment on column memory.tb_agent_run.updated_at is
  'When the row was last changed; where the file says so, when it was changed there.';
comment on column memory.tb_agent_run.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_agent_run on memory.tb_agent_run is 'the internal key is unique';
comment on constraint uq_tb_agent_run__id on memory.tb_agent_run is 'the public key is unique';
comment on constraint uq_tb_agent_run__identifier on memory.tb_agent_run is 'the number is unique';
comment on constraint ck_tb_agent_run__prompt_version on memory.tb_agent_run is 'prompt_version must be a number or a text';
comment on index memory.ix_tb_agent_run__agent_id is 'For the runs of an agent.';

alter table memory.tb_agent_run enable row level security;
alter table memory.tb_agent_run force row level security;
drop policy if exists po_tb_agent_run__org on memory.tb_agent_run;
create policy po_tb_agent_run__org on memory.tb_agent_run
  using (
    (select common.sees_all_orgs()) or org_id = any ((select common.current_orgs())::text[])
  );
comment on policy po_tb_agent_run__org on memory.tb_agent_run is
  'Rows of the callers organisations; a row without one is seen by who sees all.';

select specql_audit.audit_table('memory.tb_agent_run');
select memory.keep_cells('memory.tb_agent_run', 'agent_run_cells');
--! EndIncluded 0_schema/01_write_side/012_memory/0122_agent/01222_agent_run/012221_tb_agent_run.sql
--! Included 0_schema/01_write_side/012_memory/0123_pal/01231_pal_user_profile/012311_tb_pal_user_profile.sql
-- 012311  memory.tb_pal_user_profile
-- How a user wants to be spoken to.

create table if not exists memory.tb_pal_user_profile (
  pk_pal_user_profile bigint generated by default as identity,
  id                  uuid not null default gen_random_uuid(),
  identifier          text collate "C" generated always as (pk_pal_user_profile::text) stored,
  user_id             text,
  org_id              text,
  preference_tone     text,
  shape               bigint,
  import_run          bigint,
  legacy              jsonb,
  created_at          timestamptz not null default clock_timestamp(),
  created_by          text not null default common.current_actor(),
  updated_at          timestamptz not null default clock_timestamp(),
  updated_by          text not null default common.current_actor(),
  constraint pk_tb_pal_user_profile primary key (pk_pal_user_profile),
  constraint uq_tb_pal_user_profile__id unique (id),
  constraint uq_tb_pal_user_profile__identifier unique (identifier)
);

create index if not exists ix_tb_pal_user_profile__user_id on memory.tb_pal_user_profile (user_id);

comment on table memory.tb_pal_user_profile is 'How a user wants to be spoken to.';
comment on column memory.tb_pal_user_profile.pk_pal_user_profile is
  'Internal key, and the number that the row has in a legacy file.';
comment on column memory.tb_pal_user_profile.id is 'Public key.';
comment on column memory.tb_pal_user_profile.identifier is 'The number as text: the key of the row in a legacy file.';
comment on column memory.tb_pal_user_profile.user_id is 'The user it is about.';
comment on column memory.tb_pal_user_profile.org_id is 'The organisation that it belongs to.';
comment on column memory.tb_pal_user_profile.preference_tone is 'The tone that the user prefers.';
comment on column memory.tb_pal_user_profile.shape is
  'Which columns the row had in its file; null where it comes from none.';
comment on column memory.tb_pal_user_profile.import_run is 'The import that brought it; null where none did.';
comment on column memory.tb_pal_user_profile.legacy is
  'Cells as the file had them where ours would read otherwise (raw), cells without a column (extra), and what the file said of cells changed since (base).';
comment on column memory.tb_pal_user_profile.created_at is
  'When the row was made; where the file says so, when it was made there.';
comment on column memory.tb_pal_user_profile.created_by is 'Who made the row.';
comment on column memory.tb_pal_user_profile.updated_at is
  'When the row was last changed; where the file says so, when it was changed there.';
comment on column memory.tb_pal_user_profile.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_pal_user_profile on memory.tb_pal_user_profile is 'the internal key is unique';
comment on constraint uq_tb_pal_user_profile__id on memory.tb_pal_user_profile is 'the public key is unique';
comment on constraint uq_tb_pal_user_profile__identifier on memory.tb_pal_user_profile is 'the number is unique';
comment on index memory.ix_tb_pal_user_profile__user_id is 'For the profile of a user.';

alter table memory.tb_pal_user_profile enable row level security;
alter table memory.tb_pal_user_profile force row level security;
drop policy if exists po_tb_pal_user_profile__org on memory.tb_pal_user_profile;
create policy po_tb_pal_user_profile__org on memory.tb_pal_user_profile
  using (
    (select common.sees_all_orgs()) or org_id = any ((select common.current_orgs())::text[])
    or (org_id is null and user_id = (select common.current_actor()))
  );
comment on policy po_tb_pal_user_profile__org on memory.tb_pal_user_profile is
  'Rows of the callers organisations; a row without one is seen by its user, and by who sees all.';

select specql_audit.audit_table('memory.tb_pal_user_profile');
select memory.keep_cells('memory.tb_pal_user_profile', 'pal_user_profile_cells');
--! EndIncluded 0_schema/01_write_side/012_memory/0123_pal/01231_pal_user_profile/012311_tb_pal_user_profile.sql
--! Included 0_schema/01_write_side/012_memory/0123_pal/01232_pal_focus_window/012321_tb_pal_focus_window.sql
-- 012321  memory.tb_pal_focus_window
-- A time in which a user wants to work undisturbed.

create table if not exists memory.tb_pal_focus_window (
  pk_pal_focus_window bigint generated by default as identity,
  id                  uuid not null default gen_random_uuid(),
  identifier          text collate "C" generated always as (pk_pal_focus_window::text) stored,
  user_id             text,
  org_id              text,
  start_time          timestamptz,
  end_time            timestamptz,
  priority            text,
  weekday             jsonb,
  start_hour          jsonb,
  end_hour            jsonb,
  shape               bigint,
  import_run          bigint,
  legacy              jsonb,
  created_at          timestamptz not null default clock_timestamp(),
  created_by          text not null default common.current_actor(),
  updated_at          timestamptz not null default clock_timestamp(),
  updated_by          text not null default common.current_actor(),
  constraint pk_tb_pal_focus_window primary key (pk_pal_focus_window),
  constraint uq_tb_pal_focus_window__id unique (id),
  constraint uq_tb_pal_focus_window__identifier unique (identifier),
  constraint ck_tb_pal_focus_window__weekday check (jsonb_typeof(weekday) in ('number', 'string')),
  constraint ck_tb_pal_focus_window__start_hour check (jsonb_typeof(start_hour) in ('number', 'string')),
  constraint ck_tb_pal_focus_window__end_hour check (jsonb_typeof(end_hour) in ('number', 'string'))
);

create index if not exists ix_tb_pal_focus_window__user_id on memory.tb_pal_focus_window (user_id);

comment on table memory.tb_pal_focus_window is 'A time in which a user wants to work undisturbed.';
comment on column memory.tb_pal_focus_window.pk_pal_focus_window is
  'Internal key, and the number that the row has in a legacy file.';
comment on column memory.tb_pal_focus_window.id is 'Public key.';
comment on column memory.tb_pal_focus_window.identifier is 'The number as text: the key of the row in a legacy file.';
comment on column memory.tb_pal_focus_window.user_id is 'The user it is about.';
comment on column memory.tb_pal_focus_window.org_id is 'The organisation that it belongs to.';
comment on column memory.tb_pal_focus_window.start_time is 'When it begins, where it is one time.';
comment on column memory.tb_pal_focus_window.end_time is
  'When it ends, where it is one time. May lie before the beginning: then it is of the next day.';
comment on column memory.tb_pal_focus_window.priority is 'How much it matters.';
comment on column memory.tb_pal_focus_window.weekday is
  'On which day of the week, where it comes every week: a number or a text.';
comment on column memory.tb_pal_focus_window.start_hour is 'From when on that day, a number or a text.';
comment on column memory.tb_pal_focus_window.end_hour is 'Until when on that day, a number or a text.';
comment on column memory.tb_pal_focus_window.shape is
  'Which columns the row had in its file; null where it comes from none.';
comment on column memory.tb_pal_focus_window.import_run is 'The import that brought it; null where none did.';
comment on column memory.tb_pal_focus_window.legacy is
  'Cells as the file had them where ours would read otherwise (raw), cells without a column (extra), and what the file said of cells changed since (base).';
comment on column memory.tb_pal_focus_window.created_at is
  'When the row was made; where the file says so, when it was made there.';
comment on column memory.tb_pal_focus_window.created_by is 'Who made the row.';
comment on column memory.tb_pal_focus_window.updated_at is
  'When the row was last changed; where the file says so, when it was changed there.';
comment on column memory.tb_pal_focus_window.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_pal_focus_window on memory.tb_pal_focus_window is 'the internal key is unique';
comment on constraint uq_tb_pal_focus_window__id on memory.tb_pal_focus_window is 'the public key is unique';
comment on constraint uq_tb_pal_focus_window__identifier on memory.tb_pal_focus_window is 'the number is unique';
comment on constraint ck_tb_pal_focus_window__weekday on memory.tb_pal_focus_window is 'weekday must be a number or a text';
comment on constraint ck_tb_pal_focus_window__start_hour on memory.tb_pal_focus_window is 'start_hour must be a number or a text';
comment on constraint ck_tb_pal_focus_window__end_hour on memory.tb_pal_focus_window is 'end_hour must be a number or a text';
comment on index memory.ix_tb_pal_focus_window__user_id is 'For the windows of a user.';

alter table memory.tb_pal_focus_window enable row level security;
alter table memory.tb_pal_focus_window force row level security;
drop policy if exists po_tb_pal_focus_window__org on memory.tb_pal_focus_window;
create policy po_tb_pal_focus_window__org on memory.tb_pal_focus_window
  using (
    (select common.sees_all_orgs()) or org_id = any ((select common.current_orgs())::text[])
    or (org_id is null and user_id = (select common.current_actor()))
  );
comment on policy po_tb_pal_focus_window__org on memory.tb_pal_focus_window is
  'Rows of the callers organisations; a row without one is seen by its user, and by who sees all.';

select specql_audit.audit_table('memory.tb_pal_focus_window');
select memory.keep_cells('memory.tb_pal_focus_window', 'pal_focus_window_cells');
--! EndIncluded 0_schema/01_write_side/012_memory/0123_pal/01232_pal_focus_window/012321_tb_pal_focus_window.sql
--! Included 0_schema/01_write_side/012_memory/0123_pal/01233_pal_stress_level/012331_tb_pal_stress_level.sql
-- 012331  memory.tb_pal_stress_level
-- How stressed a user was.

create table if not exists memory.tb_pal_stress_level (
  pk_pal_stress_level bigint generated by default as identity,
  id                  uuid not null default gen_random_uuid(),
  identifier          text collate "C" generated always as (pk_pal_stress_level::text) stored,
  user_id             text,
  org_id              text,
  level               bigint,
  measured_at         timestamptz,
  shape               bigint,
  import_run          bigint,
  legacy              jsonb,
  created_at          timestamptz not null default clock_timestamp(),
  created_by          text not null default common.current_actor(),
  updated_at          timestamptz not null default clock_timestamp(),
  updated_by          text not null default common.current_actor(),
  constraint pk_tb_pal_stress_level primary key (pk_pal_stress_level),
  constraint uq_tb_pal_stress_level__id unique (id),
  constraint uq_tb_pal_stress_level__identifier unique (identifier)
);

create index if not exists ix_tb_pal_stress_level__user_id on memory.tb_pal_stress_level (user_id);

comment on table memory.tb_pal_stress_level is 'How stressed a user was.';
comment on column memory.tb_pal_stress_level.pk_pal_stress_level is
  'Internal key, and the number that the row has in a legacy file.';
comment on column memory.tb_pal_stress_level.id is 'Public key.';
comment on column memory.tb_pal_stress_level.identifier is 'The number as text: the key of the row in a legacy file.';
comment on column memory.tb_pal_stress_level.user_id is 'The user it is about.';
comment on column memory.tb_pal_stress_level.org_id is 'The organisation that it belongs to.';
comment on column memory.tb_pal_stress_level.level is 'How much; no scale is given.';
comment on column memory.tb_pal_stress_level.measured_at is 'When it was measured.';
comment on column memory.tb_pal_stress_level.shape is
  'Which columns the row had in its file; null where it comes from none.';
comment on column memory.tb_pal_stress_level.import_run is 'The import that brought it; null where none did.';
comment on column memory.tb_pal_stress_level.legacy is
  'Cells as the file had them where ours would read otherwise (raw), cells without a column (extra), and what the file said of cells changed since (base).';
comment on column memory.tb_pal_stress_level.created_at is
  'When the row was made; where the file says so, when it was made there.';
comment on column memory.tb_pal_stress_level.created_by is 'Who made the row.';
comment on column memory.tb_pal_stress_level.updated_at is
  'When the row was last changed; where the file says so, when it was changed there.';
comment on column memory.tb_pal_stress_level.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_pal_stress_level on memory.tb_pal_stress_level is 'the internal key is unique';
comment on constraint uq_tb_pal_stress_level__id on memory.tb_pal_stress_level is 'the public key is unique';
comment on constraint uq_tb_pal_stress_level__identifier on memory.tb_pal_stress_level is 'the number is unique';
comment on index memory.ix_tb_pal_stress_level__user_id is 'For the levels of a user.';

alter table memory.tb_pal_stress_level enable row level security;
alter table memory.tb_pal_stress_level force row level security;
drop policy if exists po_tb_pal_stress_level__org on memory.tb_pal_stress_level;
create policy po_tb_pal_stress_level__org on memory.tb_pal_stress_level
  using (
    (select common.sees_all_orgs()) or org_id = any ((select common.current_orgs())::text[])
    or (org_id is null and user_id = (select common.current_actor()))
  );
comment on policy po_tb_pal_stress_level__org on memory.tb_pal_stress_level is
  'Rows of the callers organisations; a row without one is seen by its user, and by who sees all.';

select specql_audit.audit_table('memory.tb_pal_stress_level');
select memory.keep_cells('memory.tb_pal_stress_level', 'pal_stress_level_cells');
--! EndIncluded 0_schema/01_write_side/012_memory/0123_pal/01233_pal_stress_level/012331_tb_pal_stress_level.sql
--! Included 0_schema/01_write_side/012_memory/0123_pal/01234_pal_event/012341_tb_pal_event.sql
-- 012341  memory.tb_pal_event
-- Something that happened to a user.

create table if not exists memory.tb_pal_event (
  pk_pal_event          bigint generated by default as identity,
  id                    uuid not null default gen_random_uuid(),
  identifier            text collate "C" generated always as (pk_pal_event::text) stored,
  user_id               text,
  org_id                text,
  event_type            text,
  payload               jsonb,
  detected_stress_level jsonb,
  shape                 bigint,
  import_run            bigint,
  legacy                jsonb,
  created_at            timestamptz not null default clock_timestamp(),
  created_by            text not null default common.current_actor(),
  updated_at            timestamptz not null default clock_timestamp(),
  updated_by            text not null default common.current_actor(),
  constraint pk_tb_pal_event primary key (pk_pal_event),
  constraint uq_tb_pal_event__id unique (id),
  constraint uq_tb_pal_event__identifier unique (identifier),
  constraint ck_tb_pal_event__detected_stress_level check (jsonb_typeof(detected_stress_level) in ('number', 'string'))
);

create index if not exists ix_tb_pal_event__user_id on memory.tb_pal_event (user_id);

comment on table memory.tb_pal_event is 'Something that happened to a user.';
comment on column memory.tb_pal_event.pk_pal_event is 'Internal key, and the number that the row has in a legacy file.';
comment on column memory.tb_pal_event.id is 'Public key.';
comment on column memory.tb_pal_event.identifier is 'The number as text: the key of the row in a legacy file.';
comment on column memory.tb_pal_event.user_id is 'The user it is about.';
comment on column memory.tb_pal_event.org_id is 'The organisation that it belongs to.';
comment on column memory.tb_pal_event.event_type is 'What happened.';
comment on column memory.tb_pal_event.payload is 'What else is known of it.';
comment on column memory.tb_pal_event.detected_stress_level is 'How stressed the user seemed: low, high, or a number.';
comment on column memory.tb_pal_event.shape is 'Which columns the row had in its file; null where it comes from none.';
comment on column memory.tb_pal_event.import_run is 'The import that brought it; null where none did.';
comment on column memory.tb_pal_event.legacy is
  'Cells as the file had them where ours would read otherwise (raw), cells without a column (extra), and what the file said of cells changed since (base).';
comment on column memory.tb_pal_event.created_at is 'When the row was made; where the file says so, when it was made there.';
comment on column memory.tb_pal_event.created_by is 'Who made the row.';
comment on column memory.tb_pal_event.updated_at is
  'When the row was last changed; where the file says so, when it was changed there.';
comment on column memory.tb_pal_event.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_pal_event on memory.tb_pal_event is 'the internal key is unique';
comment on constraint uq_tb_pal_event__id on memory.tb_pal_event is 'the public key is unique';
comment on constraint uq_tb_pal_event__identifier on memory.tb_pal_event is 'the number is unique';
comment on constraint ck_tb_pal_event__detected_stress_level on memory.tb_pal_event is 'detected_stress_level must be a number or a text';
comment on index memory.ix_tb_pal_event__user_id is 'For the events of a user.';

alter table memory.tb_pal_event enable row level security;
alter table memory.tb_pal_event force row level security;
drop policy if exists po_tb_pal_event__org on memory.tb_pal_event;
create policy po_tb_pal_event__org on memory.tb_pal_event
  using (
    (select common.sees_all_orgs()) or org_id = any ((select common.current_orgs())::text[])
    or (org_id is null and user_id = (select common.current_actor()))
  );
comment on policy po_tb_pal_event__org on memory.tb_pal_event is
  'Rows of the callers organisations; a row without one is seen by its user, and by who sees all.';

select specql_audit.audit_table('memory.tb_pal_event');
select memory.keep_cells('memory.tb_pal_event', 'pal_event_cells');
--! EndIncluded 0_schema/01_write_side/012_memory/0123_pal/01234_pal_event/012341_tb_pal_event.sql
--! Included 0_schema/01_write_side/012_memory/0121_workspace/01211_memory_entity/012112_fn_memory_entity_cells.sql
-- 012112  memory.memory_entity_cells()
-- The cells of a row as a legacy file would have them.

create or replace function memory.memory_entity_cells(r memory.tb_memory_entity)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'id', r.pk_memory_entity,
    'org_id', r.org_id,
    'user_id', r.user_id,
    'entity_type', r.entity_type,
    'content', r.content,
    'text', r.content,
    'importance', r.importance,
    'metadata', r.metadata::text,
    'created_at', memory.time_cell(r.created_at),
    'updated_at', memory.time_cell(r.updated_at)
  );
$$;

comment on function memory.memory_entity_cells(memory.tb_memory_entity) is
  'Every cell that a file of any known shape has, from the columns alone: what the file said verbatim is not looked at.';
--! EndIncluded 0_schema/01_write_side/012_memory/0121_workspace/01211_memory_entity/012112_fn_memory_entity_cells.sql
--! Included 0_schema/01_write_side/012_memory/0121_workspace/01212_memory_relation/012122_fn_memory_relation_cells.sql
-- 012122  memory.memory_relation_cells()
-- The cells of a row as a legacy file would have them.

create or replace function memory.memory_relation_cells(r memory.tb_memory_relation)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'id', r.pk_memory_relation,
    'org_id', r.org_id,
    'source_id', r.fk_source,
    'target_id', r.fk_target,
    'relation_type', r.relation_type,
    'strength', memory.real_cell(r.strength),
    'created_at', memory.time_cell(r.created_at),
    'updated_at', memory.time_cell(r.updated_at)
  );
$$;

comment on function memory.memory_relation_cells(memory.tb_memory_relation) is
  'Every cell that a file of any known shape has, from the columns alone: what the file said verbatim is not looked at.';
--! EndIncluded 0_schema/01_write_side/012_memory/0121_workspace/01212_memory_relation/012122_fn_memory_relation_cells.sql
--! Included 0_schema/01_write_side/012_memory/0121_workspace/01213_memory_tag/012132_fn_memory_tag_cells.sql
-- 012132  memory.memory_tag_cells()
-- The cells of a row as a legacy file would have them.

create or replace function memory.memory_tag_cells(r memory.tb_memory_tag)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'id', r.pk_memory_tag,
    'entity_id', r.fk_memory_entity,
    'tag', r.tag,
    'created_at', memory.time_cell(r.created_at),
    'updated_at', memory.time_cell(r.updated_at)
  );
$$;

comment on function memory.memory_tag_cells(memory.tb_memory_tag) is
  'Every cell that a file of any known shape has, from the columns alone: what the file said verbatim is not looked at.';
--! EndIncluded 0_schema/01_write_side/012_memory/0121_workspace/01213_memory_tag/012132_fn_memory_tag_cells.sql
--! Included 0_schema/01_write_side/012_memory/0121_workspace/01214_raw_document/012142_fn_raw_document_cells.sql
-- 012142  memory.raw_document_cells()
-- The cells of a row as a legacy file would have them.

create or replace function memory.raw_document_cells(r memory.tb_raw_document)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'id', r.pk_raw_document,
    'org_id', r.org_id,
    'title', r.title,
    'content', r.content,
    'source', r.source,
    'source_type', r.source_type,
    'source_path', r.source_path,
    'ingested_at', memory.time_cell(r.ingested_at),
    'created_at', memory.time_cell(r.created_at),
    'updated_at', memory.time_cell(r.updated_at)
  );
$$;

comment on function memory.raw_document_cells(memory.tb_raw_document) is
  'Every cell that a file of any known shape has, from the columns alone: what the file said verbatim is not looked at.';
--! EndIncluded 0_schema/01_write_side/012_memory/0121_workspace/01214_raw_document/012142_fn_raw_document_cells.sql
--! Included 0_schema/01_write_side/012_memory/0121_workspace/01215_structured_fact/012152_fn_structured_fact_cells.sql
-- 012152  memory.structured_fact_cells()
-- The cells of a row as a legacy file would have them.

create or replace function memory.structured_fact_cells(r memory.tb_structured_fact)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'id', r.pk_structured_fact,
    'org_id', r.org_id,
    'doc_id', r.fk_raw_document,
    'subject', r.subject,
    'predicate', r.predicate,
    'object', r.object,
    'fact_type', r.fact_type,
    'json_payload', r.json_payload::text,
    'occurred_at', memory.time_cell(r.occurred_at),
    'created_at', memory.time_cell(r.created_at),
    'updated_at', memory.time_cell(r.updated_at)
  );
$$;

comment on function memory.structured_fact_cells(memory.tb_structured_fact) is
  'Every cell that a file of any known shape has, from the columns alone: what the file said verbatim is not looked at.';
--! EndIncluded 0_schema/01_write_side/012_memory/0121_workspace/01215_structured_fact/012152_fn_structured_fact_cells.sql
--! Included 0_schema/01_write_side/012_memory/0121_workspace/01216_decision/012162_fn_decision_cells.sql
-- 012162  memory.decision_cells()
-- The cells of a row as a legacy file would have them.

create or replace function memory.decision_cells(r memory.tb_decision)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'id', r.pk_decision,
    'org_id', r.org_id,
    'title', r.title,
    'description', r.description,
    'made_at', memory.time_cell(r.made_at),
    'created_at', memory.time_cell(r.created_at),
    'updated_at', memory.time_cell(r.updated_at)
  );
$$;

comment on function memory.decision_cells(memory.tb_decision) is
  'Every cell that a file of any known shape has, from the columns alone: what the file said verbatim is not looked at.';
--! EndIncluded 0_schema/01_write_side/012_memory/0121_workspace/01216_decision/012162_fn_decision_cells.sql
--! Included 0_schema/01_write_side/012_memory/0121_workspace/01217_evolution_kpi/012172_fn_evolution_kpi_cells.sql
-- 012172  memory.evolution_kpi_cells()
-- The cells of a row as a legacy file would have them.

create or replace function memory.evolution_kpi_cells(r memory.tb_evolution_kpi)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'id', r.pk_evolution_kpi,
    'decision_id', r.fk_decision,
    'kpi_name', r.kpi_name,
    'expected_value', memory.real_cell(r.expected_value),
    'actual_value', memory.real_cell(r.actual_value),
    'measured_at', memory.time_cell(r.measured_at),
    'created_at', memory.time_cell(r.created_at),
    'updated_at', memory.time_cell(r.updated_at)
  );
$$;

comment on function memory.evolution_kpi_cells(memory.tb_evolution_kpi) is
  'Every cell that a file of any known shape has, from the columns alone: what the file said verbatim is not looked at.';
--! EndIncluded 0_schema/01_write_side/012_memory/0121_workspace/01217_evolution_kpi/012172_fn_evolution_kpi_cells.sql
--! Included 0_schema/01_write_side/012_memory/0122_agent/01221_agent_prompt/012212_fn_agent_prompt_cells.sql
-- 012212  memory.agent_prompt_cells()
-- The cells of a row as a legacy file would have them.

create or replace function memory.agent_prompt_cells(r memory.tb_agent_prompt)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'id', r.pk_agent_prompt,
    'org_id', r.org_id,
    'agent_id', r.agent_id,
    'version', r.version,
    'prompt_text', r.prompt_text,
    'created_by', r.author,
    'created_at', memory.time_cell(r.created_at),
    'updated_at', memory.time_cell(r.updated_at)
  );
$$;

comment on function memory.agent_prompt_cells(memory.tb_agent_prompt) is
  'Every cell that a file of any known shape has, from the columns alone: what the file said verbatim is not looked at.';
--! EndIncluded 0_schema/01_write_side/012_memory/0122_agent/01221_agent_prompt/012212_fn_agent_prompt_cells.sql
--! Included 0_schema/01_write_side/012_memory/0122_agent/01222_agent_run/012222_fn_agent_run_cells.sql
-- 012222  memory.agent_run_cells()
-- The cells of a row as a legacy file would have them.

create or replace function memory.agent_run_cells(r memory.tb_agent_run)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'id', r.pk_agent_run,
    'org_id', r.org_id,
    'agent_id', r.agent_id,
    'prompt_version', r.prompt_version,
    'input_summary', r.input_summary,
    'output_summary', r.output_summary,
    'kpi_name', r.kpi_name,
    'kpi_delta', memory.real_cell(r.kpi_delta),
    'run_context', r.run_context::text,
    'created_at', memory.time_cell(r.created_at),
    'updated_at', memory.time_cell(r.updated_at)
  );
$$;

comment on function memory.agent_run_cells(memory.tb_agent_run) is
  'Every cell that a file of any known shape has, from the columns alone: what the file said verbatim is not looked at.';
--! EndIncluded 0_schema/01_write_side/012_memory/0122_agent/01222_agent_run/012222_fn_agent_run_cells.sql
--! Included 0_schema/01_write_side/012_memory/0123_pal/01231_pal_user_profile/012312_fn_pal_user_profile_cells.sql
-- 012312  memory.pal_user_profile_cells()
-- The cells of a row as a legacy file would have them.

create or replace function memory.pal_user_profile_cells(r memory.tb_pal_user_profile)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'id', r.pk_pal_user_profile,
    'user_id', r.user_id,
    'org_id', r.org_id,
    'preference_tone', r.preference_tone,
    'created_at', memory.time_cell(r.created_at),
    'updated_at', memory.time_cell(r.updated_at)
  );
$$;

comment on function memory.pal_user_profile_cells(memory.tb_pal_user_profile) is
  'Every cell that a file of any known shape has, from the columns alone: what the file said verbatim is not looked at.';
--! EndIncluded 0_schema/01_write_side/012_memory/0123_pal/01231_pal_user_profile/012312_fn_pal_user_profile_cells.sql
--! Included 0_schema/01_write_side/012_memory/0123_pal/01232_pal_focus_window/012322_fn_pal_focus_window_cells.sql
-- 012322  memory.pal_focus_window_cells()
-- The cells of a row as a legacy file would have them.

create or replace function memory.pal_focus_window_cells(r memory.tb_pal_focus_window)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'id', r.pk_pal_focus_window,
    'user_id', r.user_id,
    'org_id', r.org_id,
    'start_time', memory.time_cell(r.start_time),
    'end_time', memory.time_cell(r.end_time),
    'priority', r.priority,
    'weekday', r.weekday,
    'start_hour', r.start_hour,
    'end_hour', r.end_hour,
    'created_at', memory.time_cell(r.created_at),
    'updated_at', memory.time_cell(r.updated_at)
  );
$$;

comment on function memory.pal_focus_window_cells(memory.tb_pal_focus_window) is
  'Every cell that a file of any known shape has, from the columns alone: what the file said verbatim is not looked at.';
--! EndIncluded 0_schema/01_write_side/012_memory/0123_pal/01232_pal_focus_window/012322_fn_pal_focus_window_cells.sql
--! Included 0_schema/01_write_side/012_memory/0123_pal/01233_pal_stress_level/012332_fn_pal_stress_level_cells.sql
-- 012332  memory.pal_stress_level_cells()
-- The cells of a row as a legacy file would have them.

create or replace function memory.pal_stress_level_cells(r memory.tb_pal_stress_level)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'id', r.pk_pal_stress_level,
    'user_id', r.user_id,
    'org_id', r.org_id,
    'level', r.level,
    'measured_at', memory.time_cell(r.measured_at),
    'created_at', memory.time_cell(r.created_at),
    'updated_at', memory.time_cell(r.updated_at)
  );
$$;

comment on function memory.pal_stress_level_cells(memory.tb_pal_stress_level) is
  'Every cell that a file of any known shape has, from the columns alone: what the file said verbatim is not looked at.';
--! EndIncluded 0_schema/01_write_side/012_memory/0123_pal/01233_pal_stress_level/012332_fn_pal_stress_level_cells.sql
--! Included 0_schema/01_write_side/012_memory/0123_pal/01234_pal_event/012342_fn_pal_event_cells.sql
-- 012342  memory.pal_event_cells()
-- The cells of a row as a legacy file would have them.

create or replace function memory.pal_event_cells(r memory.tb_pal_event)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'id', r.pk_pal_event,
    'user_id', r.user_id,
    'org_id', r.org_id,
    'event_type', r.event_type,
    'payload', r.payload::text,
    'detected_stress_level', r.detected_stress_level,
    'created_at', memory.time_cell(r.created_at),
    'updated_at', memory.time_cell(r.updated_at)
  );
$$;

comment on function memory.pal_event_cells(memory.tb_pal_event) is
  'Every cell that a file of any known shape has, from the columns alone: what the file said verbatim is not looked at.';
--! EndIncluded 0_schema/01_write_side/012_memory/0123_pal/01234_pal_event/012342_fn_pal_event_cells.sql
--! Included 0_schema/01_write_side/012_memory/0121_workspace/01218_search_text/012182_tr_copy_text.sql
-- 012182  memory.tg_tb_memory_entity__copy_text()
-- What is remembered can be searched at once.

create or replace function memory.tg_tb_memory_entity__copy_text()
  returns trigger
  language plpgsql
as $$
begin
  if tg_op = 'INSERT' then
    -- A bulk import has it done at its end, at once: see memory.index_memories().
    if not exists (select from specql_cutover.tb_import_batch as b where b.bulk_xid = pg_current_xact_id()) then
      insert into memory.tb_search_text (pk_search_text, content)
      select n.pk_memory_entity, n.content from new_rows as n where n.content is not null;
    end if;
  elsif tg_op = 'UPDATE' then
    if new.content is not distinct from old.content then
      return null;
    end if;
    delete from memory.tb_search_text as t where t.pk_search_text = new.pk_memory_entity and new.content is null;
    insert into memory.tb_search_text (pk_search_text, content)
    select new.pk_memory_entity, new.content where new.content is not null
    on conflict on constraint pk_tb_search_text do update set content = excluded.content;
  else
    delete from memory.tb_search_text as t using old_rows as o where t.pk_search_text = o.pk_memory_entity;
  end if;
  return null;
end;
$$;

comment on function memory.tg_tb_memory_entity__copy_text() is 'After insert, update or delete: keeps memory.tb_search_text in step.';

create or replace trigger tr_850_copy_text
  after insert on memory.tb_memory_entity referencing new table as new_rows
  for each statement execute function memory.tg_tb_memory_entity__copy_text();
create or replace trigger tr_851_copy_text
  after update on memory.tb_memory_entity
  for each row execute function memory.tg_tb_memory_entity__copy_text();
create or replace trigger tr_852_copy_text
  after delete on memory.tb_memory_entity referencing old table as old_rows
  for each statement execute function memory.tg_tb_memory_entity__copy_text();

comment on trigger tr_850_copy_text on memory.tb_memory_entity is 'For the search.';
comment on trigger tr_851_copy_text on memory.tb_memory_entity is 'For the search.';
comment on trigger tr_852_copy_text on memory.tb_memory_entity is 'For the search.';
--! EndIncluded 0_schema/01_write_side/012_memory/0121_workspace/01218_search_text/012182_tr_copy_text.sql
--! Included 0_schema/01_write_side/012_memory/0121_workspace/01218_search_text/012183_fn_found_texts.sql
-- 012183  memory.found_texts()
-- The memories whose text fits a query, among those that the caller sees.

create or replace function memory.found_texts(org_id text, query text, wanted integer)
  returns table (memory bigint, score double precision)
  language plpgsql
  stable
as $$
declare
  v_schema constant name := specql_pattern.extension_schema('pg_trgm');
  v_words  constant tsquery := plainto_tsquery('english', query);
  -- Every character stands for itself.
  v_part   constant text := '%' || regexp_replace(query, '([\\%_])', '\\\1', 'g') || '%';
  v_threshold constant text := coalesce(current_setting('pg_trgm.word_similarity_threshold', true), '0.6');
  v_like   boolean;
  v_count  bigint;
begin
  -- First by words and parts; only where these find too little, by what is written alike. More than 10,000 are not ranked.
  perform set_config('pg_trgm.word_similarity_threshold', '0.45', true);
  foreach v_like in array array[false, true] loop
    return query execute format(
      'select f.memory, f.score
       from (
         select t.pk_search_text as memory,
           ts_rank(t.search_vector, $2)::double precision
             + %1$I.word_similarity($1, left(t.content, 2000))
             + case when t.content ilike $3 then 1 else 0 end as score
         from (
           select s.pk_search_text, s.search_vector, s.content
           from memory.tb_search_text as s
             -- Only what the caller sees is joined: row-level security stands on this side.
             join memory.tb_memory_entity as e on e.pk_memory_entity = s.pk_search_text
           where %2$s and e.org_id = $4
           limit 10000
         ) as t
       ) as f
       order by f.score desc, f.memory desc
       limit $5',
      v_schema,
      case when v_like
        then format('$1 operator(%1$I.<%%) s.content and not (s.search_vector @@ $2 or s.content ilike $3)', v_schema)
        else '(s.search_vector @@ $2 or s.content ilike $3)'
      end)
    using query, v_words, v_part, org_id, wanted - coalesce(v_count, 0);
    get diagnostics v_count = row_count;
    exit when v_count >= wanted;
  end loop;
  perform set_config('pg_trgm.word_similarity_threshold', v_threshold, true);
end;
$$;

comment on function memory.found_texts(text, text, integer) is
  'Full text (English stems, all words) or the query as a part of the text, whatever its case; then, while fewer than wanted are '
  'found, texts with words that are spelled alike. %, _ and \ are plain characters.';
--! EndIncluded 0_schema/01_write_side/012_memory/0121_workspace/01218_search_text/012183_fn_found_texts.sql
--! Included 0_schema/01_write_side/012_memory/0121_workspace/01218_search_text/012184_fn_index_memories.sql
-- 012184  memory.index_memories()
-- Makes searchable what a bulk import brought.

create or replace function memory.index_memories()
  returns bigint
  language plpgsql
  volatile
  set maintenance_work_mem = '256MB'
  set jit = off
as $$
declare
  -- An index is built in a fraction of the time that it takes to fill one row by row.
  v_anew  constant boolean := (select count(*) from (select from memory.tb_search_text limit 10001) as t) <= 10000
    and (select count(*) from (select from memory.tb_memory_entity limit 50001) as e) > 50000;
  v_count bigint;
begin
  perform common.refuse_partial_sight();
  if v_anew then
    drop index if exists memory.ix_tb_search_text__content, memory.ix_tb_search_text__search_vector;
  end if;
  insert into memory.tb_search_text (pk_search_text, content)
  select e.pk_memory_entity, e.content
  from memory.tb_memory_entity as e
  where e.content is not null
    and not exists (select from memory.tb_search_text as t where t.pk_search_text = e.pk_memory_entity)
  on conflict on constraint pk_tb_search_text do nothing;
  get diagnostics v_count = row_count;
  if v_anew then
    perform memory.make_search_indexes();
  end if;
  return v_count;
end;
$$;

comment on function memory.index_memories() is
  'Copies the texts that are not in memory.tb_search_text yet, and returns how many. Where nearly all are new the indexes are built '
  'anew; searches wait for that. SG405: the caller does not see all memories.';
--! EndIncluded 0_schema/01_write_side/012_memory/0121_workspace/01218_search_text/012184_fn_index_memories.sql
--! Included 0_schema/01_write_side/012_memory/0121_workspace/01218_search_text/012185_fn_make_search_indexes.sql
-- 012185  memory.make_search_indexes()
-- The two indexes that a search reads.

create or replace function memory.make_search_indexes()
  returns void
  language plpgsql
  volatile
as $$
begin
  -- The extension may lie in any schema. A short list of pending entries: each search reads it from end to end.
  execute format(
    'create index if not exists ix_tb_search_text__content on memory.tb_search_text using gin (content %I.gin_trgm_ops) with (gin_pending_list_limit = 1024)',
    specql_pattern.extension_schema('pg_trgm'));
  create index if not exists ix_tb_search_text__search_vector on memory.tb_search_text using gin (search_vector)
    with (gin_pending_list_limit = 1024);
  comment on index memory.ix_tb_search_text__content is 'For parts of words, and for words written otherwise.';
  comment on index memory.ix_tb_search_text__search_vector is 'For words.';
end;
$$;

comment on function memory.make_search_indexes() is 'Makes the indexes of memory.tb_search_text that are not there.';

select memory.make_search_indexes();
--! EndIncluded 0_schema/01_write_side/012_memory/0121_workspace/01218_search_text/012185_fn_make_search_indexes.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01241_legacy_row/012411_tb_legacy_row.sql
-- 012411  memory.tb_legacy_row
-- Rows of memory files whose table has no counterpart.

create table if not exists memory.tb_legacy_row (
  pk_legacy_row bigint generated always as identity,
  id            uuid not null default gen_random_uuid(),
  source_table  text collate "C" not null,
  row_key       text collate "C" not null,
  identifier    text generated always as (source_table || '.' || row_key) stored,
  position      bigint not null,
  row           jsonb not null,
  org_id        text generated always as (
    case when jsonb_typeof(row -> 'org_id') = 'string' then row ->> 'org_id' end
  ) stored,
  import_run    bigint,
  legacy        jsonb,
  created_at    timestamptz not null default clock_timestamp(),
  created_by    text not null default common.current_actor(),
  updated_at    timestamptz not null default clock_timestamp(),
  updated_by    text not null default common.current_actor(),
  constraint pk_tb_legacy_row primary key (pk_legacy_row),
  constraint uq_tb_legacy_row__id unique (id),
  constraint uq_tb_legacy_row__row_key unique (source_table, row_key)
);

comment on table memory.tb_legacy_row is
  'A row of a memory file whose table nobody planned: kept whole, cell by cell, so that nothing is lost.';
comment on column memory.tb_legacy_row.pk_legacy_row is 'Internal key, used by joins.';
comment on column memory.tb_legacy_row.id is 'Public key.';
comment on column memory.tb_legacy_row.source_table is 'Table of the file.';
comment on column memory.tb_legacy_row.row_key is 'Key of the row there.';
comment on column memory.tb_legacy_row.identifier is 'Name for humans: table and key.';
comment on column memory.tb_legacy_row.position is 'Place in the file.';
comment on column memory.tb_legacy_row.row is 'The row, by cell.';
comment on column memory.tb_legacy_row.org_id is 'The organisation that the row names, if it names one.';
comment on column memory.tb_legacy_row.import_run is 'The import that brought it; null where none did.';
comment on column memory.tb_legacy_row.legacy is 'What the file said of a row that was changed since (base).';
comment on column memory.tb_legacy_row.created_at is 'When the row was made.';
comment on column memory.tb_legacy_row.created_by is 'Who made the row.';
comment on column memory.tb_legacy_row.updated_at is 'When the row was last changed.';
comment on column memory.tb_legacy_row.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_legacy_row on memory.tb_legacy_row is 'the internal key is unique';
comment on constraint uq_tb_legacy_row__id on memory.tb_legacy_row is 'the public key is unique';
comment on constraint uq_tb_legacy_row__row_key on memory.tb_legacy_row is 'a row of a legacy table is kept once';

alter table memory.tb_legacy_row enable row level security;
alter table memory.tb_legacy_row force row level security;
drop policy if exists po_tb_legacy_row__org on memory.tb_legacy_row;
create policy po_tb_legacy_row__org on memory.tb_legacy_row
  using ((select common.sees_all_orgs()) or org_id = any ((select common.current_orgs())::text[]));
comment on policy po_tb_legacy_row__org on memory.tb_legacy_row is
  'Rows of the caller''s organisations; a row without one is seen by who sees all.';

select specql_audit.audit_table('memory.tb_legacy_row');
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01241_legacy_row/012411_tb_legacy_row.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/012441_fn_cell_value.sql
-- 012441  memory.cell_value()
-- The value of a cell for a column of a kind, and what had to be done to it.

create or replace function memory.cell_value(kind text, cell jsonb, zone text, field text, out value jsonb, out why text)
  language plpgsql
  stable
as $$
declare
  v_kind constant text := jsonb_typeof(cell);
  v_text constant text := cell #>> '{}';
begin
  if coalesce(v_kind, 'null') = 'null' then
    return;
  end if;
  if kind = 'text' then
    value := to_jsonb(memory.text_of_cell(cell));
    why := case when v_kind <> 'string' then 'a text belongs here' end;
  elsif kind = 'scalar' then
    value := case when v_kind in ('string', 'number') then cell else to_jsonb(memory.text_of_cell(cell)) end;
    why := case when v_kind not in ('string', 'number') then 'a number or a text belongs here' end;
  elsif kind = 'json' then
    value := case
      when v_kind <> 'string' then to_jsonb(memory.text_of_cell(cell))
      when v_text = '' then null
      else memory.json_of_text(v_text)
    end;
    why := case
      when v_kind <> 'string' then 'JSON belongs here'
      when jsonb_typeof(value) = 'string' and left(btrim(v_text, E' \t\r\n'), 1) <> '"' then 'this is no JSON, and is kept as a text'
    end;
  elsif kind in ('time', 'stamp') then
    value := to_jsonb(memory.time_of_cell(cell, zone, field));
    why := case when v_kind = 'number' then 'a time belongs here; read as seconds or milliseconds since 1970' end;
  elsif kind = 'real' then
    value := memory.number_of_cell(cell, false, field);
    why := case when v_kind = 'string' then 'a number belongs here' end;
  else
    value := memory.number_of_cell(cell, true, field);
    why := case
      when v_kind = 'string' then 'a number belongs here'
      when value is distinct from cell then 'a whole number belongs here'
    end;
    if kind <> 'int' and value is distinct from trim_scale((value #>> '{}')::numeric)::text::jsonb
      or kind <> 'int' and v_kind = 'number' and value <> cell
    then
      perform memory.refuse_cell(field, cell, 'a whole number');
    end if;
  end if;
end;
$$;

comment on function memory.cell_value(text, jsonb, text, text) is
  'The value as the column takes it, and why it is not what the file has, where somebody should know. SG122: no value can be made of it.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/012441_fn_cell_value.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/012442_fn_refuse_cell.sql
-- 012442  memory.refuse_cell()
-- Says which cell has what it cannot have.

create or replace function memory.refuse_cell(field text, cell jsonb, wanted text)
  returns void
  language plpgsql
  immutable
as $$
begin
  raise exception using
    errcode = 'SG122',
    message = format('%s must be %s', coalesce(field, 'a cell'), wanted),
    detail = format('It is %s.', left(coalesce(cell::text, 'missing'), 80)),
    hint = 'Correct the value. A row of a file can also be imported with --quarantine and mended here.',
    column = coalesce(field, '');
end;
$$;

comment on function memory.refuse_cell(text, jsonb, text) is 'Raises SG122 for a cell that no value can be made of.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/012442_fn_refuse_cell.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/012443_fn_text_of_cell.sql
-- 012443  memory.text_of_cell()
-- Any cell as a text.

create or replace function memory.text_of_cell(cell jsonb)
  returns text
  language plpgsql
  immutable
as $$
declare
  v_bytes bytea;
begin
  if jsonb_typeof(cell) <> 'object' then
    return cell #>> '{}';
  end if;
  if cell ? '$real' then
    return cell ->> '$real';
  end if;
  if not cell ? '$base64' then
    return cell::text;
  end if;
  begin
    v_bytes := decode(cell ->> '$base64', 'base64');
    -- A text cannot hold a zero byte; the file's cell keeps it.
    return convert_from(decode(replace(regexp_replace(encode(v_bytes, 'hex'), '(..)', '\1 ', 'g'), '00 ', ''), 'hex'), 'UTF8');
  exception when character_not_in_repertoire or untranslatable_character or invalid_parameter_value or invalid_text_representation then
    return cell ->> '$base64';
  end;
end;
$$;

comment on function memory.text_of_cell(jsonb) is
  'The text; of bytes the UTF-8 text without zero bytes, or base64 where they are none; of a number its digits.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/012443_fn_text_of_cell.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/012444_fn_json_of_text.sql
-- 012444  memory.json_of_text()
-- The JSON that a text is, or the text itself as JSON.

create or replace function memory.json_of_text(value text)
  returns jsonb
  language plpgsql
  immutable
as $$
begin
  return value::jsonb;
exception when invalid_text_representation or untranslatable_character or numeric_value_out_of_range or statement_too_complex then
  return to_jsonb(value);
end;
$$;

comment on function memory.json_of_text(text) is 'The JSON, or a JSON string where the text is none.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/012444_fn_json_of_text.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/012445_fn_time_of_cell.sql
-- 012445  memory.time_of_cell()
-- The point in time that a cell means.

create or replace function memory.time_of_cell(cell jsonb, zone text, field text)
  returns timestamptz
  language plpgsql
  stable
as $$
declare
  v_text constant text := btrim(cell #>> '{}');
begin
  if jsonb_typeof(cell) not in ('string', 'number') then
    perform memory.refuse_cell(field, cell, 'a time');
  elsif v_text = '' then
    return null;
  elsif jsonb_typeof(cell) = 'number' then
    -- Seconds reach the year 5138 with eleven digits; what is larger are milliseconds.
    return to_timestamp(case when abs(v_text::numeric) < 1e11 then v_text::numeric else v_text::numeric / 1000 end::double precision);
  elsif v_text ~ '^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?)?$' then
    return v_text::timestamp at time zone zone;
  elsif v_text ~ '^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)? ?([Zz]|[+-]\d\d(:?\d\d)?)$' then
    return v_text::timestamptz;
  end if;
  perform memory.refuse_cell(field, cell, 'a time');
exception when datetime_field_overflow or invalid_datetime_format or invalid_time_zone_displacement_value or numeric_value_out_of_range then
  perform memory.refuse_cell(field, cell, 'a time');
end;
$$;

comment on function memory.time_of_cell(jsonb, text, text) is
  'ISO 8601, with or without a time of day, with or without a zone (then the given one); a number counts from 1970. Null for an '
  'empty text. SG122: something else.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/012445_fn_time_of_cell.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/012446_fn_number_of_cell.sql
-- 012446  memory.number_of_cell()
-- The number that a cell means.

create or replace function memory.number_of_cell(cell jsonb, whole boolean, field text)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_text constant text := btrim(coalesce(cell ->> '$real', cell #>> '{}'));
begin
  if jsonb_typeof(cell) not in ('number', 'string') and not (cell ? '$real' and not whole)
    or v_text !~ '^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,5})?$' and not (v_text in ('Infinity', '-Infinity', 'NaN') and cell ? '$real')
  then
    perform memory.refuse_cell(field, cell, case when whole then 'a whole number' else 'a number' end);
  end if;
  if whole then
    return to_jsonb(round(v_text::numeric)::bigint);
  end if;
  return to_jsonb(v_text::double precision);
exception when numeric_value_out_of_range then
  perform memory.refuse_cell(field, cell, case when whole then 'a whole number of 64 bits' else 'a number' end);
end;
$$;

comment on function memory.number_of_cell(jsonb, boolean, text) is
  'A whole number of 64 bits, or a floating-point one, from a number or from a text of digits. SG122: something else.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/012446_fn_number_of_cell.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/012447_fn_raw_cells.sql
-- 012447  memory.raw_cells()
-- The cells that are to be kept verbatim, because the columns alone would read otherwise.

create or replace function memory.raw_cells(content jsonb, cells jsonb)
  returns jsonb
  language sql
  immutable
as $$
  select jsonb_object_agg(c.key, c.value)
  from jsonb_each(content) as c
  where (cells -> c.key)::text is distinct from c.value::text;
$$;

comment on function memory.raw_cells(jsonb, jsonb) is
  'The cells of content that differ from cells, in wording too; null where none does.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/012447_fn_raw_cells.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/012448_fn_held_cells.sql
-- 012448  memory.held_cells()
-- The column legacy of an imported row.

create or replace function memory.held_cells(raw jsonb, extra jsonb, base jsonb)
  returns jsonb
  language sql
  immutable
as $$
  select nullif(
    case when raw <> '{}' then jsonb_build_object('raw', raw) else '{}' end ||
    case when extra <> '{}' then jsonb_build_object('extra', extra) else '{}' end ||
    case when base <> '{}' then jsonb_build_object('base', base) else '{}' end, '{}');
$$;

comment on function memory.held_cells(jsonb, jsonb, jsonb) is 'What is there of the three as one object; null where nothing is.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/012448_fn_held_cells.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/01244F_fn_refuse_row.sql
-- 01244F  memory.refuse_row()
-- Leaves a row to be taken by itself.

create or replace function memory.refuse_row(content jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
begin
  perform memory.refuse_cell(null, content, 'looked at one by one');
  return null;
end;
$$;

comment on function memory.refuse_row(jsonb) is 'Raises SG122, so that a statement for many rows fails; typed as the column legacy.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/01244F_fn_refuse_row.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/012449_fn_load_statement.sql
-- 012449  memory.load_statement()
-- The statement that writes a batch of rows at once.

create or replace function memory.load_statement(source_table text, cells text[], zone text, replace boolean)
  returns text
  language plpgsql
  stable
as $$
declare
  v record;
begin
  select
    c.table_name,
    string_agg(format('%I', c.column_name), ', ' order by c.place) as columns,
    string_agg(format('c.%I', c.column_name), ', ' order by c.place) as chosen,
    string_agg(format('%s as %I', case
        when c.cell is null then case c.kind when 'stamp' then 'clock_timestamp()' else 'null::' || c.type end
        else format(case c.kind
          when 'text' then 's.content ->> %1$L'
          when 'scalar' then 'nullif(s.content -> %1$L, ''null'')'
          when 'json' then '(nullif(s.content ->> %1$L, ''''))::jsonb'
          when 'real' then '(s.content ->> %1$L)::double precision'
          when 'time' then v_t.time
          when 'stamp' then 'coalesce(' || v_t.time || ', clock_timestamp())'
          else '(s.content ->> %1$L)::bigint'
        end, c.cell, c.column_name)
      end, c.column_name), ', ' order by c.place) as typed,
    -- What the column would not read again as the file has it. A text, a whole number and a scalar always do.
    string_agg(format(case c.kind
        when 'json' then 'case when c.%2$I::text is distinct from s.content ->> %1$L then jsonb_build_object(%1$L, s.content -> %1$L) else ''{}'' end'
        when 'real' then 'case when memory.real_cell(c.%2$I)::text is distinct from nullif(s.content -> %1$L, ''null'')::text '
          'then jsonb_build_object(%1$L, s.content -> %1$L) else ''{}'' end'
        else 'case when memory.time_cell(c.%2$I) is distinct from s.content ->> %1$L then jsonb_build_object(%1$L, s.content -> %1$L) else ''{}'' end'
      end, c.cell, c.column_name), ' || ' order by c.place)
      filter (where c.cell is not null and c.kind in ('json', 'real', 'time', 'stamp')) as raw,
    coalesce(string_agg(format(case
        when c.kind in ('text', 'json', 'time', 'stamp') then 'jsonb_typeof(s.content -> %L) in (''string'', ''null'')'
        else 'jsonb_typeof(s.content -> %L) in (''number'', ''null'')'
      end, c.cell), ' and ' order by c.place) filter (where c.cell is not null and c.kind <> 'scalar'), 'true') as as_expected,
    coalesce(array_agg(c.cell) filter (where c.cell is not null), '{}') as known,
    max(c.column_name) filter (where c.kind = 'id') as key,
    string_agg(format('%1$I = excluded.%1$I', c.column_name), ', ') filter (where c.kind not in ('id', 'stamp')) as updated
  into v
  from (
    select k.*, case k.kind when 'text' then 'text' when 'time' then 'timestamptz' when 'real' then 'double precision'
      when 'json' then 'jsonb' when 'scalar' then 'jsonb' else 'bigint' end as type
    from memory.known_cells(load_statement.source_table, load_statement.cells) as k
  ) as c
  cross join (select
    'case when s.content ->> %1$L like ''____-__-__ __:__:__'' then ' || case when zone in ('UTC', 'Etc/UTC')
      then '((s.content ->> %1$L) || ''+00'')::timestamptz' else format('(s.content ->> %%1$L)::timestamp at time zone %L', zone) end
    || ' else memory.time_of_cell(nullif(s.content -> %1$L, ''null''), ' || quote_literal(zone) || ', %1$L) end' as time
  ) as v_t
  group by c.table_name;

  return format(
    'insert into memory.%1$I (%2$s, shape, import_run, legacy, created_by, updated_by)
     select %3$s, $2, $3,
       case
         when s.content - ($5 || %4$L::text[]) <> ''{}'' or not s.content ?& %4$L::text[] or not (%5$s) then memory.refuse_row(s.content)
         else %7$s
       end,
       $4, $4
     from jsonb_to_recordset($1) as s (key text, content jsonb)
       cross join lateral (select %8$s offset 0) as c
       cross join lateral (select %6$s as raw offset 0) as w',
    'tb_' || v.table_name, v.columns, v.chosen, v.known, v.as_expected, coalesce(v.raw, '''{}''::jsonb'),
    case when cells <@ v.known then 'case when w.raw <> ''{}'' then jsonb_build_object(''raw'', w.raw) end'
      else format('memory.held_cells(w.raw, s.content - %L::text[], null)', v.known) end,
    v.typed
  ) || case when replace then format(
    ' on conflict (%I) do update set %s, shape = excluded.shape, '
    'legacy = coalesce(excluded.legacy, ''{}'') || jsonb_build_object(''load'', jsonb_build_object('
    '''created_at'', excluded.created_at, ''updated_at'', excluded.updated_at))', v.key, v.updated) else '' end;
end;
$$;

comment on function memory.load_statement(text, text[], text, boolean) is
  'Parameters of the statement: rows as [{key, content}], shape, run, actor, and the cells without a column. It fails where a value '
  'needs to be looked at; then the batch is halved until single rows remain. With replace rows that are there take the new values.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/012449_fn_load_statement.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/01244A_fn_load_part.sql
-- 01244A  memory.load_part()
-- Writes rows at once; where that fails, half by half, and at last one by one.

create or replace function memory.load_part(
  source_table text,
  rows         jsonb,
  statement    text,
  shape        bigint,
  unknown      text[],
  run          bigint,
  options      jsonb
)
  returns jsonb
  language plpgsql
  volatile
  -- Every row is another: remembering what came of one costs and never helps.
  set enable_memoize = off
  set jit = off
as $$
declare
  v_count constant integer := jsonb_array_length(rows);
begin
  if v_count = 0 then
    return '[]';
  end if;
  begin
    execute statement using rows, shape, run, common.current_actor(), unknown;
    return '[]';
  exception when
    sqlstate 'SG122' or unique_violation or foreign_key_violation or not_null_violation or check_violation
    or cardinality_violation or invalid_text_representation or invalid_datetime_format or datetime_field_overflow
    or numeric_value_out_of_range or untranslatable_character or statement_too_complex
  then
    null; -- which row it was is found below
  end;
  if v_count = 1 then
    return jsonb_build_array(memory.load_row(source_table, rows -> 0, shape, run, options));
  end if;
  return memory.load_part(source_table, jsonb_path_query_array(rows, format('$[0 to %s]', v_count / 2 - 1)::jsonpath),
      statement, shape, unknown, run, options)
    || memory.load_part(source_table, jsonb_path_query_array(rows, format('$[%s to last]', v_count / 2)::jsonpath),
      statement, shape, unknown, run, options);
end;
$$;

comment on function memory.load_part(text, jsonb, text, bigint, text[], bigint, jsonb) is
  'Returns what became of the rows that were taken by themselves; the others went in as they are.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/01244A_fn_load_part.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/01244B_fn_load_row.sql
-- 01244B  memory.load_row()
-- Writes one row, cell by cell, and says what had to be done to it.

create or replace function memory.load_row(source_table text, source_row jsonb, shape bigint, run bigint, options jsonb)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_content constant jsonb := source_row -> 'content';
  v_zone    constant text := coalesce(options ->> 'zone', 'UTC');
  v_put     constant boolean := options ->> 'mode' = 'put';
  v_table   text;
  v_cell    record;
  v_values  jsonb := '{}';
  v_changes jsonb := '[]';
  v_value   record;
  v_extra   jsonb := v_content;
  v_old     jsonb;
  v_before  jsonb;
  v_base    jsonb;
  v_cells   jsonb;
  v_columns text;
  v_key     text;
  v_culprit text;
  v_message text;
  v_detail  text;
  v_code    text;
begin
  for v_cell in
    select k.*
    from memory.known_cells(load_row.source_table, array(select jsonb_object_keys(v_content))) as k
    order by k.place
  loop
    v_table := v_cell.table_name;
    v_value := memory.cell_value(v_cell.kind, v_content -> v_cell.cell, v_zone, v_cell.cell);
    if v_cell.kind = 'id' then
      v_key := v_cell.column_name;
      if v_value.value is null then
        perform memory.refuse_cell('id', v_content -> 'id', 'a whole number');
      end if;
    elsif v_cell.parent is not null then
      perform memory.refuse_orphan(v_cell.cell, v_cell.parent, (v_value.value #>> '{}')::bigint, v_cell.kind = 'ref');
    end if;
    v_values := v_values || jsonb_build_object(v_cell.column_name, case
      when v_cell.kind = 'stamp' then coalesce(v_value.value, to_jsonb(clock_timestamp())) else v_value.value end);
    v_extra := case when v_cell.cell is null then v_extra else v_extra - v_cell.cell end;
    if v_value.why is not null then
      v_changes := v_changes || jsonb_build_array(jsonb_build_object(
        'field', v_cell.cell, 'old', v_content -> v_cell.cell, 'new', v_value.value, 'why', v_value.why));
    end if;
  end loop;

  execute format('select memory.%I(jsonb_populate_record(null::memory.%I, $1))', v_table || '_cells', 'tb_' || v_table)
  into v_cells
  using v_values;
  execute format(
    'select to_jsonb(t) from memory.%I as t where t.%I = $1 for no key update', 'tb_' || v_table, v_key)
  into v_old
  using (v_values ->> v_key)::bigint;
  execute format('select v.content from memory.%I as v where v.row_key = $1', 'lr_memory_' || source_table)
  into v_before
  using v_old ->> 'identifier';
  if v_put and v_old ->> 'import_run' is not null then
    -- What the last import said stays known, or the next one would take this row for the file's.
    v_base := v_before || coalesce(v_old #> '{legacy,base}', '{}');
    v_base := (select jsonb_object_agg(b.key, b.value) from jsonb_each(v_base) as b
      where (v_content -> b.key)::text is distinct from b.value::text);
  end if;
  v_values := v_values || jsonb_build_object(
    'shape', shape,
    'legacy', memory.held_cells(memory.raw_cells(v_content - array(select jsonb_object_keys(v_extra)), v_cells), v_extra, v_base)
  );

  if v_old is null then
    v_values := v_values || jsonb_build_object('import_run', run, 'created_by', common.current_actor(), 'updated_by', common.current_actor());
    select string_agg(format('%I', k), ', ') into v_columns from jsonb_object_keys(v_values) as k;
    execute format('insert into memory.%1$I (%2$s) select %2$s from jsonb_populate_record(null::memory.%1$I, $1)', 'tb_' || v_table, v_columns)
    using v_values;
  else
    v_values := jsonb_set(
      case when v_values -> 'legacy' = 'null' then v_values || '{"legacy": {}}' else v_values end, '{legacy,load}',
      jsonb_build_object('created_at', v_values -> 'created_at', 'updated_at', v_values -> 'updated_at'));
    select string_agg(format('%1$I = n.%1$I', k), ', ') into v_columns from jsonb_object_keys(v_values) as k where k <> v_key;
    execute format('update memory.%1$I as t set %2$s from jsonb_populate_record(null::memory.%1$I, $1) as n where t.%3$I = n.%3$I',
      'tb_' || v_table, v_columns, v_key)
    using v_values;
  end if;
  return jsonb_build_object('outcome', case when v_changes <> '[]' then 'changed' when v_old is null then 'imported' else 'updated' end,
    'row', source_row, 'changes', nullif(v_changes, '[]'), 'old', v_before);
exception when sqlstate 'SG122' or sqlstate 'SG220' or unique_violation or foreign_key_violation or check_violation then
  if v_put then
    raise;
  end if;
  get stacked diagnostics v_code = returned_sqlstate, v_message = message_text, v_detail = pg_exception_detail, v_culprit = column_name;
  return jsonb_build_object('outcome', 'rejected', 'row', source_row,
    'code', case v_code when '23505' then 'SG316' when '23503' then 'SG220' when '23514' then 'SG122' else v_code end,
    'field', nullif(v_culprit, ''),
    'reason', case when v_code = '23505' then 'the number is taken by another row' else v_message end,
    'detail', case when v_code like 'SG%' then v_detail end);
end;
$$;

comment on function memory.load_row(text, jsonb, bigint, bigint, jsonb) is
  '{outcome, row, changes} or {outcome: rejected, row, code, field, reason, detail}; in mode put what is wrong is raised.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/01244B_fn_load_row.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/01244C_fn_refuse_orphan.sql
-- 01244C  memory.refuse_orphan()
-- A row whose parent is missing names it.

create or replace function memory.refuse_orphan(field text, parent text, number bigint, needed boolean)
  returns void
  language plpgsql
  stable
as $$
declare
  v_there boolean := not needed;
begin
  if number is not null then
    execute format('select exists (select from memory.%I as p where p.%I = $1)', 'tb_' || parent, 'pk_' || parent)
    into v_there
    using number;
  end if;
  if not v_there then
    raise exception using
      errcode = 'SG220',
      message = format('%s names no %s', field, replace(parent, '_', ' ')),
      detail = format('There is no %s with the id %s, in the file or here.', replace(parent, '_', ' '), coalesce(number::text, 'null')),
      hint = 'Add the row that it belongs to, or correct the reference.',
      column = field;
  end if;
end;
$$;

comment on function memory.refuse_orphan(text, text, bigint, boolean) is 'SG220 where there is no such row; a reference that is not needed may be empty.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/01244C_fn_refuse_orphan.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/01244D_fn_judged_rows.sql
-- 01244D  memory.judged_rows()
-- What is to be done with each row of a batch.

create or replace function memory.judged_rows(source_table text, rows jsonb)
  returns table (verdict text, row_key text, source_row jsonb, old_content jsonb)
  language plpgsql
  stable
as $$
declare
  v_table  text;
  v_key    text;
  v_orphan text;
begin
  select max(c.table_name), max(c.column_name) filter (where c.kind = 'id'),
    string_agg(format(
      ' or (s.content ->> %1$L ~ ''^-?\d{1,18}$'' and not exists (select from memory.%2$I as p where p.%3$I = (s.content ->> %1$L)::bigint))',
      c.cells[1], 'tb_' || c.parent, 'pk_' || c.parent), '') filter (where c.parent is not null)
  into v_table, v_key, v_orphan
  from memory.source_columns(judged_rows.source_table) as c;

  return query execute format(
    'select case
         when s.nth > 1 then ''twice''
         when t.identifier is null then case when false %3$s then ''orphan'' else ''new'' end
         when v.content::text = s.content::text or (v.content || (t.legacy -> ''base''))::text = s.content::text then ''unchanged''
         when t.import_run is null or t.legacy ? ''base'' then ''newer''
         else ''other''
       end, s.key, s.source_row, v.content
     from (
       select e.source_row ->> ''key'' as key, e.source_row -> ''content'' as content, e.source_row,
         row_number() over (partition by e.source_row ->> ''key'' order by e.place) as nth
       from jsonb_array_elements($1) with ordinality as e (source_row, place)
     ) as s
     left join memory.%1$I as t on t.identifier = s.key
     left join memory.%2$I as v on v.row_key = s.key',
    'tb_' || v_table, 'lr_memory_' || source_table, coalesce(v_orphan, ''))
  using rows;
end;
$$;

comment on function memory.judged_rows(text, jsonb) is
  'Per row: new; orphan; unchanged (as the database has it, or as the last import brought it); other (only the file changed); newer '
  '(the database changed too, or made the row itself); twice (the key stood before in this batch).';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/01244D_fn_judged_rows.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/01244E_fn_load_rows.sql
-- 01244E  memory.load_rows()
-- Takes a batch of rows of a memory file.

create or replace function memory.load_rows(
  run           bigint,
  source_table  text,
  first_ordinal bigint,
  rows          jsonb,
  options       jsonb
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_put       constant boolean := options ->> 'mode' = 'put';
  v_zone      constant text := coalesce(options ->> 'zone', 'UTC');
  v_count     constant integer := jsonb_array_length(rows);
  v_cells     text[];
  v_shape     bigint;
  v_unknown   text[];
  v_statement text;
  v_outcomes  jsonb := '[]';
  v_counts    jsonb;
  v_some      boolean;
begin
  if not exists (select from memory.source_columns(load_rows.source_table)) then
    return memory.load_legacy_rows(run, source_table, first_ordinal, rows, options);
  end if;
  if v_count = 0 then
    return '{"imported": 0, "updated": 0, "unchanged": 0, "changed": 0, "rejected": 0}';
  end if;
  v_cells := array(select jsonb_object_keys(rows #> '{0,content}'));
  v_shape := memory.shape_of(source_table, v_cells, not v_put);
  v_unknown := array(
    select c from unnest(v_cells) as c
    where c not in (select k.cell from memory.known_cells(load_rows.source_table, v_cells) as k where k.cell is not null)
  );

  if v_put then
    select jsonb_agg(memory.load_row(
      load_rows.source_table, r.source_row,
      memory.shape_of(load_rows.source_table, array(select jsonb_object_keys(r.source_row -> 'content')), false), run, options))
    into v_outcomes
    from jsonb_array_elements(load_rows.rows) as r (source_row);
  else
    execute format('select exists (select from memory.%I as v where v.row_key = any ($1))', 'lr_memory_' || source_table)
    into v_some
    using array(select r ->> 'key' from jsonb_array_elements(rows) as r);
    if not v_some then
      -- Nearly always all is new and as it should be.
      v_outcomes := memory.load_part(source_table, rows, memory.load_statement(source_table, v_cells, v_zone, false),
        v_shape, v_unknown, run, options);
    else
      v_outcomes := memory.load_among(run, source_table, rows, options, v_shape, v_unknown, v_cells);
    end if;
  end if;
  perform memory.raise_sequence(source_table, rows);
  return memory.note_outcomes(run, source_table, first_ordinal, rows, v_outcomes);
end;
$$;

comment on function memory.load_rows(bigint, text, bigint, jsonb, jsonb) is
  'The load function of the store memory: see specql_cutover.define_legacy_table(). Rows that are new and as they should be go in '
  'by one statement; others are taken by themselves. SG122, SG220, SG316: why rows are rejected, or, in mode put, refused.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/01244E_fn_load_rows.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01245_outcome/012451_fn_load_among.sql
-- 012451  memory.load_among()
-- Takes a batch some of whose rows are here: three ways are compared, the file then, the file now, and the database.

create or replace function memory.load_among(
  run          bigint,
  source_table text,
  rows         jsonb,
  options      jsonb,
  shape        bigint,
  unknown      text[],
  cells        text[]
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_zone    constant text := coalesce(options ->> 'zone', 'UTC');
  v_judged  jsonb;
  v_new     jsonb;
  v_changed jsonb;
  v_taken   jsonb;
  v_result  jsonb;
begin
  select
    coalesce(jsonb_agg(j.source_row) filter (where j.verdict = 'new'), '[]'),
    coalesce(jsonb_agg(j.source_row) filter (where j.verdict = 'other'), '[]'),
    coalesce(jsonb_agg(to_jsonb(j)) filter (where j.verdict not in ('new', 'unchanged')), '[]'),
    coalesce(jsonb_agg(jsonb_build_object('outcome', 'unchanged', 'row', jsonb_build_object('key', j.row_key)))
      filter (where j.verdict = 'unchanged'), '[]')
  into v_new, v_changed, v_judged, v_result
  from memory.judged_rows(load_among.source_table, load_among.rows) as j;

  v_result := v_result
    || memory.load_part(source_table, v_new, memory.load_statement(source_table, cells, v_zone, false), shape, unknown, run, options)
    || coalesce((
      select jsonb_agg(case j ->> 'verdict'
        when 'orphan' then memory.load_row(load_among.source_table, j -> 'source_row', load_among.shape, load_among.run, load_among.options)
        when 'twice' then jsonb_build_object('outcome', 'rejected', 'row', j -> 'source_row', 'code', 'SG316', 'field', 'id',
          'reason', 'the key stands twice in the file')
        else jsonb_build_object('outcome', 'rejected', 'row', j -> 'source_row', 'code', 'SG325', 'field', null,
          'reason', 'the row was changed here since the last import, and in the file too', 'detail', 'Here it is ' || left(j ->> 'old_content', 500))
        end)
      from jsonb_array_elements(v_judged) as j
      where j ->> 'verdict' <> 'other'
    ), '[]');

  v_taken := memory.load_part(source_table, v_changed, memory.load_statement(source_table, cells, v_zone, true), shape, unknown, run, options);
  return v_result || v_taken || coalesce((
    -- What went in by the statement is told here; what was taken by itself has said so.
    select jsonb_agg(jsonb_build_object('outcome', 'updated', 'row', j -> 'source_row', 'old', j -> 'old_content', 'changes', (
        select jsonb_agg(jsonb_build_object('field', c.key, 'old', j #> array['old_content', c.key], 'new', c.value, 'why', 'the file has changed')
          order by c.key)
        from jsonb_each(j #> '{source_row,content}') as c
        where c.value::text is distinct from (j #> array['old_content', c.key])::text
      )))
    from jsonb_array_elements(v_judged) as j
    where j ->> 'verdict' = 'other'
      and not exists (select from jsonb_array_elements(v_taken) as t where t #>> '{row,key}' = j ->> 'row_key')
  ), '[]') || '[]';
end;
$$;

comment on function memory.load_among(bigint, text, jsonb, jsonb, bigint, text[], text[]) is
  'What became of each row that was not simply imported: [{outcome, row, changes, old}]. SG325 is the reason of a row that both sides '
  'changed: it is rejected, never overwritten.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01245_outcome/012451_fn_load_among.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01245_outcome/012452_fn_raise_sequence.sql
-- 012452  memory.raise_sequence()
-- Numbers to come stand above those that a file brought; a sequence is never lowered.

create or replace function memory.raise_sequence(source_table text, rows jsonb)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_table    text;
  v_key      text;
  v_sequence text;
  v_largest  bigint;
  v_last     bigint;
begin
  select 'tb_' || c.table_name, c.column_name, pg_get_serial_sequence('memory.tb_' || c.table_name, c.column_name)
  into v_table, v_key, v_sequence
  from memory.source_columns(raise_sequence.source_table) as c
  where c.kind = 'id';
  if jsonb_array_length(rows) <= 100 then
    select max((r ->> 'key')::bigint) into v_largest from jsonb_array_elements(rows) as r where r ->> 'key' ~ '^\d{1,18}$';
  else
    -- Of many rows the index knows it without a look at each. A number with 19 digits has next to nothing above it.
    execute format('select max(t.%1$I) from memory.%2$I as t where t.%1$I < 1000000000000000000', v_key, v_table) into v_largest;
  end if;
  if v_largest is null or v_largest < 1 then
    return;
  end if;
  execute format('select s.last_value - case when s.is_called then 0 else 1 end from %s as s', v_sequence) into v_last;
  if v_last >= v_largest then
    return;
  end if;
  -- Two loads take turns, so that the larger number remains.
  perform pg_advisory_xact_lock(hashtextextended(v_sequence, 0));
  execute format('select s.last_value from %s as s', v_sequence) into v_last;
  if v_last < v_largest then
    perform setval(v_sequence, v_largest);
  end if;
end;
$$;

comment on function memory.raise_sequence(text, jsonb) is
  'Sets the sequence of the table to the largest key of the rows, or of the table where the rows are many, if it is below.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01245_outcome/012452_fn_raise_sequence.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01245_outcome/012453_fn_load_legacy_rows.sql
-- 012453  memory.load_legacy_rows()
-- Takes a batch of rows of a table that nobody planned.

create or replace function memory.load_legacy_rows(
  run           bigint,
  source_table  text,
  first_ordinal bigint,
  rows          jsonb,
  options       jsonb
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_put      constant boolean := options ->> 'mode' = 'put';
  v_actor    constant text := common.current_actor();
  v_outcomes jsonb;
begin
  -- Judged first, and written after: a statement sees what was there before it.
  with source as (
    select e.r ->> 'key' as row_key, e.r -> 'content' as content, e.r, e.place,
      row_number() over (partition by e.r ->> 'key' order by e.place) as nth
    from jsonb_array_elements(rows) with ordinality as e (r, place)
  ), judged as (
    select s.*, t.pk_legacy_row, t.row as old_row, case
        when s.nth > 1 then 'twice'
        when t.pk_legacy_row is null then 'new'
        when t.row::text = s.content::text or not v_put and (t.legacy -> 'base')::text = s.content::text then 'unchanged'
        when not v_put and (t.import_run is null or t.legacy ? 'base') then 'newer'
        else 'other'
      end as verdict
    from source as s
      left join memory.tb_legacy_row as t on t.source_table = load_legacy_rows.source_table and t.row_key = s.row_key
  ), added as (
    insert into memory.tb_legacy_row (source_table, row_key, position, row, import_run, created_by, updated_by)
    select load_legacy_rows.source_table, j.row_key,
      case when j.row_key ~ '^-?\d{1,18}$' then j.row_key::bigint
        else coalesce(first_ordinal, (select max(t.position) + 1 from memory.tb_legacy_row as t where t.source_table = load_legacy_rows.source_table), 1) + j.place - 1 end,
      j.content, run, v_actor, v_actor
    from judged as j
    where j.verdict = 'new'
  ), updated as (
    update memory.tb_legacy_row as t
    set row = j.content,
      -- What the last import said stays known, unless this is one.
      legacy = case when v_put and t.import_run is not null
        then jsonb_build_object('base', coalesce(t.legacy -> 'base', t.row)) end
    from judged as j
    where j.verdict = 'other' and t.pk_legacy_row = j.pk_legacy_row
  )
  select jsonb_agg(case j.verdict
      when 'unchanged' then jsonb_build_object('outcome', 'unchanged', 'row', jsonb_build_object('key', j.row_key))
      when 'other' then jsonb_build_object('outcome', 'updated', 'row', j.r, 'old', j.old_row, 'changes', (
        select jsonb_agg(jsonb_build_object('field', c.key, 'old', j.old_row -> c.key, 'new', c.value, 'why', 'the file has changed') order by c.key)
        from jsonb_each(j.content) as c
        where c.value::text is distinct from (j.old_row -> c.key)::text))
      when 'twice' then jsonb_build_object('outcome', 'rejected', 'row', j.r, 'code', 'SG316', 'field', null,
        'reason', 'the key stands twice in the file')
      else jsonb_build_object('outcome', 'rejected', 'row', j.r, 'code', 'SG325', 'field', null,
        'reason', 'the row was changed here since the last import, and in the file too', 'detail', 'Here it is ' || left(j.old_row::text, 500))
    end order by j.place) filter (where j.verdict <> 'new')
  into v_outcomes
  from judged as j;
  return memory.note_outcomes(run, source_table, first_ordinal, rows, coalesce(v_outcomes, '[]'));
end;
$$;

comment on function memory.load_legacy_rows(bigint, text, bigint, jsonb, jsonb) is
  'As memory.load_rows(), into memory.tb_legacy_row: every cell as it is.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01245_outcome/012453_fn_load_legacy_rows.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01245_outcome/012454_fn_note_outcomes.sql
-- 012454  memory.note_outcomes()
-- Counts what became of a batch, and notes what somebody should know.

create or replace function memory.note_outcomes(
  run           bigint,
  source_table  text,
  first_ordinal bigint,
  rows          jsonb,
  outcomes      jsonb
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_noted  jsonb;
  v_counts jsonb;
begin
  select jsonb_build_object(
    'imported', jsonb_array_length(rows) - count(*) filter (where o ->> 'outcome' <> 'imported'),
    'updated', count(*) filter (where o ->> 'outcome' = 'updated'),
    'unchanged', count(*) filter (where o ->> 'outcome' = 'unchanged'),
    'changed', count(*) filter (where o ->> 'outcome' = 'changed'),
    'rejected', count(*) filter (where o ->> 'outcome' = 'rejected'))
  into v_counts
  from jsonb_array_elements(outcomes) as o;

  if run is not null and (v_counts ->> 'updated')::bigint + (v_counts ->> 'changed')::bigint + (v_counts ->> 'rejected')::bigint > 0 then
    select jsonb_agg(
      (o - array['row', 'detail']) || jsonb_build_object(
        'source_table', source_table, 'key', o #> '{row,key}', 'line', o #> '{row,line}', 'row', o #> '{row,content}',
        'detail', o -> 'detail', 'hint', case when o ->> 'outcome' = 'rejected' then
          case o ->> 'code'
            when 'SG325' then 'Correct one side, or take the row over by hand.'
            when 'SG220' then 'Add the row that it belongs to, or correct the reference.'
            else 'Correct the row in the file, or mend it here.'
          end end,
        'ordinal', first_ordinal + p.place - 1))
    into v_noted
    from jsonb_array_elements(outcomes) as o
      left join (
        select e.r, max(e.place) as place from jsonb_array_elements(rows) with ordinality as e (r, place) group by e.r
      ) as p on p.r = o -> 'row'
    where o ->> 'outcome' in ('updated', 'changed', 'rejected');
    perform specql_cutover.note_rejects(run, coalesce(
      (select jsonb_agg(n) from jsonb_array_elements(v_noted) as n where n ->> 'outcome' = 'rejected'), '[]'));
    perform specql_cutover.note_changes(run, coalesce(
      (select jsonb_agg(n) from jsonb_array_elements(v_noted) as n where n ->> 'outcome' <> 'rejected'), '[]'));
  end if;
  return v_counts;
end;
$$;

comment on function memory.note_outcomes(bigint, text, bigint, jsonb, jsonb) is
  'The counts, which add up to the rows. Rejected, changed and updated rows are noted where there is a run.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01245_outcome/012454_fn_note_outcomes.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01245_outcome/012455_fn_remove_row.sql
-- 012455  memory.remove_row()
-- Removes a row by its key in the legacy file.

create or replace function memory.remove_row(source_table text, row_key text)
  returns boolean
  language plpgsql
  volatile
as $$
declare
  v_table text;
  v_count bigint;
begin
  select max(c.table_name) into v_table from memory.source_columns(remove_row.source_table) as c;
  if v_table is null then
    delete from memory.tb_legacy_row as t where t.source_table = remove_row.source_table and t.row_key = remove_row.row_key;
  else
    execute format('delete from memory.%I as t where t.identifier = $1', 'tb_' || v_table) using row_key;
  end if;
  get diagnostics v_count = row_count;
  return v_count > 0;
end;
$$;

comment on function memory.remove_row(text, text) is
  'True where there was one. What belongs to a memory or a decision goes with it; facts of a document stay without it.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01245_outcome/012455_fn_remove_row.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01246_input/012461_fn_checked_org.sql
-- 012461  memory.checked_org()
-- The organisation that a call is about, if it is one of the caller's.

create or replace function memory.checked_org(org_id text, needed boolean default true)
  returns text
  language plpgsql
  stable
as $$
declare
  v_orgs constant text[] := common.current_orgs();
begin
  if org_id is null or org_id = '' then
    if cardinality(v_orgs) = 1 then
      return v_orgs[1];
    elsif not needed then
      return null;
    end if;
    raise exception using
      errcode = 'SG102',
      message = 'org_id is missing',
      hint = case when cardinality(v_orgs) = 0 then 'Name the organisation.' else 'You act for several; name one of them.' end,
      column = 'org_id';
  end if;
  perform common.checked_text(org_id, 'org_id', 200);
  -- What belongs to others and what is not there are refused alike.
  if not (common.sees_all_orgs() or org_id = any (v_orgs)) then
    raise exception using
      errcode = 'SG405',
      message = 'this organisation is not yours',
      detail = case when cardinality(v_orgs) = 0 then 'You act for none.' else 'You act for ' || left(array_to_string(v_orgs, ', '), 200) || '.' end,
      hint = 'Leave org_id out, or use a token whose claim org_id names it.',
      column = 'org_id';
  end if;
  return org_id;
end;
$$;

comment on function memory.checked_org(text, boolean) is
  'The organisation; where none is named, the only one that the caller acts for. SG102: none is known. SG103: too long. SG405: it is '
  'not the caller''s.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01246_input/012461_fn_checked_org.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01246_input/012462_fn_input_value.sql
-- 012462  memory.input_value()
-- A value that somebody gives for a column of a kind.

create or replace function memory.input_value(kind text, value jsonb, field text)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_type constant text := jsonb_typeof(value);
begin
  if coalesce(v_type, 'null') = 'null' or kind = 'json' then
    return nullif(value, 'null');
  end if;
  if not (case kind
    when 'text' then v_type = 'string'
    when 'scalar' then v_type in ('string', 'number')
    when 'time' then v_type = 'string'
    else v_type = 'number'
  end) then
    raise exception using
      errcode = 'SG120',
      message = format('%s must be %s', field, case kind
        when 'text' then 'a text' when 'scalar' then 'a text or a number' when 'time' then 'a time' else 'a number' end),
      detail = format('It is %s.', left(value::text, 60)),
      column = field;
  end if;
  if v_type = 'string' then
    perform common.checked_text(value #>> '{}', field, case when field = 'content' then 10000000 when field like '%\_id' then 200 else 100000 end);
  end if;
  return case kind
    when 'text' then value
    when 'scalar' then value
    when 'time' then to_jsonb(memory.time_of_cell(value, 'UTC', field))
    when 'real' then memory.number_of_cell(value, false, field)
    else memory.whole_number(value, field)
  end;
end;
$$;

comment on function memory.input_value(text, jsonb, text) is
  'The value as the column takes it; null for null. SG120: of the wrong type. SG103: too long. SG122: no time, or no number of that size.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01246_input/012462_fn_input_value.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01246_input/012463_fn_whole_number.sql
-- 012463  memory.whole_number()
-- A whole number, and not one that is rounded.

create or replace function memory.whole_number(value jsonb, field text)
  returns jsonb
  language plpgsql
  immutable
as $$
begin
  if (value #>> '{}')::numeric <> trunc((value #>> '{}')::numeric) then
    perform memory.refuse_cell(field, value, 'a whole number');
  end if;
  return memory.number_of_cell(to_jsonb(trunc((value #>> '{}')::numeric)), true, field);
end;
$$;

comment on function memory.whole_number(jsonb, text) is 'The number, or SG122 where it has a fraction or more than 64 bits.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01246_input/012463_fn_whole_number.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01246_input/012464_fn_input_row.sql
-- 012464  memory.input_row()
-- The columns that a JSON object of named values gives.

create or replace function memory.input_row(source_table text, input jsonb, required text[], also text[] default '{}')
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_known text[];
  v_key   text;
  v_row   jsonb := '{}';
  v_column record;
begin
  if jsonb_typeof(input) is distinct from 'object' then
    raise exception using
      errcode = 'SG120',
      message = 'the input must be a JSON object',
      hint = format('It has %s.', array_to_string(required, ', ')),
      column = 'input';
  end if;
  v_known := array(
    select c.column_name from memory.source_columns(input_row.source_table) as c
    where c.kind not in ('id', 'stamp', 'ref', 'opt')
    order by c.place
  ) || also;
  select k into v_key from jsonb_object_keys(input) as k where k <> all (v_known) order by k limit 1;
  if found then
    raise exception using
      errcode = 'SG120',
      message = format('the input has an unknown key %s', quote_literal(left(v_key, 63))),
      hint = coalesce('Did you mean ' || common.closest(v_key, v_known) || '?', 'Known keys: ' || array_to_string(v_known, ', ') || '.'),
      column = left(v_key, 63);
  end if;
  for v_column in
    select c.column_name, c.kind from memory.source_columns(input_row.source_table) as c
    where input ? c.column_name and c.kind not in ('id', 'stamp', 'ref', 'opt')
  loop
    v_row := v_row || jsonb_build_object(v_column.column_name,
      memory.input_value(v_column.kind, input -> v_column.column_name, v_column.column_name));
  end loop;
  select k into v_key from unnest(required) as k where btrim(coalesce(v_row ->> k, input ->> k, '')) = '' limit 1;
  if found then
    raise exception using
      errcode = 'SG102',
      message = format('%s is missing', v_key),
      hint = 'Name it in the input.',
      column = v_key;
  end if;
  return v_row;
end;
$$;

comment on function memory.input_row(text, jsonb, text[], text[]) is
  'Values by column. SG120: no object, an unknown key, or a value of the wrong type. SG102: something that is needed is not there. '
  'SG103, SG122: a value does not fit.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01246_input/012464_fn_input_row.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01246_input/012465_fn_insert_row.sql
-- 012465  memory.insert_row()
-- Makes a row of values by column.

create or replace function memory.insert_row(table_name text, row_values jsonb)
  returns uuid
  language plpgsql
  volatile
as $$
declare
  v_columns text;
  v_id      uuid;
begin
  select string_agg(format('%I', k), ', ') into v_columns from jsonb_object_keys(row_values) as k;
  execute format(
    'insert into memory.%1$I (%2$s) select %2$s from jsonb_populate_record(null::memory.%1$I, $1) returning id',
    'tb_' || table_name, v_columns)
  into v_id
  using row_values;
  return v_id;
end;
$$;

comment on function memory.insert_row(text, jsonb) is 'The public key of the new row.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01246_input/012465_fn_insert_row.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01246_input/012466_fn_found_row.sql
-- 012466  memory.found_row()
-- The row of a public key, if the caller sees it.

create or replace function memory.found_row(table_name text, id uuid, field text)
  returns bigint
  language plpgsql
  stable
as $$
declare
  v_pk bigint;
begin
  if id is null then
    raise exception using
      errcode = 'SG102',
      message = format('%s is missing', field),
      hint = 'Give the id of the row.',
      column = field;
  end if;
  execute format('select t.%I from memory.%I as t where t.id = $1', 'pk_' || table_name, 'tb_' || table_name)
  into v_pk
  using id;
  if v_pk is null then
    -- What others have is not told from what nobody has.
    raise exception using
      errcode = case when table_name = 'memory_entity' then 'SG210' else 'SG212' end,
      message = format('there is no %s %s', case when table_name = 'memory_entity' then 'memory' else replace(table_name, '_', ' ') end, id),
      hint = 'Look for it in the view, or act for the organisation that it belongs to.',
      column = field;
  end if;
  return v_pk;
end;
$$;

comment on function memory.found_row(text, uuid, text) is
  'The internal key. SG102: no id. SG210: no such memory. SG212: no such row of another table.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01246_input/012466_fn_found_row.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01246_input/012467_fn_checked_list.sql
-- 012467  memory.checked_list()
-- A list in an input has elements of one kind, and not too many.

create or replace function memory.checked_list(input jsonb, field text, kind text)
  returns void
  language plpgsql
  immutable
as $$
begin
  if coalesce(input -> field, 'null') = 'null' then
    return;
  end if;
  if jsonb_typeof(input -> field) <> 'array' or exists (
    select from jsonb_array_elements(input -> field) as e where jsonb_typeof(e) <> kind
  ) then
    raise exception using
      errcode = 'SG120',
      message = format('%s must be a list of %s', field, case kind when 'string' then 'texts' else 'objects' end),
      column = field;
  end if;
  if jsonb_array_length(input -> field) > 1000 then
    raise exception using
      errcode = 'SG103',
      message = format('%s is too long', field),
      detail = format('It has %s elements; 1000 are allowed.', jsonb_array_length(input -> field)),
      column = field;
  end if;
end;
$$;

comment on function memory.checked_list(jsonb, text, text) is 'SG120: no list of that JSON type. SG103: more than 1000.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01246_input/012467_fn_checked_list.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01246_input/012468_fn_checked_uuid.sql
-- 012468  memory.checked_uuid()
-- A public key that stands in JSON.

create or replace function memory.checked_uuid(value jsonb, field text)
  returns uuid
  language plpgsql
  immutable
as $$
begin
  if coalesce(value, 'null') = 'null' then
    return null;
  end if;
  if jsonb_typeof(value) <> 'string'
    or (value #>> '{}') !~ '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$'
  then
    raise exception using
      errcode = 'SG120',
      message = format('%s must be an id', field),
      detail = format('It is %s.', left(value::text, 60)),
      hint = 'Give the id that the view shows.',
      column = field;
  end if;
  return (value #>> '{}')::uuid;
end;
$$;

comment on function memory.checked_uuid(jsonb, text) is 'The key, null for none, or SG120.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01246_input/012468_fn_checked_uuid.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01246_input/012469_fn_add_tag.sql
-- 012469  memory.add_tag()
-- Files a memory under a word, once.

create or replace function memory.add_tag(memory_id uuid, tag text)
  returns uuid
  language plpgsql
  volatile
as $$
declare
  v_memory constant bigint := memory.found_row('memory_entity', memory_id, 'memory_id');
  v_id     uuid;
begin
  if btrim(coalesce(tag, '')) = '' then
    raise exception using errcode = 'SG102', message = 'tag is missing', hint = 'Name the word.', column = 'tag';
  end if;
  perform common.checked_text(tag, 'tag', 200);
  -- Whoever tags the same memory waits for us, and then finds the tag.
  perform from memory.tb_memory_entity as e where e.pk_memory_entity = v_memory for no key update;
  select t.id into v_id
  from memory.tb_memory_tag as t
  where t.fk_memory_entity = v_memory and t.tag = add_tag.tag
  order by t.pk_memory_tag
  limit 1;
  if not found then
    insert into memory.tb_memory_tag (fk_memory_entity, tag) values (v_memory, add_tag.tag) returning id into v_id;
  end if;
  return v_id;
end;
$$;

comment on function memory.add_tag(uuid, text) is 'The public key of the tag. SG102, SG103: the tag. SG210: no such memory.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01246_input/012469_fn_add_tag.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01246_input/01246A_fn_add_relation.sql
-- 01246A  memory.add_relation()
-- Says how a memory relates to another, once for each kind of relation.

create or replace function memory.add_relation(source_id uuid, target_id uuid, relation jsonb)
  returns uuid
  language plpgsql
  volatile
as $$
declare
  v_source constant bigint := memory.found_row('memory_entity', source_id, 'source_id');
  v_target constant bigint := memory.found_row('memory_entity', target_id, 'target_id');
  v_row    constant jsonb := memory.input_row('memory_relations', relation - 'org_id', '{relation_type}');
  v_id     uuid;
begin
  perform common.checked_text(v_row ->> 'relation_type', 'relation_type', 200);
  -- Whoever relates the same memory waits for us, and then finds the relation.
  perform from memory.tb_memory_entity as e where e.pk_memory_entity = v_source for no key update;
  select r.id into v_id
  from memory.tb_memory_relation as r
  where r.fk_source = v_source and r.fk_target = v_target and r.relation_type = v_row ->> 'relation_type'
  order by r.pk_memory_relation
  limit 1;
  if not found then
    return memory.insert_row('memory_relation', v_row || jsonb_build_object('fk_source', v_source, 'fk_target', v_target,
      'org_id', (select e.org_id from memory.tb_memory_entity as e where e.pk_memory_entity = v_source)));
  end if;
  update memory.tb_memory_relation as r
  set strength = (v_row ->> 'strength')::double precision
  where r.id = v_id and v_row ->> 'strength' is not null and r.strength is distinct from (v_row ->> 'strength')::double precision;
  return v_id;
end;
$$;

comment on function memory.add_relation(uuid, uuid, jsonb) is
  'The public key of the relation {relation_type, strength}. SG102, SG103, SG120: the relation. SG210: a memory is not there.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01246_input/01246A_fn_add_relation.sql
--! Included 0_schema/02_query_side/022_memory/0221_workspace/02211_memory_entity/022111_tv_memory_entities.sql
-- 022111  app.memory_entities
-- A memory: something that was said, decided or learnt.

create or replace view app.memory_entities as
select
  r.id,
  r.pk_memory_entity as legacy_id,
  r.org_id,
  r.user_id,
  r.entity_type,
  r.content,
  r.importance,
  r.metadata,
  r.created_at,
  r.created_by,
  r.updated_at
from memory.tb_memory_entity as r;

comment on view app.memory_entities is
  E'@primaryKey id\n'
  '@orderBy legacy_id\n'
  'A memory: something that was said, decided or learnt.';
comment on column app.memory_entities.id is E'@notNull\nPublic key.';
comment on column app.memory_entities.legacy_id is E'@notNull\nIts number, also in a legacy file.';
comment on column app.memory_entities.org_id is 'The organisation that it belongs to.';
comment on column app.memory_entities.user_id is 'Who it came from.';
comment on column app.memory_entities.entity_type is 'What kind of memory it is, for example DecisionOutcome.';
comment on column app.memory_entities.content is 'What is remembered.';
comment on column app.memory_entities.importance is 'How important it is; 3 is ordinary.';
comment on column app.memory_entities.metadata is 'What else is known of it.';
comment on column app.memory_entities.created_at is E'@notNull\nWhen it was made.';
comment on column app.memory_entities.created_by is E'@notNull\nWho made it here.';
comment on column app.memory_entities.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.memory_entities to specql_reader;
--! EndIncluded 0_schema/02_query_side/022_memory/0221_workspace/02211_memory_entity/022111_tv_memory_entities.sql
--! Included 0_schema/02_query_side/022_memory/0221_workspace/02211_memory_entity/022112_tv_lr_memory_memory_entities.sql
-- 022112  memory.lr_memory_memory_entities
-- The rows as the legacy file has them.

create or replace view memory.lr_memory_memory_entities as
select
  r.identifier as row_key,
  r.pk_memory_entity as position,
  memory.row_content(memory.memory_entity_cells(r), r.legacy, s.absent, s.unknown) as content,
  null::jsonb as also
from memory.tb_memory_entity as r
  left join memory.tb_source_shape as s on s.pk_source_shape = coalesce(r.shape, (
    select c.pk_source_shape
    from memory.tb_source_shape as c
    where c.source_table = 'memory_entities' and c.is_current
  ));

comment on view memory.lr_memory_memory_entities is
  'memory_entities as the legacy file has them: each row with the columns of its file, one made here with those of the last file.';
comment on column memory.lr_memory_memory_entities.row_key is 'Key of the row in the file.';
comment on column memory.lr_memory_memory_entities.position is 'Place in the file: rows stand in the order of their numbers.';
comment on column memory.lr_memory_memory_entities.content is 'The row, by cell.';
comment on column memory.lr_memory_memory_entities.also is 'Other values that a cell may have: none.';

select specql_cutover.define_legacy_table(
  store => 'memory', source_table => 'memory_entities', rank => 10,
  render_view => 'memory.lr_memory_memory_entities', load_function => 'memory.load_rows', remove_function => 'memory.remove_row',
  table_name => 'memory.tb_memory_entity'
);
select specql_cutover.mirror_table('memory.tb_memory_entity', 'memory', 'memory_entities', 'r.identifier');
--! EndIncluded 0_schema/02_query_side/022_memory/0221_workspace/02211_memory_entity/022112_tv_lr_memory_memory_entities.sql
--! Included 0_schema/02_query_side/022_memory/0221_workspace/02212_memory_relation/022121_tv_memory_relations.sql
-- 022121  app.memory_relations
-- How one memory relates to another.

create or replace view app.memory_relations as
select
  r.id,
  r.pk_memory_relation as legacy_id,
  coalesce(r.org_id, s.org_id) as org_id,
  s.id as source_id,
  t.id as target_id,
  r.relation_type,
  r.strength,
  r.created_at,
  r.created_by,
  r.updated_at
from memory.tb_memory_relation as r
  join memory.tb_memory_entity as s on s.pk_memory_entity = r.fk_source
  join memory.tb_memory_entity as t on t.pk_memory_entity = r.fk_target;

comment on view app.memory_relations is
  E'@primaryKey id\n'
  '@foreignKey (source_id) references app.memory_entities (id)\n'
  '@foreignKey (target_id) references app.memory_entities (id)\n'
  '@orderBy legacy_id\n'
  'How one memory relates to another.';
comment on column app.memory_relations.id is E'@notNull\nPublic key.';
comment on column app.memory_relations.legacy_id is E'@notNull\nIts number, also in a legacy file.';
comment on column app.memory_relations.org_id is 'The organisation that it belongs to: its own, else that of the memory that relates.';
comment on column app.memory_relations.source_id is E'@notNull\nThe memory that relates.';
comment on column app.memory_relations.target_id is E'@notNull\nThe memory that it relates to.';
comment on column app.memory_relations.relation_type is 'How: supports, contradicts and so on.';
comment on column app.memory_relations.strength is 'How strongly.';
comment on column app.memory_relations.created_at is E'@notNull\nWhen it was made.';
comment on column app.memory_relations.created_by is E'@notNull\nWho made it here.';
comment on column app.memory_relations.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.memory_relations to specql_reader;
--! EndIncluded 0_schema/02_query_side/022_memory/0221_workspace/02212_memory_relation/022121_tv_memory_relations.sql
--! Included 0_schema/02_query_side/022_memory/0221_workspace/02212_memory_relation/022122_tv_lr_memory_memory_relations.sql
-- 022122  memory.lr_memory_memory_relations
-- The rows as the legacy file has them.

create or replace view memory.lr_memory_memory_relations as
select
  r.identifier as row_key,
  r.pk_memory_relation as position,
  memory.row_content(memory.memory_relation_cells(r), r.legacy, s.absent, s.unknown) as content,
  null::jsonb as also
from memory.tb_memory_relation as r
  left join memory.tb_source_shape as s on s.pk_source_shape = coalesce(r.shape, (
    select c.pk_source_shape
    from memory.tb_source_shape as c
    where c.source_table = 'memory_relations' and c.is_current
  ));

comment on view memory.lr_memory_memory_relations is
  'memory_relations as the legacy file has them: each row with the columns of its file, one made here with those of the last file.';
comment on column memory.lr_memory_memory_relations.row_key is 'Key of the row in the file.';
comment on column memory.lr_memory_memory_relations.position is 'Place in the file: rows stand in the order of their numbers.';
comment on column memory.lr_memory_memory_relations.content is 'The row, by cell.';
comment on column memory.lr_memory_memory_relations.also is 'Other values that a cell may have: none.';

select specql_cutover.define_legacy_table(
  store => 'memory', source_table => 'memory_relations', rank => 20,
  render_view => 'memory.lr_memory_memory_relations', load_function => 'memory.load_rows', remove_function => 'memory.remove_row',
  table_name => 'memory.tb_memory_relation'
);
select specql_cutover.mirror_table('memory.tb_memory_relation', 'memory', 'memory_relations', 'r.identifier');
--! EndIncluded 0_schema/02_query_side/022_memory/0221_workspace/02212_memory_relation/022122_tv_lr_memory_memory_relations.sql
--! Included 0_schema/02_query_side/022_memory/0221_workspace/02213_memory_tag/022131_tv_memory_tags.sql
-- 022131  app.memory_tags
-- A word that a memory is filed under.

create or replace view app.memory_tags as
select
  r.id,
  r.pk_memory_tag as legacy_id,
  e.id as memory_id,
  e.org_id,
  r.tag,
  r.created_at,
  r.created_by,
  r.updated_at
from memory.tb_memory_tag as r
  join memory.tb_memory_entity as e on e.pk_memory_entity = r.fk_memory_entity;

comment on view app.memory_tags is
  E'@primaryKey id\n'
  '@foreignKey (memory_id) references app.memory_entities (id)\n'
  '@orderBy legacy_id\n'
  'A word that a memory is filed under.';
comment on column app.memory_tags.id is E'@notNull\nPublic key.';
comment on column app.memory_tags.legacy_id is E'@notNull\nIts number, also in a legacy file.';
comment on column app.memory_tags.memory_id is E'@notNull\nThe memory.';
comment on column app.memory_tags.org_id is 'The organisation that the memory belongs to.';
comment on column app.memory_tags.tag is 'The word.';
comment on column app.memory_tags.created_at is E'@notNull\nWhen it was made.';
comment on column app.memory_tags.created_by is E'@notNull\nWho made it here.';
comment on column app.memory_tags.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.memory_tags to specql_reader;
--! EndIncluded 0_schema/02_query_side/022_memory/0221_workspace/02213_memory_tag/022131_tv_memory_tags.sql
--! Included 0_schema/02_query_side/022_memory/0221_workspace/02213_memory_tag/022132_tv_lr_memory_memory_tags.sql
-- 022132  memory.lr_memory_memory_tags
-- The rows as the legacy file has them.

create or replace view memory.lr_memory_memory_tags as
select
  r.identifier as row_key,
  r.pk_memory_tag as position,
  memory.row_content(memory.memory_tag_cells(r), r.legacy, s.absent, s.unknown) as content,
  null::jsonb as also
from memory.tb_memory_tag as r
  left join memory.tb_source_shape as s on s.pk_source_shape = coalesce(r.shape, (
    select c.pk_source_shape
    from memory.tb_source_shape as c
    where c.source_table = 'memory_tags' and c.is_current
  ));

comment on view memory.lr_memory_memory_tags is
  'memory_tags as the legacy file has them: each row with the columns of its file, one made here with those of the last file.';
comment on column memory.lr_memory_memory_tags.row_key is 'Key of the row in the file.';
comment on column memory.lr_memory_memory_tags.position is 'Place in the file: rows stand in the order of their numbers.';
comment on column memory.lr_memory_memory_tags.content is 'The row, by cell.';
comment on column memory.lr_memory_memory_tags.also is 'Other values that a cell may have: none.';

select specql_cutover.define_legacy_table(
  store => 'memory', source_table => 'memory_tags', rank => 20,
  render_view => 'memory.lr_memory_memory_tags', load_function => 'memory.load_rows', remove_function => 'memory.remove_row',
  table_name => 'memory.tb_memory_tag'
);
select specql_cutover.mirror_table('memory.tb_memory_tag', 'memory', 'memory_tags', 'r.identifier');
--! EndIncluded 0_schema/02_query_side/022_memory/0221_workspace/02213_memory_tag/022132_tv_lr_memory_memory_tags.sql
--! Included 0_schema/02_query_side/022_memory/0221_workspace/02214_raw_document/022141_tv_raw_documents.sql
-- 022141  app.raw_documents
-- A document as it came in.

create or replace view app.raw_documents as
select
  r.id,
  r.pk_raw_document as legacy_id,
  r.org_id,
  r.title,
  r.content,
  r.source,
  r.source_type,
  r.source_path,
  r.ingested_at,
  r.created_at,
  r.created_by,
  r.updated_at
from memory.tb_raw_document as r;

comment on view app.raw_documents is
  E'@primaryKey id\n'
  '@orderBy legacy_id\n'
  'A document as it came in.';
comment on column app.raw_documents.id is E'@notNull\nPublic key.';
comment on column app.raw_documents.legacy_id is E'@notNull\nIts number, also in a legacy file.';
comment on column app.raw_documents.org_id is 'The organisation that it belongs to.';
comment on column app.raw_documents.title is 'Its title.';
comment on column app.raw_documents.content is 'Its text.';
comment on column app.raw_documents.source is 'Where it came from.';
comment on column app.raw_documents.source_type is 'What kind of source that is.';
comment on column app.raw_documents.source_path is 'Where it lies there.';
comment on column app.raw_documents.ingested_at is 'When it came in.';
comment on column app.raw_documents.created_at is E'@notNull\nWhen it was made.';
comment on column app.raw_documents.created_by is E'@notNull\nWho made it here.';
comment on column app.raw_documents.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.raw_documents to specql_reader;
--! EndIncluded 0_schema/02_query_side/022_memory/0221_workspace/02214_raw_document/022141_tv_raw_documents.sql
--! Included 0_schema/02_query_side/022_memory/0221_workspace/02214_raw_document/022142_tv_lr_memory_raw_documents.sql
-- 022142  memory.lr_memory_raw_documents
-- The rows as the legacy file has them.

create or replace view memory.lr_memory_raw_documents as
select
  r.identifier as row_key,
  r.pk_raw_document as position,
  memory.row_content(memory.raw_document_cells(r), r.legacy, s.absent, s.unknown) as content,
  null::jsonb as also
from memory.tb_raw_document as r
  left join memory.tb_source_shape as s on s.pk_source_shape = coalesce(r.shape, (
    select c.pk_source_shape
    from memory.tb_source_shape as c
    where c.source_table = 'raw_documents' and c.is_current
  ));

comment on view memory.lr_memory_raw_documents is
  'raw_documents as the legacy file has them: each row with the columns of its file, one made here with those of the last file.';
comment on column memory.lr_memory_raw_documents.row_key is 'Key of the row in the file.';
comment on column memory.lr_memory_raw_documents.position is 'Place in the file: rows stand in the order of their numbers.';
comment on column memory.lr_memory_raw_documents.content is 'The row, by cell.';
comment on column memory.lr_memory_raw_documents.also is 'Other values that a cell may have: none.';

select specql_cutover.define_legacy_table(
  store => 'memory', source_table => 'raw_documents', rank => 10,
  render_view => 'memory.lr_memory_raw_documents', load_function => 'memory.load_rows', remove_function => 'memory.remove_row',
  table_name => 'memory.tb_raw_document'
);
select specql_cutover.mirror_table('memory.tb_raw_document', 'memory', 'raw_documents', 'r.identifier');
--! EndIncluded 0_schema/02_query_side/022_memory/0221_workspace/02214_raw_document/022142_tv_lr_memory_raw_documents.sql
--! Included 0_schema/02_query_side/022_memory/0221_workspace/02215_structured_fact/022151_tv_structured_facts.sql
-- 022151  app.structured_facts
-- A fact that was read from a document, or stated.

create or replace view app.structured_facts as
select
  r.id,
  r.pk_structured_fact as legacy_id,
  r.org_id,
  d.id as document_id,
  r.subject,
  r.predicate,
  r.object,
  r.fact_type,
  r.json_payload,
  r.occurred_at,
  r.created_at,
  r.created_by,
  r.updated_at
from memory.tb_structured_fact as r
  left join memory.tb_raw_document as d on d.pk_raw_document = r.fk_raw_document;

comment on view app.structured_facts is
  E'@primaryKey id\n'
  '@foreignKey (document_id) references app.raw_documents (id)\n'
  '@orderBy legacy_id\n'
  'A fact that was read from a document, or stated.';
comment on column app.structured_facts.id is E'@notNull\nPublic key.';
comment on column app.structured_facts.legacy_id is E'@notNull\nIts number, also in a legacy file.';
comment on column app.structured_facts.org_id is 'The organisation that it belongs to.';
comment on column app.structured_facts.document_id is 'The document that says so.';
comment on column app.structured_facts.subject is 'What it is about.';
comment on column app.structured_facts.predicate is 'What is said of it.';
comment on column app.structured_facts.object is 'The value that is said.';
comment on column app.structured_facts.fact_type is 'What kind of fact it is.';
comment on column app.structured_facts.json_payload is 'The fact as JSON.';
comment on column app.structured_facts.occurred_at is 'When it happened.';
comment on column app.structured_facts.created_at is E'@notNull\nWhen it was made.';
comment on column app.structured_facts.created_by is E'@notNull\nWho made it here.';
comment on column app.structured_facts.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.structured_facts to specql_reader;
--! EndIncluded 0_schema/02_query_side/022_memory/0221_workspace/02215_structured_fact/022151_tv_structured_facts.sql
--! Included 0_schema/02_query_side/022_memory/0221_workspace/02215_structured_fact/022152_tv_lr_memory_structured_facts.sql
-- 022152  memory.lr_memory_structured_facts
-- The rows as the legacy file has them.

create or replace view memory.lr_memory_structured_facts as
select
  r.identifier as row_key,
  r.pk_structured_fact as position,
  memory.row_content(memory.structured_fact_cells(r), r.legacy, s.absent, s.unknown) as content,
  null::jsonb as also
from memory.tb_structured_fact as r
  left join memory.tb_source_shape as s on s.pk_source_shape = coalesce(r.shape, (
    select c.pk_source_shape
    from memory.tb_source_shape as c
    where c.source_table = 'structured_facts' and c.is_current
  ));

comment on view memory.lr_memory_structured_facts is
  'structured_facts as the legacy file has them: each row with the columns of its file, one made here with those of the last file.';
comment on column memory.lr_memory_structured_facts.row_key is 'Key of the row in the file.';
comment on column memory.lr_memory_structured_facts.position is 'Place in the file: rows stand in the order of their numbers.';
comment on column memory.lr_memory_structured_facts.content is 'The row, by cell.';
comment on column memory.lr_memory_structured_facts.also is 'Other values that a cell may have: none.';

select specql_cutover.define_legacy_table(
  store => 'memory', source_table => 'structured_facts', rank => 20,
  render_view => 'memory.lr_memory_structured_facts', load_function => 'memory.load_rows', remove_function => 'memory.remove_row',
  table_name => 'memory.tb_structured_fact'
);
select specql_cutover.mirror_table('memory.tb_structured_fact', 'memory', 'structured_facts', 'r.identifier');
--! EndIncluded 0_schema/02_query_side/022_memory/0221_workspace/02215_structured_fact/022152_tv_lr_memory_structured_facts.sql
--! Included 0_schema/02_query_side/022_memory/0221_workspace/02216_decision/022161_tv_decisions.sql
-- 022161  app.decisions
-- A decision of an organisation.

create or replace view app.decisions as
select
  r.id,
  r.pk_decision as legacy_id,
  r.org_id,
  r.title,
  r.description,
  r.made_at,
  r.created_at,
  r.created_by,
  r.updated_at
from memory.tb_decision as r;

comment on view app.decisions is
  E'@primaryKey id\n'
  '@orderBy legacy_id\n'
  'A decision of an organisation.';
comment on column app.decisions.id is E'@notNull\nPublic key.';
comment on column app.decisions.legacy_id is E'@notNull\nIts number, also in a legacy file.';
comment on column app.decisions.org_id is 'The organisation that it belongs to.';
comment on column app.decisions.title is 'What was decided, in a line.';
comment on column app.decisions.description is 'What was decided, and why.';
comment on column app.decisions.made_at is 'When it was made.';
comment on column app.decisions.created_at is E'@notNull\nWhen it was made.';
comment on column app.decisions.created_by is E'@notNull\nWho made it here.';
comment on column app.decisions.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.decisions to specql_reader;
--! EndIncluded 0_schema/02_query_side/022_memory/0221_workspace/02216_decision/022161_tv_decisions.sql
--! Included 0_schema/02_query_side/022_memory/0221_workspace/02216_decision/022162_tv_lr_memory_decisions.sql
-- 022162  memory.lr_memory_decisions
-- The rows as the legacy file has them.

create or replace view memory.lr_memory_decisions as
select
  r.identifier as row_key,
  r.pk_decision as position,
  memory.row_content(memory.decision_cells(r), r.legacy, s.absent, s.unknown) as content,
  null::jsonb as also
from memory.tb_decision as r
  left join memory.tb_source_shape as s on s.pk_source_shape = coalesce(r.shape, (
    select c.pk_source_shape
    from memory.tb_source_shape as c
    where c.source_table = 'decisions' and c.is_current
  ));

comment on view memory.lr_memory_decisions is
  'decisions as the legacy file has them: each row with the columns of its file, one made here with those of the last file.';
comment on column memory.lr_memory_decisions.row_key is 'Key of the row in the file.';
comment on column memory.lr_memory_decisions.position is 'Place in the file: rows stand in the order of their numbers.';
comment on column memory.lr_memory_decisions.content is 'The row, by cell.';
comment on column memory.lr_memory_decisions.also is 'Other values that a cell may have: none.';

select specql_cutover.define_legacy_table(
  store => 'memory', source_table => 'decisions', rank => 10,
  render_view => 'memory.lr_memory_decisions', load_function => 'memory.load_rows', remove_function => 'memory.remove_row',
  table_name => 'memory.tb_decision'
);
select specql_cutover.mirror_table('memory.tb_decision', 'memory', 'decisions', 'r.identifier');
--! EndIncluded 0_schema/02_query_side/022_memory/0221_workspace/02216_decision/022162_tv_lr_memory_decisions.sql
--! Included 0_schema/02_query_side/022_memory/0221_workspace/02217_evolution_kpi/022171_tv_evolution_kpis.sql
-- 022171  app.evolution_kpis
-- What was expected of a decision, and what came of it.

create or replace view app.evolution_kpis as
select
  r.id,
  r.pk_evolution_kpi as legacy_id,
  d.id as decision_id,
  d.org_id,
  r.kpi_name,
  r.expected_value,
  r.actual_value,
  r.measured_at,
  r.created_at,
  r.created_by,
  r.updated_at
from memory.tb_evolution_kpi as r
  join memory.tb_decision as d on d.pk_decision = r.fk_decision;

comment on view app.evolution_kpis is
  E'@primaryKey id\n'
  '@foreignKey (decision_id) references app.decisions (id)\n'
  '@orderBy legacy_id\n'
  'What was expected of a decision, and what came of it.';
comment on column app.evolution_kpis.id is E'@notNull\nPublic key.';
comment on column app.evolution_kpis.legacy_id is E'@notNull\nIts number, also in a legacy file.';
comment on column app.evolution_kpis.decision_id is E'@notNull\nThe decision.';
comment on column app.evolution_kpis.org_id is 'The organisation that the decision belongs to.';
comment on column app.evolution_kpis.kpi_name is 'What is measured.';
comment on column app.evolution_kpis.expected_value is 'What was expected.';
comment on column app.evolution_kpis.actual_value is 'What came of it.';
comment on column app.evolution_kpis.measured_at is 'When it was measured.';
comment on column app.evolution_kpis.created_at is E'@notNull\nWhen it was made.';
comment on column app.evolution_kpis.created_by is E'@notNull\nWho made it here.';
comment on column app.evolution_kpis.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.evolution_kpis to specql_reader;
--! EndIncluded 0_schema/02_query_side/022_memory/0221_workspace/02217_evolution_kpi/022171_tv_evolution_kpis.sql
--! Included 0_schema/02_query_side/022_memory/0221_workspace/02217_evolution_kpi/022172_tv_lr_memory_evolution_kpis.sql
-- 022172  memory.lr_memory_evolution_kpis
-- The rows as the legacy file has them.

create or replace view memory.lr_memory_evolution_kpis as
select
  r.identifier as row_key,
  r.pk_evolution_kpi as position,
  memory.row_content(memory.evolution_kpi_cells(r), r.legacy, s.absent, s.unknown) as content,
  null::jsonb as also
from memory.tb_evolution_kpi as r
  left join memory.tb_source_shape as s on s.pk_source_shape = coalesce(r.shape, (
    select c.pk_source_shape
    from memory.tb_source_shape as c
    where c.source_table = 'evolution_kpis' and c.is_current
  ));

comment on view memory.lr_memory_evolution_kpis is
  'evolution_kpis as the legacy file has them: each row with the columns of its file, one made here with those of the last file.';
comment on column memory.lr_memory_evolution_kpis.row_key is 'Key of the row in the file.';
comment on column memory.lr_memory_evolution_kpis.position is 'Place in the file: rows stand in the order of their numbers.';
comment on column memory.lr_memory_evolution_kpis.content is 'The row, by cell.';
comment on column memory.lr_memory_evolution_kpis.also is 'Other values that a cell may have: none.';

select specql_cutover.define_legacy_table(
  store => 'memory', source_table => 'evolution_kpis', rank => 20,
  render_view => 'memory.lr_memory_evolution_kpis', load_function => 'memory.load_rows', remove_function => 'memory.remove_row',
  table_name => 'memory.tb_evolution_kpi'
);
select specql_cutover.mirror_table('memory.tb_evolution_kpi', 'memory', 'evolution_kpis', 'r.identifier');
--! EndIncluded 0_schema/02_query_side/022_memory/0221_workspace/02217_evolution_kpi/022172_tv_lr_memory_evolution_kpis.sql
--! Included 0_schema/02_query_side/022_memory/0221_workspace/02218_search_text/022181_tv_memory_matches.sql
-- 022181  app.memory_matches
-- What a search for memories returns: the memory, and how well it fits.

create or replace view app.memory_matches as
select
  m.id,
  m.legacy_id,
  m.org_id,
  m.user_id,
  m.entity_type,
  m.content,
  m.importance,
  m.metadata,
  m.created_at,
  m.created_by,
  m.updated_at,
  null::double precision as score
from app.memory_entities as m
where false;

comment on view app.memory_matches is
  E'@primaryKey id\n'
  '@behavior -query:resource:list -query:resource:connection -query:resource:single\n'
  'A memory that a search found. Always empty as a view: app.search_memories() returns its rows.';
comment on column app.memory_matches.id is E'@notNull\nPublic key.';
comment on column app.memory_matches.legacy_id is E'@notNull\nIts number, also in a legacy file.';
comment on column app.memory_matches.org_id is 'The organisation that it belongs to.';
comment on column app.memory_matches.user_id is 'Who it came from.';
comment on column app.memory_matches.entity_type is 'What kind of memory it is.';
comment on column app.memory_matches.content is 'What is remembered.';
comment on column app.memory_matches.importance is 'How important it is; 3 is ordinary.';
comment on column app.memory_matches.metadata is 'What else is known of it.';
comment on column app.memory_matches.created_at is E'@notNull\nWhen it was made.';
comment on column app.memory_matches.created_by is E'@notNull\nWho made it here.';
comment on column app.memory_matches.updated_at is E'@notNull\nWhen it was last changed.';
comment on column app.memory_matches.score is E'@notNull\nHow well it fits; higher is better.';

grant select on app.memory_matches to specql_reader;
--! EndIncluded 0_schema/02_query_side/022_memory/0221_workspace/02218_search_text/022181_tv_memory_matches.sql
--! Included 0_schema/02_query_side/022_memory/0221_workspace/02218_search_text/022182_tv_memory_neighbourhoods.sql
-- 022182  app.memory_neighbourhoods
-- The memories with their tags and what they relate to.

create or replace view app.memory_neighbourhoods as
select
  m.id,
  m.legacy_id,
  m.org_id,
  m.user_id,
  m.entity_type,
  m.content,
  m.importance,
  m.metadata,
  m.created_at,
  m.created_by,
  m.updated_at,
  array(
    select t.tag
    from memory.tb_memory_tag as t
    where t.fk_memory_entity = m.legacy_id and t.tag is not null
    order by t.pk_memory_tag
  ) as tags,
  coalesce((
    select jsonb_agg(jsonb_build_object(
        'id', r.id, 'relation_type', r.relation_type, 'strength', r.strength,
        'direction', case when r.fk_source = m.legacy_id then 'to' else 'from' end, 'memory_id', o.id, 'content', o.content
      ) order by r.pk_memory_relation)
    from memory.tb_memory_relation as r
      join memory.tb_memory_entity as o
        on o.pk_memory_entity = case when r.fk_source = m.legacy_id then r.fk_target else r.fk_source end
    where r.fk_source = m.legacy_id or r.fk_target = m.legacy_id
  ), '[]') as relations
from app.memory_entities as m;

comment on view app.memory_neighbourhoods is
  E'@primaryKey id\n'
  '@orderBy legacy_id\n'
  'Memories with their tags and relations.';
comment on column app.memory_neighbourhoods.id is E'@notNull\nPublic key.';
comment on column app.memory_neighbourhoods.legacy_id is E'@notNull\nIts number, also in a legacy file.';
comment on column app.memory_neighbourhoods.org_id is 'The organisation that it belongs to.';
comment on column app.memory_neighbourhoods.user_id is 'Who it came from.';
comment on column app.memory_neighbourhoods.entity_type is 'What kind of memory it is.';
comment on column app.memory_neighbourhoods.content is 'What is remembered.';
comment on column app.memory_neighbourhoods.importance is 'How important it is; 3 is ordinary.';
comment on column app.memory_neighbourhoods.metadata is 'What else is known of it.';
comment on column app.memory_neighbourhoods.created_at is E'@notNull\nWhen it was made.';
comment on column app.memory_neighbourhoods.created_by is E'@notNull\nWho made it here.';
comment on column app.memory_neighbourhoods.updated_at is E'@notNull\nWhen it was last changed.';
comment on column app.memory_neighbourhoods.tags is E'@notNull\nIts tags.';
comment on column app.memory_neighbourhoods.relations is
  E'@notNull\nWhat it relates to, and what relates to it: [{id, relation_type, strength, direction, memory_id, content}].';

grant select on app.memory_neighbourhoods to specql_reader;
--! EndIncluded 0_schema/02_query_side/022_memory/0221_workspace/02218_search_text/022182_tv_memory_neighbourhoods.sql
--! Included 0_schema/02_query_side/022_memory/0222_agent/02221_agent_prompt/022211_tv_agent_prompts.sql
-- 022211  app.agent_prompts
-- A version of what an agent is told.

create or replace view app.agent_prompts as
select
  r.id,
  r.pk_agent_prompt as legacy_id,
  r.org_id,
  r.agent_id,
  r.version #>> '{}' as version,
  r.prompt_text,
  r.author,
  r.created_at,
  r.created_by,
  r.updated_at
from memory.tb_agent_prompt as r;

comment on view app.agent_prompts is
  E'@primaryKey id\n'
  '@orderBy legacy_id\n'
  'A version of what an agent is told.';
comment on column app.agent_prompts.id is E'@notNull\nPublic key.';
comment on column app.agent_prompts.legacy_id is E'@notNull\nIts number, also in a legacy file.';
comment on column app.agent_prompts.org_id is 'The organisation that it belongs to.';
comment on column app.agent_prompts.agent_id is 'The agent.';
comment on column app.agent_prompts.version is 'The version.';
comment on column app.agent_prompts.prompt_text is 'What it is told.';
comment on column app.agent_prompts.author is 'Who wrote it.';
comment on column app.agent_prompts.created_at is E'@notNull\nWhen it was made.';
comment on column app.agent_prompts.created_by is E'@notNull\nWho made it here.';
comment on column app.agent_prompts.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.agent_prompts to specql_reader;
--! EndIncluded 0_schema/02_query_side/022_memory/0222_agent/02221_agent_prompt/022211_tv_agent_prompts.sql
--! Included 0_schema/02_query_side/022_memory/0222_agent/02221_agent_prompt/022212_tv_lr_memory_agent_prompts.sql
-- 022212  memory.lr_memory_agent_prompts
-- The rows as the legacy file has them.

create or replace view memory.lr_memory_agent_prompts as
select
  r.identifier as row_key,
  r.pk_agent_prompt as position,
  memory.row_content(memory.agent_prompt_cells(r), r.legacy, s.absent, s.unknown) as content,
  null::jsonb as also
from memory.tb_agent_prompt as r
  left join memory.tb_source_shape as s on s.pk_source_shape = coalesce(r.shape, (
    select c.pk_source_shape
    from memory.tb_source_shape as c
    where c.source_table = 'agent_prompts' and c.is_current
  ));

comment on view memory.lr_memory_agent_prompts is
  'agent_prompts as the legacy file has them: each row with the columns of its file, one made here with those of the last file.';
comment on column memory.lr_memory_agent_prompts.row_key is 'Key of the row in the file.';
comment on column memory.lr_memory_agent_prompts.position is 'Place in the file: rows stand in the order of their numbers.';
comment on column memory.lr_memory_agent_prompts.content is 'The row, by cell.';
comment on column memory.lr_memory_agent_prompts.also is 'Other values that a cell may have: none.';

select specql_cutover.define_legacy_table(
  store => 'memory', source_table => 'agent_prompts', rank => 20,
  render_view => 'memory.lr_memory_agent_prompts', load_function => 'memory.load_rows', remove_function => 'memory.remove_row',
  table_name => 'memory.tb_agent_prompt'
);
select specql_cutover.mirror_table('memory.tb_agent_prompt', 'memory', 'agent_prompts', 'r.identifier');
--! EndIncluded 0_schema/02_query_side/022_memory/0222_agent/02221_agent_prompt/022212_tv_lr_memory_agent_prompts.sql
--! Included 0_schema/02_query_side/022_memory/0222_agent/02222_agent_run/022221_tv_agent_runs.sql
-- 022221  app.agent_runs
-- What an agent did once.

create or replace view app.agent_runs as
select
  r.id,
  r.pk_agent_run as legacy_id,
  r.org_id,
  r.agent_id,
  r.prompt_version #>> '{}' as prompt_version,
  r.input_summary,
  r.output_summary,
  r.kpi_name,
  r.kpi_delta,
  r.run_context,
  r.created_at,
  r.created_by,
  r.updated_at
from memory.tb_agent_run as r;

comment on view app.agent_runs is
  E'@primaryKey id\n'
  '@orderBy legacy_id\n'
  'What an agent did once.';
comment on column app.agent_runs.id is E'@notNull\nPublic key.';
comment on column app.agent_runs.legacy_id is E'@notNull\nIts number, also in a legacy file.';
comment on column app.agent_runs.org_id is 'The organisation that it belongs to.';
comment on column app.agent_runs.agent_id is 'The agent.';
comment on column app.agent_runs.prompt_version is 'The version of its prompt.';
comment on column app.agent_runs.input_summary is 'What went in.';
comment on column app.agent_runs.output_summary is 'What came out.';
comment on column app.agent_runs.kpi_name is 'What is measured.';
comment on column app.agent_runs.kpi_delta is 'By how much that changed.';
comment on column app.agent_runs.run_context is 'What else is known of it.';
comment on column app.agent_runs.created_at is E'@notNull\nWhen it was made.';
comment on column app.agent_runs.created_by is E'@notNull\nWho made it here.';
comment on column app.agent_runs.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.agent_runs to specql_reader;
--! EndIncluded 0_schema/02_query_side/022_memory/0222_agent/02222_agent_run/022221_tv_agent_runs.sql
--! Included 0_schema/02_query_side/022_memory/0222_agent/02222_agent_run/022222_tv_lr_memory_agent_runs.sql
-- 022222  memory.lr_memory_agent_runs
-- The rows as the legacy file has them.

create or replace view memory.lr_memory_agent_runs as
select
  r.identifier as row_key,
  r.pk_agent_run as position,
  memory.row_content(memory.agent_run_cells(r), r.legacy, s.absent, s.unknown) as content,
  null::jsonb as also
from memory.tb_agent_run as r
  left join memory.tb_source_shape as s on s.pk_source_shape = coalesce(r.shape, (
    select c.pk_source_shape
    from memory.tb_source_shape as c
    where c.source_table = 'agent_runs' and c.is_current
  ));

comment on view memory.lr_memory_agent_runs is
  'agent_runs as the legacy file has them: each row with the columns of its file, one made here with those of the last file.';
comment on column memory.lr_memory_agent_runs.row_key is 'Key of the row in the file.';
comment on column memory.lr_memory_agent_runs.position is 'Place in the file: rows stand in the order of their numbers.';
comment on column memory.lr_memory_agent_runs.content is 'The row, by cell.';
comment on column memory.lr_memory_agent_runs.also is 'Other values that a cell may have: none.';

select specql_cutover.define_legacy_table(
  store => 'memory', source_table => 'agent_runs', rank => 20,
  render_view => 'memory.lr_memory_agent_runs', load_function => 'memory.load_rows', remove_function => 'memory.remove_row',
  table_name => 'memory.tb_agent_run'
);
select specql_cutover.mirror_table('memory.tb_agent_run', 'memory', 'agent_runs', 'r.identifier');
--! EndIncluded 0_schema/02_query_side/022_memory/0222_agent/02222_agent_run/022222_tv_lr_memory_agent_runs.sql
--! Included 0_schema/02_query_side/022_memory/0223_pal/02231_pal_user_profile/022311_tv_pal_user_profiles.sql
-- 022311  app.pal_user_profiles
-- How a user wants to be spoken to.

create or replace view app.pal_user_profiles as
select
  r.id,
  r.pk_pal_user_profile as legacy_id,
  r.user_id,
  r.org_id,
  r.preference_tone,
  r.created_at,
  r.created_by,
  r.updated_at
from memory.tb_pal_user_profile as r;

comment on view app.pal_user_profiles is
  E'@primaryKey id\n'
  '@orderBy legacy_id\n'
  'How a user wants to be spoken to.';
comment on column app.pal_user_profiles.id is E'@notNull\nPublic key.';
comment on column app.pal_user_profiles.legacy_id is E'@notNull\nIts number, also in a legacy file.';
comment on column app.pal_user_profiles.user_id is 'The user it is about.';
comment on column app.pal_user_profiles.org_id is 'The organisation that it belongs to.';
comment on column app.pal_user_profiles.preference_tone is 'The tone that the user prefers.';
comment on column app.pal_user_profiles.created_at is E'@notNull\nWhen it was made.';
comment on column app.pal_user_profiles.created_by is E'@notNull\nWho made it here.';
comment on column app.pal_user_profiles.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.pal_user_profiles to specql_reader;
--! EndIncluded 0_schema/02_query_side/022_memory/0223_pal/02231_pal_user_profile/022311_tv_pal_user_profiles.sql
--! Included 0_schema/02_query_side/022_memory/0223_pal/02231_pal_user_profile/022312_tv_lr_memory_pal_user_profiles.sql
-- 022312  memory.lr_memory_pal_user_profiles
-- The rows as the legacy file has them.

create or replace view memory.lr_memory_pal_user_profiles as
select
  r.identifier as row_key,
  r.pk_pal_user_profile as position,
  memory.row_content(memory.pal_user_profile_cells(r), r.legacy, s.absent, s.unknown) as content,
  null::jsonb as also
from memory.tb_pal_user_profile as r
  left join memory.tb_source_shape as s on s.pk_source_shape = coalesce(r.shape, (
    select c.pk_source_shape
    from memory.tb_source_shape as c
    where c.source_table = 'pal_user_profiles' and c.is_current
  ));

comment on view memory.lr_memory_pal_user_profiles is
  'pal_user_profiles as the legacy file has them: each row with the columns of its file, one made here with those of the last file.';
comment on column memory.lr_memory_pal_user_profiles.row_key is 'Key of the row in the file.';
comment on column memory.lr_memory_pal_user_profiles.position is 'Place in the file: rows stand in the order of their numbers.';
comment on column memory.lr_memory_pal_user_profiles.content is 'The row, by cell.';
comment on column memory.lr_memory_pal_user_profiles.also is 'Other values that a cell may have: none.';

select specql_cutover.define_legacy_table(
  store => 'memory', source_table => 'pal_user_profiles', rank => 20,
  render_view => 'memory.lr_memory_pal_user_profiles', load_function => 'memory.load_rows', remove_function => 'memory.remove_row',
  table_name => 'memory.tb_pal_user_profile'
);
select specql_cutover.mirror_table('memory.tb_pal_user_profile', 'memory', 'pal_user_profiles', 'r.identifier');
--! EndIncluded 0_schema/02_query_side/022_memory/0223_pal/02231_pal_user_profile/022312_tv_lr_memory_pal_user_profiles.sql
--! Included 0_schema/02_query_side/022_memory/0223_pal/02232_pal_focus_window/022321_tv_pal_focus_windows.sql
-- 022321  app.pal_focus_windows
-- A time in which a user wants to work undisturbed.

create or replace view app.pal_focus_windows as
select
  r.id,
  r.pk_pal_focus_window as legacy_id,
  r.user_id,
  r.org_id,
  r.start_time,
  r.end_time,
  r.priority,
  r.weekday #>> '{}' as weekday,
  r.start_hour #>> '{}' as start_hour,
  r.end_hour #>> '{}' as end_hour,
  r.created_at,
  r.created_by,
  r.updated_at
from memory.tb_pal_focus_window as r;

comment on view app.pal_focus_windows is
  E'@primaryKey id\n'
  '@orderBy legacy_id\n'
  'A time in which a user wants to work undisturbed.';
comment on column app.pal_focus_windows.id is E'@notNull\nPublic key.';
comment on column app.pal_focus_windows.legacy_id is E'@notNull\nIts number, also in a legacy file.';
comment on column app.pal_focus_windows.user_id is 'The user it is about.';
comment on column app.pal_focus_windows.org_id is 'The organisation that it belongs to.';
comment on column app.pal_focus_windows.start_time is 'When it begins, where it is one time.';
comment on column app.pal_focus_windows.end_time is 'When it ends, where it is one time. May lie before the beginning: then it is of the next day.';
comment on column app.pal_focus_windows.priority is 'How much it matters.';
comment on column app.pal_focus_windows.weekday is 'On which day of the week, where it comes every week.';
comment on column app.pal_focus_windows.start_hour is 'From when on that day.';
comment on column app.pal_focus_windows.end_hour is 'Until when on that day.';
comment on column app.pal_focus_windows.created_at is E'@notNull\nWhen it was made.';
comment on column app.pal_focus_windows.created_by is E'@notNull\nWho made it here.';
comment on column app.pal_focus_windows.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.pal_focus_windows to specql_reader;
--! EndIncluded 0_schema/02_query_side/022_memory/0223_pal/02232_pal_focus_window/022321_tv_pal_focus_windows.sql
--! Included 0_schema/02_query_side/022_memory/0223_pal/02232_pal_focus_window/022322_tv_lr_memory_pal_focus_windows.sql
-- 022322  memory.lr_memory_pal_focus_windows
-- The rows as the legacy file has them.

create or replace view memory.lr_memory_pal_focus_windows as
select
  r.identifier as row_key,
  r.pk_pal_focus_window as position,
  memory.row_content(memory.pal_focus_window_cells(r), r.legacy, s.absent, s.unknown) as content,
  null::jsonb as also
from memory.tb_pal_focus_window as r
  left join memory.tb_source_shape as s on s.pk_source_shape = coalesce(r.shape, (
    select c.pk_source_shape
    from memory.tb_source_shape as c
    where c.source_table = 'pal_focus_windows' and c.is_current
  ));

comment on view memory.lr_memory_pal_focus_windows is
  'pal_focus_windows as the legacy file has them: each row with the columns of its file, one made here with those of the last file.';
comment on column memory.lr_memory_pal_focus_windows.row_key is 'Key of the row in the file.';
comment on column memory.lr_memory_pal_focus_windows.position is 'Place in the file: rows stand in the order of their numbers.';
comment on column memory.lr_memory_pal_focus_windows.content is 'The row, by cell.';
comment on column memory.lr_memory_pal_focus_windows.also is 'Other values that a cell may have: none.';

select specql_cutover.define_legacy_table(
  store => 'memory', source_table => 'pal_focus_windows', rank => 20,
  render_view => 'memory.lr_memory_pal_focus_windows', load_function => 'memory.load_rows', remove_function => 'memory.remove_row',
  table_name => 'memory.tb_pal_focus_window'
);
select specql_cutover.mirror_table('memory.tb_pal_focus_window', 'memory', 'pal_focus_windows', 'r.identifier');
--! EndIncluded 0_schema/02_query_side/022_memory/0223_pal/02232_pal_focus_window/022322_tv_lr_memory_pal_focus_windows.sql
--! Included 0_schema/02_query_side/022_memory/0223_pal/02233_pal_stress_level/022331_tv_pal_stress_levels.sql
-- 022331  app.pal_stress_levels
-- How stressed a user was.

create or replace view app.pal_stress_levels as
select
  r.id,
  r.pk_pal_stress_level as legacy_id,
  r.user_id,
  r.org_id,
  r.level,
  r.measured_at,
  r.created_at,
  r.created_by,
  r.updated_at
from memory.tb_pal_stress_level as r;

comment on view app.pal_stress_levels is
  E'@primaryKey id\n'
  '@orderBy legacy_id\n'
  'How stressed a user was.';
comment on column app.pal_stress_levels.id is E'@notNull\nPublic key.';
comment on column app.pal_stress_levels.legacy_id is E'@notNull\nIts number, also in a legacy file.';
comment on column app.pal_stress_levels.user_id is 'The user it is about.';
comment on column app.pal_stress_levels.org_id is 'The organisation that it belongs to.';
comment on column app.pal_stress_levels.level is 'How much; no scale is given.';
comment on column app.pal_stress_levels.measured_at is 'When it was measured.';
comment on column app.pal_stress_levels.created_at is E'@notNull\nWhen it was made.';
comment on column app.pal_stress_levels.created_by is E'@notNull\nWho made it here.';
comment on column app.pal_stress_levels.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.pal_stress_levels to specql_reader;
--! EndIncluded 0_schema/02_query_side/022_memory/0223_pal/02233_pal_stress_level/022331_tv_pal_stress_levels.sql
--! Included 0_schema/02_query_side/022_memory/0223_pal/02233_pal_stress_level/022332_tv_lr_memory_pal_stress_levels.sql
-- 022332  memory.lr_memory_pal_stress_levels
-- The rows as the legacy file has them.

create or replace view memory.lr_memory_pal_stress_levels as
select
  r.identifier as row_key,
  r.pk_pal_stress_level as position,
  memory.row_content(memory.pal_stress_level_cells(r), r.legacy, s.absent, s.unknown) as content,
  null::jsonb as also
from memory.tb_pal_stress_level as r
  left join memory.tb_source_shape as s on s.pk_source_shape = coalesce(r.shape, (
    select c.pk_source_shape
    from memory.tb_source_shape as c
    where c.source_table = 'pal_stress_levels' and c.is_current
  ));

comment on view memory.lr_memory_pal_stress_levels is
  'pal_stress_levels as the legacy file has them: each row with the columns of its file, one made here with those of the last file.';
comment on column memory.lr_memory_pal_stress_levels.row_key is 'Key of the row in the file.';
comment on column memory.lr_memory_pal_stress_levels.position is 'Place in the file: rows stand in the order of their numbers.';
comment on column memory.lr_memory_pal_stress_levels.content is 'The row, by cell.';
comment on column memory.lr_memory_pal_stress_levels.also is 'Other values that a cell may have: none.';

select specql_cutover.define_legacy_table(
  store => 'memory', source_table => 'pal_stress_levels', rank => 20,
  render_view => 'memory.lr_memory_pal_stress_levels', load_function => 'memory.load_rows', remove_function => 'memory.remove_row',
  table_name => 'memory.tb_pal_stress_level'
);
select specql_cutover.mirror_table('memory.tb_pal_stress_level', 'memory', 'pal_stress_levels', 'r.identifier');
--! EndIncluded 0_schema/02_query_side/022_memory/0223_pal/02233_pal_stress_level/022332_tv_lr_memory_pal_stress_levels.sql
--! Included 0_schema/02_query_side/022_memory/0223_pal/02234_pal_event/022341_tv_pal_events.sql
-- 022341  app.pal_events
-- Something that happened to a user.

create or replace view app.pal_events as
select
  r.id,
  r.pk_pal_event as legacy_id,
  r.user_id,
  r.org_id,
  r.event_type,
  r.payload,
  r.detected_stress_level #>> '{}' as detected_stress_level,
  r.created_at,
  r.created_by,
  r.updated_at
from memory.tb_pal_event as r;

comment on view app.pal_events is
  E'@primaryKey id\n'
  '@orderBy legacy_id\n'
  'Something that happened to a user.';
comment on column app.pal_events.id is E'@notNull\nPublic key.';
comment on column app.pal_events.legacy_id is E'@notNull\nIts number, also in a legacy file.';
comment on column app.pal_events.user_id is 'The user it is about.';
comment on column app.pal_events.org_id is 'The organisation that it belongs to.';
comment on column app.pal_events.event_type is 'What happened.';
comment on column app.pal_events.payload is 'What else is known of it.';
comment on column app.pal_events.detected_stress_level is 'How stressed the user seemed: low, high.';
comment on column app.pal_events.created_at is E'@notNull\nWhen it was made.';
comment on column app.pal_events.created_by is E'@notNull\nWho made it here.';
comment on column app.pal_events.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.pal_events to specql_reader;
--! EndIncluded 0_schema/02_query_side/022_memory/0223_pal/02234_pal_event/022341_tv_pal_events.sql
--! Included 0_schema/02_query_side/022_memory/0223_pal/02234_pal_event/022342_tv_lr_memory_pal_events.sql
-- 022342  memory.lr_memory_pal_events
-- The rows as the legacy file has them.

create or replace view memory.lr_memory_pal_events as
select
  r.identifier as row_key,
  r.pk_pal_event as position,
  memory.row_content(memory.pal_event_cells(r), r.legacy, s.absent, s.unknown) as content,
  null::jsonb as also
from memory.tb_pal_event as r
  left join memory.tb_source_shape as s on s.pk_source_shape = coalesce(r.shape, (
    select c.pk_source_shape
    from memory.tb_source_shape as c
    where c.source_table = 'pal_events' and c.is_current
  ));

comment on view memory.lr_memory_pal_events is
  'pal_events as the legacy file has them: each row with the columns of its file, one made here with those of the last file.';
comment on column memory.lr_memory_pal_events.row_key is 'Key of the row in the file.';
comment on column memory.lr_memory_pal_events.position is 'Place in the file: rows stand in the order of their numbers.';
comment on column memory.lr_memory_pal_events.content is 'The row, by cell.';
comment on column memory.lr_memory_pal_events.also is 'Other values that a cell may have: none.';

select specql_cutover.define_legacy_table(
  store => 'memory', source_table => 'pal_events', rank => 20,
  render_view => 'memory.lr_memory_pal_events', load_function => 'memory.load_rows', remove_function => 'memory.remove_row',
  table_name => 'memory.tb_pal_event'
);
select specql_cutover.mirror_table('memory.tb_pal_event', 'memory', 'pal_events', 'r.identifier');
--! EndIncluded 0_schema/02_query_side/022_memory/0223_pal/02234_pal_event/022342_tv_lr_memory_pal_events.sql
--! Included 0_schema/02_query_side/022_memory/0224_transfer/02241_legacy_row/022411_tv_memory_legacy_rows.sql
-- 022411  app.memory_legacy_rows
-- The rows of memory files that no table has a place for.

create or replace view app.memory_legacy_rows as
select
  r.id,
  r.source_table,
  r.row_key,
  r.org_id,
  r.row,
  r.created_at,
  r.created_by,
  r.updated_at
from memory.tb_legacy_row as r;

comment on view app.memory_legacy_rows is
  E'@primaryKey id\n'
  '@orderBy source_table, row_key\n'
  'Rows of imported memory files whose table has no counterpart: kept whole.';
comment on column app.memory_legacy_rows.id is E'@notNull\nPublic key.';
comment on column app.memory_legacy_rows.source_table is E'@notNull\nTable of the file.';
comment on column app.memory_legacy_rows.row_key is E'@notNull\nKey of the row there.';
comment on column app.memory_legacy_rows.org_id is 'The organisation that the row names.';
comment on column app.memory_legacy_rows.row is E'@notNull\nThe row, by cell.';
comment on column app.memory_legacy_rows.created_at is E'@notNull\nWhen it was made.';
comment on column app.memory_legacy_rows.created_by is E'@notNull\nWho made it here.';
comment on column app.memory_legacy_rows.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.memory_legacy_rows to specql_reader;
--! EndIncluded 0_schema/02_query_side/022_memory/0224_transfer/02241_legacy_row/022411_tv_memory_legacy_rows.sql
--! Included 0_schema/02_query_side/022_memory/0224_transfer/02241_legacy_row/022412_tv_lr_memory_rest.sql
-- 022412  memory.lr_memory_rest
-- The rows of tables that nobody planned, as the legacy file has them.

create or replace view memory.lr_memory_rest as
select
  r.row_key,
  r.position,
  r.row as content,
  null::jsonb as also,
  r.source_table
from memory.tb_legacy_row as r;

comment on view memory.lr_memory_rest is 'Rows of all tables of memory files that have no table of their own here.';
comment on column memory.lr_memory_rest.row_key is 'Key of the row in the file.';
comment on column memory.lr_memory_rest.position is 'Place in the file.';
comment on column memory.lr_memory_rest.content is 'The row, by cell.';
comment on column memory.lr_memory_rest.also is 'Other values that a cell may have: none.';
comment on column memory.lr_memory_rest.source_table is 'Table of the file.';

select specql_cutover.define_legacy_table(
  store => 'memory', source_table => '*', rank => 90,
  render_view => 'memory.lr_memory_rest', load_function => 'memory.load_rows', remove_function => 'memory.remove_row',
  table_name => 'memory.tb_legacy_row'
);
select specql_cutover.mirror_table('memory.tb_legacy_row', 'memory', '*', 'r.row_key', 'r.source_table');
--! EndIncluded 0_schema/02_query_side/022_memory/0224_transfer/02241_legacy_row/022412_tv_lr_memory_rest.sql
--! Included 0_schema/03_functions/032_memory/0321_workspace/03211_memory_entity/032111_fn_ingest_memory.sql
-- 032111  app.ingest_memory()
-- Remembers something.

create or replace function app.ingest_memory(input jsonb)
  returns app.memory_entities
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  -- A file of the planned shape calls the content text.
  v_input    constant jsonb := case
    when jsonb_typeof(input) = 'object' and input ? 'text' and not input ? 'content'
    then (input - 'text') || jsonb_build_object('content', input -> 'text') else input end;
  v_row      jsonb;
  v_relation jsonb;
  v_id       uuid;
  v_memory   app.memory_entities;
begin
  v_row := memory.input_row('memory_entities', v_input, '{content}', '{tags,relations}');
  perform memory.checked_list(v_input, 'tags', 'string');
  perform memory.checked_list(v_input, 'relations', 'object');
  v_id := memory.insert_row('memory_entity', '{"importance": 3}' || v_row || jsonb_build_object('org_id', memory.checked_org(v_row ->> 'org_id')));

  perform memory.add_tag(v_id, t.tag)
  from jsonb_array_elements_text(coalesce(nullif(v_input -> 'tags', 'null'), '[]')) with ordinality as t (tag, place)
  order by t.place;
  for v_relation in select r from jsonb_array_elements(coalesce(nullif(v_input -> 'relations', 'null'), '[]')) as r loop
    perform memory.add_relation(v_id, memory.checked_uuid(v_relation -> 'target_id', 'target_id'), v_relation - 'target_id');
  end loop;

  select m.* into v_memory from app.memory_entities as m where m.id = v_id;
  return v_memory;
end;
$$;

comment on function app.ingest_memory(jsonb) is
  'Makes a memory of {content, org_id, user_id, entity_type, importance, metadata, tags: [text], relations: [{target_id, '
  'relation_type, strength}]}. Only the content is needed; without org_id it belongs to the only organisation that the caller acts '
  'for. SG102, SG103, SG120, SG122: the input. SG210: a target is not there. SG405: the organisation is not the caller''s.';

grant execute on function app.ingest_memory(jsonb) to specql_author, specql_agent;
--! EndIncluded 0_schema/03_functions/032_memory/0321_workspace/03211_memory_entity/032111_fn_ingest_memory.sql
--! Included 0_schema/03_functions/032_memory/0321_workspace/03211_memory_entity/032112_fn_get_memory.sql
-- 032112  app.get_memory()
-- One memory.

create or replace function app.get_memory(memory_id uuid)
  returns app.memory_entities
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_memory app.memory_entities;
begin
  perform memory.found_row('memory_entity', get_memory.memory_id, 'memory_id');
  select m.* into v_memory from app.memory_entities as m where m.id = get_memory.memory_id;
  return v_memory;
end;
$$;

comment on function app.get_memory(uuid) is
  'The memory. SG102: no id. SG210: there is none, or it belongs to another organisation.';

grant execute on function app.get_memory(uuid) to specql_reader;
--! EndIncluded 0_schema/03_functions/032_memory/0321_workspace/03211_memory_entity/032112_fn_get_memory.sql
--! Included 0_schema/03_functions/032_memory/0321_workspace/03211_memory_entity/032113_fn_update_memory.sql
-- 032113  app.update_memory()
-- Changes what is remembered.

create or replace function app.update_memory(
  memory_id uuid,
  changes jsonb
)
  returns app.memory_entities
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_pk     constant bigint := memory.found_row('memory_entity', update_memory.memory_id, 'memory_id');
  v_row    jsonb;
  v_set    text;
  v_memory app.memory_entities;
begin
  v_row := memory.input_row('memory_entities', changes, '{}');
  if v_row ? 'org_id' then
    raise exception using
      errcode = 'SG402',
      message = 'the organisation of a memory is final',
      hint = 'Ingest it anew for the other organisation.',
      column = 'org_id';
  end if;
  if v_row ? 'content' and btrim(coalesce(v_row ->> 'content', '')) = '' then
    raise exception using
      errcode = 'SG102',
      message = 'content is missing',
      hint = 'Delete the memory with app.delete_memory(), or leave content out.',
      column = 'content';
  end if;
  -- Whoever changes the same memory waits for us; what is the same already is not written.
  select string_agg(format('%1$I = n.%1$I', k), ', ') into v_set from jsonb_object_keys(v_row) as k;
  if v_set is not null then
    execute format(
      'update memory.tb_memory_entity as m set %s from jsonb_populate_record(null::memory.tb_memory_entity, $1) as n
       where m.pk_memory_entity = $2 and not to_jsonb(m) @> $1', v_set)
    using v_row, v_pk;
  end if;
  select m.* into v_memory from app.memory_entities as m where m.id = update_memory.memory_id;
  return v_memory;
end;
$$;

comment on function app.update_memory(uuid, jsonb) is
  'Sets what changes has of {content, user_id, entity_type, importance, metadata}; null empties one, but not the content. SG102, '
  'SG103, SG120, SG122: the changes. SG210: no such memory. SG402: the organisation cannot be changed.';

grant execute on function app.update_memory(uuid, jsonb) to specql_author, specql_agent;
--! EndIncluded 0_schema/03_functions/032_memory/0321_workspace/03211_memory_entity/032113_fn_update_memory.sql
--! Included 0_schema/03_functions/032_memory/0321_workspace/03211_memory_entity/032114_fn_delete_memory.sql
-- 032114  app.delete_memory()
-- Forgets a memory.

create or replace function app.delete_memory(memory_id uuid)
  returns app.memory_entities
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_pk     constant bigint := memory.found_row('memory_entity', delete_memory.memory_id, 'memory_id');
  v_memory app.memory_entities;
begin
  select m.* into v_memory from app.memory_entities as m where m.id = delete_memory.memory_id;
  -- Its tags and relations go with it; the change log keeps them all.
  delete from memory.tb_memory_entity as m where m.pk_memory_entity = v_pk;
  return v_memory;
end;
$$;

comment on function app.delete_memory(uuid) is
  'Removes the memory with its tags and relations, and returns it as it was. SG210: no such memory.';

grant execute on function app.delete_memory(uuid) to specql_author, specql_agent;
--! EndIncluded 0_schema/03_functions/032_memory/0321_workspace/03211_memory_entity/032114_fn_delete_memory.sql
--! Included 0_schema/03_functions/032_memory/0321_workspace/03211_memory_entity/032115_fn_search_memories.sql
-- 032115  app.search_memories()
-- The memories of an organisation that fit a query.

create or replace function app.search_memories(
  org_id  text,
  query   text,
  "limit" integer default 10
)
  returns setof app.memory_matches
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
  set jit = off
as $$
declare
  v_org   constant text := memory.checked_org(search_memories.org_id);
  v_query constant text := specql_pattern.checked_query(search_memories.query);
  v_limit constant integer := least(specql_pattern.checked_limit("limit"), 1000);
begin
  return query
    select
      m.id, m.legacy_id, m.org_id, m.user_id, m.entity_type, m.content, m.importance, m.metadata, m.created_at, m.created_by,
      m.updated_at, f.score
    from memory.found_texts(v_org, v_query, v_limit) as f
      join app.memory_entities as m on m.legacy_id = f.memory
    order by f.score desc, m.legacy_id desc;
end;
$$;

comment on function app.search_memories(text, text, integer) is
  'Memories that hold all words of the query (English stems), or the query as it is written, whatever its case; where these are too '
  'few also memories with words spelled alike. Every character stands for itself: %, _ and \ too. Best first, at most 1000. SG102, '
  'SG103: the query. SG165: the limit. SG405: the organisation is not the caller''s.';

grant execute on function app.search_memories(text, text, integer) to specql_reader;
--! EndIncluded 0_schema/03_functions/032_memory/0321_workspace/03211_memory_entity/032115_fn_search_memories.sql
--! Included 0_schema/03_functions/032_memory/0321_workspace/03211_memory_entity/032116_fn_memories_with_relations.sql
-- 032116  app.memories_with_relations()
-- The memories of an organisation, each with its tags and relations.

create or replace function app.memories_with_relations(org_id text)
  returns setof app.memory_neighbourhoods
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_org constant text := memory.checked_org(memories_with_relations.org_id);
begin
  return query select n.* from app.memory_neighbourhoods as n where n.org_id = v_org order by n.legacy_id;
end;
$$;

comment on function app.memories_with_relations(text) is
  'All memories of the organisation in the order of their numbers. Relations to memories that the caller does not see are left out. '
  'SG102: no organisation. SG405: it is not the caller''s.';

grant execute on function app.memories_with_relations(text) to specql_reader;
--! EndIncluded 0_schema/03_functions/032_memory/0321_workspace/03211_memory_entity/032116_fn_memories_with_relations.sql
--! Included 0_schema/03_functions/032_memory/0321_workspace/03212_memory_relation/032121_fn_relate_memories.sql
-- 032121  app.relate_memories()
-- Says how a memory relates to another.

create or replace function app.relate_memories(
  source_id uuid,
  target_id uuid,
  relation_type text,
  strength double precision default null
)
  returns app.memory_relations
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_id       uuid;
  v_relation app.memory_relations;
begin
  v_id := memory.add_relation(relate_memories.source_id, relate_memories.target_id,
    jsonb_build_object('relation_type', relate_memories.relation_type, 'strength', case
      when relate_memories.strength in ('Infinity', '-Infinity', 'NaN') then to_jsonb(relate_memories.strength::text)
      else to_jsonb(relate_memories.strength) end));
  select r.* into v_relation from app.memory_relations as r where r.id = v_id;
  return v_relation;
end;
$$;

comment on function app.relate_memories(uuid, uuid, text, double precision) is
  'Makes a relation, or sets the strength of the one that is there. SG102, SG103, SG120: the input. SG210: a memory is not there, or '
  'belongs to an organisation that the caller does not act for.';

grant execute on function app.relate_memories(uuid, uuid, text, double precision) to specql_author, specql_agent;
--! EndIncluded 0_schema/03_functions/032_memory/0321_workspace/03212_memory_relation/032121_fn_relate_memories.sql
--! Included 0_schema/03_functions/032_memory/0321_workspace/03213_memory_tag/032131_fn_tag_memory.sql
-- 032131  app.tag_memory()
-- Files a memory under a word.

create or replace function app.tag_memory(
  memory_id uuid,
  tag text
)
  returns app.memory_tags
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_id  constant uuid := memory.add_tag(tag_memory.memory_id, tag_memory.tag);
  v_tag app.memory_tags;
begin
  select t.* into v_tag from app.memory_tags as t where t.id = v_id;
  return v_tag;
end;
$$;

comment on function app.tag_memory(uuid, text) is
  'The tag; where the memory has it already, that one. SG102, SG103: the tag. SG210: no such memory.';

grant execute on function app.tag_memory(uuid, text) to specql_author, specql_agent;
--! EndIncluded 0_schema/03_functions/032_memory/0321_workspace/03213_memory_tag/032131_fn_tag_memory.sql
--! Included 0_schema/03_functions/032_memory/0321_workspace/03214_raw_document/032141_fn_ingest_document.sql
-- 032141  app.ingest_document()
-- Takes a document in.

create or replace function app.ingest_document(input jsonb)
  returns app.raw_documents
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_row    jsonb := memory.input_row('raw_documents', input, '{content}', '{}');
  v_id     uuid;
  v_result app.raw_documents;
begin
  v_row := v_row || jsonb_build_object('org_id', memory.checked_org(v_row ->> 'org_id'));
  v_row := jsonb_build_object('ingested_at', clock_timestamp()) || v_row;
  v_id := memory.insert_row('raw_document', v_row);
  select r.* into v_result from app.raw_documents as r where r.id = v_id;
  return v_result;
end;
$$;

comment on function app.ingest_document(jsonb) is
  'Makes a row of {content, org_id, title, source, source_type, source_path, ingested_at}. SG102, SG103, SG120, SG122: the input. '
  'SG405: the organisation is not the caller''s.';

grant execute on function app.ingest_document(jsonb) to specql_author, specql_agent;
--! EndIncluded 0_schema/03_functions/032_memory/0321_workspace/03214_raw_document/032141_fn_ingest_document.sql
--! Included 0_schema/03_functions/032_memory/0321_workspace/03215_structured_fact/032151_fn_record_fact.sql
-- 032151  app.record_fact()
-- States a fact.

create or replace function app.record_fact(input jsonb)
  returns app.structured_facts
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_row    jsonb := memory.input_row('structured_facts', input, '{}', '{document_id}');
  v_id     uuid;
  v_result app.structured_facts;
begin
  v_row := v_row || jsonb_build_object('org_id', memory.checked_org(v_row ->> 'org_id'));
  if coalesce(v_row ->> 'object', v_row ->> 'json_payload') is null then
    raise exception using
      errcode = 'SG102',
      message = 'the fact is missing',
      hint = 'Give subject, predicate and object, or fact_type and json_payload.',
      column = 'object';
  end if;
  if coalesce(input -> 'document_id', 'null') <> 'null' then
    v_row := v_row || jsonb_build_object('fk_raw_document',
      memory.found_row('raw_document', memory.checked_uuid(input -> 'document_id', 'document_id'), 'document_id'));
  end if;
  v_id := memory.insert_row('structured_fact', v_row);
  select r.* into v_result from app.structured_facts as r where r.id = v_id;
  return v_result;
end;
$$;

comment on function app.record_fact(jsonb) is
  'Makes a row of {org_id, document_id, subject, predicate, object, fact_type, json_payload, occurred_at}. SG102, SG103, SG120, SG122: the input. SG212: no such document. '
  'SG405: the organisation is not the caller''s.';

grant execute on function app.record_fact(jsonb) to specql_author, specql_agent;
--! EndIncluded 0_schema/03_functions/032_memory/0321_workspace/03215_structured_fact/032151_fn_record_fact.sql
--! Included 0_schema/03_functions/032_memory/0321_workspace/03216_decision/032161_fn_record_decision.sql
-- 032161  app.record_decision()
-- Records a decision.

create or replace function app.record_decision(input jsonb)
  returns app.decisions
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_row    jsonb := memory.input_row('decisions', input, '{title}', '{}');
  v_id     uuid;
  v_result app.decisions;
begin
  v_row := v_row || jsonb_build_object('org_id', memory.checked_org(v_row ->> 'org_id'));
  v_row := jsonb_build_object('made_at', clock_timestamp()) || v_row;
  v_id := memory.insert_row('decision', v_row);
  select r.* into v_result from app.decisions as r where r.id = v_id;
  return v_result;
end;
$$;

comment on function app.record_decision(jsonb) is
  'Makes a row of {title, org_id, description, made_at}. SG102, SG103, SG120, SG122: the input. '
  'SG405: the organisation is not the caller''s.';

grant execute on function app.record_decision(jsonb) to specql_author, specql_agent;
--! EndIncluded 0_schema/03_functions/032_memory/0321_workspace/03216_decision/032161_fn_record_decision.sql
--! Included 0_schema/03_functions/032_memory/0321_workspace/03217_evolution_kpi/032171_fn_record_kpi.sql
-- 032171  app.record_kpi()
-- Says what is expected of a decision, and what came of it.

create or replace function app.record_kpi(input jsonb)
  returns app.evolution_kpis
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_row    jsonb := memory.input_row('evolution_kpis', input, '{decision_id,kpi_name,expected_value}', '{decision_id}');
  v_id     uuid;
  v_result app.evolution_kpis;
begin
  v_row := jsonb_build_object('measured_at', clock_timestamp()) || v_row || jsonb_build_object('fk_decision',
    memory.found_row('decision', memory.checked_uuid(input -> 'decision_id', 'decision_id'), 'decision_id'));
  v_id := memory.insert_row('evolution_kpi', v_row);
  select r.* into v_result from app.evolution_kpis as r where r.id = v_id;
  return v_result;
end;
$$;

comment on function app.record_kpi(jsonb) is
  'Makes a row of {decision_id, kpi_name, expected_value, actual_value, measured_at}. SG102, SG103, SG120, SG122: the input. SG212: no such decision. '
  'SG405: the organisation is not the caller''s.';

grant execute on function app.record_kpi(jsonb) to specql_author, specql_agent;
--! EndIncluded 0_schema/03_functions/032_memory/0321_workspace/03217_evolution_kpi/032171_fn_record_kpi.sql
--! Included 0_schema/03_functions/032_memory/0322_agent/03221_agent_prompt/032211_fn_register_agent_prompt.sql
-- 032211  app.register_agent_prompt()
-- Registers a version of what an agent is told.

create or replace function app.register_agent_prompt(input jsonb)
  returns app.agent_prompts
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_row    jsonb := memory.input_row('agent_prompts', input, '{agent_id,version,prompt_text}', '{}');
  v_id     uuid;
  v_result app.agent_prompts;
begin
  v_row := v_row || jsonb_build_object('org_id', memory.checked_org(v_row ->> 'org_id', needed => false));
  v_row := jsonb_build_object('author', common.current_actor()) || v_row;
  v_id := memory.insert_row('agent_prompt', v_row);
  select r.* into v_result from app.agent_prompts as r where r.id = v_id;
  return v_result;
end;
$$;

comment on function app.register_agent_prompt(jsonb) is
  'Makes a row of {agent_id, version, prompt_text, org_id, author}. SG102, SG103, SG120, SG122: the input. '
  'SG405: the organisation is not the caller''s.';

grant execute on function app.register_agent_prompt(jsonb) to specql_author, specql_agent;
--! EndIncluded 0_schema/03_functions/032_memory/0322_agent/03221_agent_prompt/032211_fn_register_agent_prompt.sql
--! Included 0_schema/03_functions/032_memory/0322_agent/03222_agent_run/032221_fn_record_agent_run.sql
-- 032221  app.record_agent_run()
-- Records what an agent did.

create or replace function app.record_agent_run(input jsonb)
  returns app.agent_runs
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_row    jsonb := memory.input_row('agent_runs', input, '{agent_id}', '{}');
  v_id     uuid;
  v_result app.agent_runs;
begin
  v_row := v_row || jsonb_build_object('org_id', memory.checked_org(v_row ->> 'org_id', needed => false));
  v_id := memory.insert_row('agent_run', v_row);
  select r.* into v_result from app.agent_runs as r where r.id = v_id;
  return v_result;
end;
$$;

comment on function app.record_agent_run(jsonb) is
  'Makes a row of {agent_id, prompt_version, org_id, input_summary, output_summary, kpi_name, kpi_delta, run_context}. SG102, SG103, SG120, SG122: the input. '
  'SG405: the organisation is not the caller''s.';

grant execute on function app.record_agent_run(jsonb) to specql_author, specql_agent;
--! EndIncluded 0_schema/03_functions/032_memory/0322_agent/03222_agent_run/032221_fn_record_agent_run.sql
--! Included 0_schema/03_functions/032_memory/0323_pal/03231_pal_user_profile/032311_fn_set_user_profile.sql
-- 032311  app.set_user_profile()
-- Says how a user wants to be spoken to.

create or replace function app.set_user_profile(input jsonb)
  returns app.pal_user_profiles
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_row    jsonb := memory.input_row('pal_user_profiles', input, '{user_id}', '{}');
  v_id     uuid;
  v_result app.pal_user_profiles;
begin
  v_row := v_row || jsonb_build_object('org_id', memory.checked_org(v_row ->> 'org_id', needed => false));
  -- One profile for each user of an organisation: whoever sets it at the same time waits.
  perform pg_advisory_xact_lock(hashtextextended('memory profile ' || coalesce(v_row ->> 'org_id', '') || chr(10) || (v_row ->> 'user_id'), 0));
  update memory.tb_pal_user_profile as p
  set preference_tone = v_row ->> 'preference_tone'
  where p.user_id = v_row ->> 'user_id' and p.org_id is not distinct from v_row ->> 'org_id'
  returning p.id into v_id;
  if v_id is not null then
    select r.* into v_result from app.pal_user_profiles as r where r.id = v_id;
    return v_result;
  end if;
  v_id := memory.insert_row('pal_user_profile', v_row);
  select r.* into v_result from app.pal_user_profiles as r where r.id = v_id;
  return v_result;
end;
$$;

comment on function app.set_user_profile(jsonb) is
  'Makes a row of {user_id, org_id, preference_tone}. SG102, SG103, SG120, SG122: the input. '
  'SG405: the organisation is not the caller''s.';

grant execute on function app.set_user_profile(jsonb) to specql_author, specql_agent;
--! EndIncluded 0_schema/03_functions/032_memory/0323_pal/03231_pal_user_profile/032311_fn_set_user_profile.sql
--! Included 0_schema/03_functions/032_memory/0323_pal/03232_pal_focus_window/032321_fn_record_focus_window.sql
-- 032321  app.record_focus_window()
-- Records when a user wants to work undisturbed.

create or replace function app.record_focus_window(input jsonb)
  returns app.pal_focus_windows
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_row    jsonb := memory.input_row('pal_focus_windows', input, '{user_id}', '{}');
  v_id     uuid;
  v_result app.pal_focus_windows;
begin
  v_row := v_row || jsonb_build_object('org_id', memory.checked_org(v_row ->> 'org_id', needed => false));
  v_id := memory.insert_row('pal_focus_window', v_row);
  select r.* into v_result from app.pal_focus_windows as r where r.id = v_id;
  return v_result;
end;
$$;

comment on function app.record_focus_window(jsonb) is
  'Makes a row of {user_id, org_id, start_time, end_time, priority} or {user_id, org_id, weekday, start_hour, end_hour}. SG102, SG103, SG120, SG122: the input. '
  'SG405: the organisation is not the caller''s.';

grant execute on function app.record_focus_window(jsonb) to specql_author, specql_agent;
--! EndIncluded 0_schema/03_functions/032_memory/0323_pal/03232_pal_focus_window/032321_fn_record_focus_window.sql
--! Included 0_schema/03_functions/032_memory/0323_pal/03233_pal_stress_level/032331_fn_record_stress_level.sql
-- 032331  app.record_stress_level()
-- Records how stressed a user is.

create or replace function app.record_stress_level(input jsonb)
  returns app.pal_stress_levels
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_row    jsonb := memory.input_row('pal_stress_levels', input, '{user_id,level}', '{}');
  v_id     uuid;
  v_result app.pal_stress_levels;
begin
  v_row := v_row || jsonb_build_object('org_id', memory.checked_org(v_row ->> 'org_id', needed => false));
  v_row := jsonb_build_object('measured_at', clock_timestamp()) || v_row;
  v_id := memory.insert_row('pal_stress_level', v_row);
  select r.* into v_result from app.pal_stress_levels as r where r.id = v_id;
  return v_result;
end;
$$;

comment on function app.record_stress_level(jsonb) is
  'Makes a row of {user_id, level, org_id, measured_at}. SG102, SG103, SG120, SG122: the input. '
  'SG405: the organisation is not the caller''s.';

grant execute on function app.record_stress_level(jsonb) to specql_author, specql_agent;
--! EndIncluded 0_schema/03_functions/032_memory/0323_pal/03233_pal_stress_level/032331_fn_record_stress_level.sql
--! Included 0_schema/03_functions/032_memory/0323_pal/03234_pal_event/032341_fn_record_pal_event.sql
-- 032341  app.record_pal_event()
-- Records something that happened to a user.

create or replace function app.record_pal_event(input jsonb)
  returns app.pal_events
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_row    jsonb := memory.input_row('pal_events', input, '{user_id,event_type}', '{}');
  v_id     uuid;
  v_result app.pal_events;
begin
  v_row := v_row || jsonb_build_object('org_id', memory.checked_org(v_row ->> 'org_id', needed => false));
  v_id := memory.insert_row('pal_event', v_row);
  select r.* into v_result from app.pal_events as r where r.id = v_id;
  return v_result;
end;
$$;

comment on function app.record_pal_event(jsonb) is
  'Makes a row of {user_id, event_type, org_id, payload, detected_stress_level}. SG102, SG103, SG120, SG122: the input. '
  'SG405: the organisation is not the caller''s.';

grant execute on function app.record_pal_event(jsonb) to specql_author, specql_agent;
--! EndIncluded 0_schema/03_functions/032_memory/0323_pal/03234_pal_event/032341_fn_record_pal_event.sql

-- == network
--! Included 0_schema/01_write_side/013_network/0134_legacy/01343_loading/013432_fn_problem.sql
-- 013432  network.problem()
-- What is wrong with a row of a file.

create or replace function network.problem(code text, field text, reason text, hint text default null)
  returns jsonb
  language sql
  immutable
as $$
  select jsonb_build_object('problem', jsonb_build_object('code', code, 'field', field, 'reason', reason, 'hint', hint))
$$;

comment on function network.problem(text, text, text, text) is 'One reason to refuse a row, in the words of import reports.';
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01343_loading/013432_fn_problem.sql
--! Included 0_schema/01_write_side/013_network/0131_project/01311_package/013112_fn_package_key.sql
-- 013112  network.package_key()
-- What package names are compared by: lower case, and nothing else.
-- In plpgsql on purpose: constraints and indexes parse a SQL function anew with every statement.

create or replace function network.package_key(name text)
  returns text
  language plpgsql
  immutable
  strict
  parallel safe
as $$
begin
  return lower(name collate "und-x-icu");
end;
$$;

comment on function network.package_key(text) is
  'Lower case by ICU''s root locale, as the legacy files write the ends of their edges. Not common.name_key(): that makes '
  'names equal that the registries of packages tell apart.';
--! EndIncluded 0_schema/01_write_side/013_network/0131_project/01311_package/013112_fn_package_key.sql
--! Included 0_schema/01_write_side/013_network/0131_project/01311_package/013113_fn_digest.sql
-- 013113  network.digest()
-- SHA-256 of a text, for keys of any length.
-- In plpgsql on purpose: the server calls the conversion stable, but all databases of ours are UTF-8.

create or replace function network.digest(value text)
  returns bytea
  language plpgsql
  immutable
  strict
  parallel safe
as $$
begin
  return sha256(convert_to(value, 'UTF8'));
end;
$$;

comment on function network.digest(text) is 'SHA-256 of a text in UTF-8.';
--! EndIncluded 0_schema/01_write_side/013_network/0131_project/01311_package/013113_fn_digest.sql
--! Included 0_schema/01_write_side/013_network/0131_project/01311_package/013111_tb_package.sql
-- 013111  network.tb_package
-- The name of a package, whether it is indexed or not: where edges end.

create table if not exists network.tb_package (
  pk_package   bigint generated always as identity,
  id           uuid not null default gen_random_uuid(),
  ecosystem    text not null,
  package_name text not null,
  identifier   text generated always as (ecosystem || '/' || package_name) stored,
  digest       bytea generated always as (network.digest(ecosystem || '/' || package_name)) stored,
  created_at   timestamptz not null default clock_timestamp(),
  created_by   text not null default common.current_actor(),
  updated_at   timestamptz not null default clock_timestamp(),
  updated_by   text not null default common.current_actor(),
  constraint pk_tb_package primary key (pk_package),
  constraint uq_tb_package__id unique (id),
  constraint uq_tb_package__digest unique (digest),
  constraint ck_tb_package__ecosystem check (ecosystem <> '' and position('/' in ecosystem) = 0),
  constraint ck_tb_package__package_name check (package_name <> ''),
  constraint ck_tb_package__identifier check (position(' > ' in identifier) = 0)
);

create index if not exists ix_tb_package__identifier
  on network.tb_package using hash (identifier);

comment on table network.tb_package is
  'Every package that anything speaks of. Edges have both ends here, so that an edge to a package that is not indexed is an edge like any other, and resolves when its project arrives.';
comment on column network.tb_package.pk_package is 'Internal key, used by joins.';
comment on column network.tb_package.id is 'Public key.';
comment on column network.tb_package.ecosystem is 'Ecosystem in lower case, for example npm.';
comment on column network.tb_package.package_name is 'Name in lower case.';
comment on column network.tb_package.identifier is
  'Key of the package in lower case, as the legacy files write it.';
comment on column network.tb_package.digest is 'SHA-256 of the key: unique names of any length.';
comment on column network.tb_package.created_at is 'When the row was made.';
comment on column network.tb_package.created_by is 'Who made the row.';
comment on column network.tb_package.updated_at is 'When the row was last changed.';
comment on column network.tb_package.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_package on network.tb_package is 'the internal key is unique';
comment on constraint uq_tb_package__id on network.tb_package is 'the public key is unique';
comment on constraint uq_tb_package__digest on network.tb_package is 'a package has one row';
comment on constraint ck_tb_package__ecosystem on network.tb_package is
  'an ecosystem is not empty and has no slash';
comment on constraint ck_tb_package__package_name on network.tb_package is 'a package has a name';
comment on constraint ck_tb_package__identifier on network.tb_package is
  'the names of a package do not hold ''> '' between spaces';
comment on index network.ix_tb_package__identifier is 'To find a package by its key, however long.';

select specql_audit.audit_table('network.tb_package');
--! EndIncluded 0_schema/01_write_side/013_network/0131_project/01311_package/013111_tb_package.sql
--! Included 0_schema/01_write_side/013_network/0131_project/01311_package/013114_fn_add_packages.sql
-- 013114  network.add_packages()
-- Gives each of these packages a row, where it has none.

create or replace function network.add_packages(ecosystems text[], names text[])
  returns void
  language sql
  volatile
as $$
  insert into network.tb_package (ecosystem, package_name, created_by, updated_by)
  -- In one order for all sessions, so that two which add the same packages wait for each other only once.
  select distinct on (w.digest) w.ecosystem, w.package_name, a.actor, a.actor
  from (
    select u.ecosystem, u.package_name, sha256(convert_to(u.ecosystem || '/' || u.package_name, 'UTF8')) as digest
    from unnest(ecosystems, names) as u (ecosystem, package_name)
  ) as w
    -- Asked once, not once for each row.
    cross join (select common.current_actor() as actor offset 0) as a
  where not exists (select from network.tb_package as p where p.digest = w.digest)
  order by w.digest
  on conflict on constraint uq_tb_package__digest do nothing;
$$;

comment on function network.add_packages(text[], text[]) is
  'Adds the packages that are missing. Ecosystems and names are in lower case, side by side.';
--! EndIncluded 0_schema/01_write_side/013_network/0131_project/01311_package/013114_fn_add_packages.sql
--! Included 0_schema/01_write_side/013_network/0131_project/01311_package/013115_fn_package_pk.sql
-- 013115  network.package_pk()
-- Internal key of a package that somebody names.

create or replace function network.package_pk(ecosystem text, name text)
  returns bigint
  language sql
  stable
as $$
  select p.pk_package
  from network.tb_package as p
  where p.digest = network.digest(network.package_key(ecosystem) || '/' || network.package_key(name));
$$;

comment on function network.package_pk(text, text) is
  'Internal key of the package with these names, whatever their case; null where nothing speaks of it.';
--! EndIncluded 0_schema/01_write_side/013_network/0131_project/01311_package/013115_fn_package_pk.sql
--! Included 0_schema/01_write_side/013_network/0131_project/01311_package/013116_fn_package_problem.sql
-- 013116  network.package_problem()
-- Why two names cannot be those of a package.

create or replace function network.package_problem(ecosystem text, name text)
  returns jsonb
  language sql
  immutable
as $$
  select case
    when coalesce(ecosystem, '') = '' then network.problem('SG102', 'ecosystem', 'ecosystem is missing')
    when coalesce(name, '') = '' then network.problem('SG102', 'name', 'name is missing')
    when length(ecosystem) > 100 then network.problem('SG103', 'ecosystem', 'the ecosystem has more than 100 characters')
    when length(name) > 10000 then network.problem('SG103', 'name', 'the name has more than 10,000 characters')
    when position('/' in ecosystem) > 0 then network.problem('SG124', 'ecosystem', 'an ecosystem has no slash',
      'A slash divides ecosystem and name in the key of a package.')
    when position(' > ' in ecosystem || '/' || name) > 0 then network.problem('SG124', 'name',
      'the names of a package do not hold '' > '' between spaces', 'It divides the ends of an edge in the edge''s key.')
  end
$$;

comment on function network.package_problem(text, text) is
  'The problem of a package''s names, null where they have none: keys that legacy files make of them must stay unambiguous.';
--! EndIncluded 0_schema/01_write_side/013_network/0131_project/01311_package/013116_fn_package_problem.sql
--! Included 0_schema/01_write_side/013_network/0131_project/01311_package/013117_fn_ensured_package.sql
-- 013117  network.ensured_package()
-- Internal key of a package, which is added where nothing spoke of it before.

create or replace function network.ensured_package(ecosystem text, name text)
  returns bigint
  language plpgsql
  volatile
as $$
declare
  v_problem constant jsonb := network.package_problem(ecosystem, name) -> 'problem';
begin
  if v_problem is not null then
    raise exception using
      errcode = v_problem ->> 'code',
      message = v_problem ->> 'reason',
      hint = coalesce(v_problem ->> 'hint', 'A package is named by its ecosystem and its name, for example npm and react.'),
      column = v_problem ->> 'field';
  end if;
  perform network.add_packages(array[network.package_key(ecosystem)], array[network.package_key(name)]);
  return network.package_pk(ecosystem, name);
end;
$$;

comment on function network.ensured_package(text, text) is
  'Internal key of the package. SG102, SG103, SG124: its names cannot be those of a package.';
--! EndIncluded 0_schema/01_write_side/013_network/0131_project/01311_package/013117_fn_ensured_package.sql
--! Included 0_schema/01_write_side/013_network/0131_project/01312_project/013121_tb_project.sql
-- 013121  network.tb_project
-- A package that is indexed.

create table if not exists network.tb_project (
  pk_project       bigint generated always as identity,
  id               uuid not null default gen_random_uuid(),
  fk_package       bigint not null,
  ecosystem        text not null,
  project_name     text not null,
  version          text,
  description      text,
  dependency_count numeric,
  search_document  tsvector generated always as (
    to_tsvector('pg_catalog.simple', left(project_name, 2000) || ' ' || left(coalesce(description, ''), 50000))
  ) stored,
  search_name      text generated always as (network.package_key(left(project_name, 500))) stored,
  identifier       text generated always as (ecosystem || '/' || project_name) stored,
  position         bigint,
  legacy           jsonb,
  import_run       bigint,
  created_at       timestamptz not null default clock_timestamp(),
  created_by       text not null default common.current_actor(),
  updated_at       timestamptz not null default clock_timestamp(),
  updated_by       text not null default common.current_actor(),
  constraint pk_tb_project primary key (pk_project),
  constraint uq_tb_project__id unique (id),
  constraint uq_tb_project__fk_package unique (fk_package),
  constraint fk_tb_project__package
    foreign key (fk_package) references network.tb_package (pk_package)
);

create index if not exists ix_tb_project__search_document
  on network.tb_project using gin (search_document);
do $$
begin
  -- The extension lies where its database's administrator put it.
  execute format(
    'create index if not exists ix_tb_project__search_name on network.tb_project '
    'using gin (search_name %I.gin_trgm_ops)',
    specql_pattern.extension_schema('pg_trgm'));
end;
$$;

comment on table network.tb_project is
  'An indexed package. Its name is looked up whatever its case and kept as it is spelled.';
comment on column network.tb_project.pk_project is 'Internal key, used by joins.';
comment on column network.tb_project.id is 'Public key.';
comment on column network.tb_project.fk_package is 'The package.';
comment on column network.tb_project.ecosystem is 'Ecosystem, as it is spelled.';
comment on column network.tb_project.project_name is 'Name, as it is spelled.';
comment on column network.tb_project.version is 'Version, as the file says it.';
comment on column network.tb_project.description is 'What it is for.';
comment on column network.tb_project.dependency_count is 'How many dependencies it has, as the file says it.';
comment on column network.tb_project.search_document is 'Name and description, for full text.';
comment on column network.tb_project.search_name is 'Name in lower case, for trigrams.';
comment on column network.tb_project.identifier is 'Name for humans.';
comment on column network.tb_project.position is
  'Place in the legacy file; null where it did not come from one.';
comment on column network.tb_project.legacy is
  'What the legacy file said and no column holds: raw cells, unknown keys, keys that were absent.';
comment on column network.tb_project.import_run is 'The import that brought the row; null where none did.';
comment on column network.tb_project.created_at is 'When the row was made.';
comment on column network.tb_project.created_by is 'Who made the row.';
comment on column network.tb_project.updated_at is 'When the row was last changed.';
comment on column network.tb_project.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_project on network.tb_project is 'the internal key is unique';
comment on constraint uq_tb_project__id on network.tb_project is 'the public key is unique';
comment on constraint uq_tb_project__fk_package on network.tb_project is 'a package is indexed once';
comment on constraint fk_tb_project__package on network.tb_project is 'the package must exist';
comment on index network.ix_tb_project__search_document is 'For full text.';
comment on index network.ix_tb_project__search_name is 'For trigrams.';

select specql_audit.audit_table('network.tb_project');
--! EndIncluded 0_schema/01_write_side/013_network/0131_project/01312_project/013121_tb_project.sql
--! Included 0_schema/01_write_side/013_network/0131_project/01313_dependency/013131_tb_dependency.sql
-- 013131  network.tb_dependency
-- Which package depends on which.

create table if not exists network.tb_dependency (
  pk_dependency bigint generated always as identity,
  id            uuid not null default gen_random_uuid(),
  fk_from       bigint not null,
  fk_to         bigint not null,
  is_self       boolean not null generated always as (fk_from = fk_to) stored,
  identifier    text not null,
  position      bigint,
  legacy        jsonb,
  import_run    bigint,
  created_at    timestamptz not null default clock_timestamp(),
  created_by    text not null default common.current_actor(),
  updated_at    timestamptz not null default clock_timestamp(),
  updated_by    text not null default common.current_actor(),
  constraint pk_tb_dependency primary key (pk_dependency),
  constraint uq_tb_dependency__id unique (id),
  constraint uq_tb_dependency__ends unique (fk_from, fk_to),
  constraint fk_tb_dependency__from
    foreign key (fk_from) references network.tb_package (pk_package),
  constraint fk_tb_dependency__to foreign key (fk_to) references network.tb_package (pk_package)
);

create index if not exists ix_tb_dependency__to
  on network.tb_dependency (fk_to, fk_from);
create index if not exists ix_tb_dependency__identifier
  on network.tb_dependency using hash (identifier);

comment on table network.tb_dependency is
  'An edge of the package graph. Whether it is dangling is asked of the projects when it is read, so it is never out of date.';
comment on column network.tb_dependency.pk_dependency is 'Internal key, used by joins.';
comment on column network.tb_dependency.id is 'Public key.';
comment on column network.tb_dependency.fk_from is 'The package that depends on the other.';
comment on column network.tb_dependency.fk_to is 'The package that it depends on.';
comment on column network.tb_dependency.is_self is 'Whether the package depends on itself.';
comment on column network.tb_dependency.identifier is
  'Keys of both ends, as the legacy files write them: from > to.';
comment on column network.tb_dependency.position is
  'Place in the legacy file; null where it did not come from one.';
comment on column network.tb_dependency.legacy is
  'What the legacy file said and no column holds: raw cells, unknown keys, keys that were absent.';
comment on column network.tb_dependency.import_run is 'The import that brought the row; null where none did.';
comment on column network.tb_dependency.created_at is 'When the row was made.';
comment on column network.tb_dependency.created_by is 'Who made the row.';
comment on column network.tb_dependency.updated_at is 'When the row was last changed.';
comment on column network.tb_dependency.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_dependency on network.tb_dependency is 'the internal key is unique';
comment on constraint uq_tb_dependency__id on network.tb_dependency is 'the public key is unique';
comment on constraint uq_tb_dependency__ends on network.tb_dependency is 'a dependency stands once';
comment on constraint fk_tb_dependency__from on network.tb_dependency is 'the depending package must exist';
comment on constraint fk_tb_dependency__to on network.tb_dependency is 'the package depended on must exist';
comment on index network.ix_tb_dependency__to is
  'For dependents, near and far: an index has all that the walk needs.';
comment on index network.ix_tb_dependency__identifier is 'To find an edge by its key, however long.';

select specql_audit.audit_table('network.tb_dependency');
--! EndIncluded 0_schema/01_write_side/013_network/0131_project/01313_dependency/013131_tb_dependency.sql
--! Included 0_schema/01_write_side/013_network/0131_project/01314_closure/013142_fn_reached.sql
-- 013142  network.reached()
-- Every package that can be reached from one, and over how many steps.

create or replace function network.reached(
  package bigint, upwards boolean, max_depth integer, wanted integer, out ways bigint[]
)
  language plpgsql
  stable
  -- Levels are wide: they are to be sorted in memory, and compiling would cost more than it gains.
  set work_mem = '64MB'
  set jit = off
  -- The same plan for every level: to plan a level of few packages takes longer than to walk it. And it is that by index,
  -- whatever the statistics say: to read the whole table costs more than the widest level.
  set plan_cache_mode = force_generic_plan
  set enable_bitmapscan = off
  set enable_seqscan = off
as $$
declare
  v_front bigint[] := array[package];
  v_met   bigint[];
  v_other bigint;
  v_depth bigint := 0;
  -- What was seen, by internal key: a look costs nothing, while a join would cost more with every level. It grows to the
  -- largest key that is met.
  v_seen  boolean[] := array[false];
begin
  ways := '{}';
  v_seen[package] := true;
  while cardinality(v_front) > 0 and (max_depth is null or v_depth < max_depth) loop
    v_depth := v_depth + 1;
    -- Both ways an index has all that is needed. What earlier levels saw is left out here, where it costs least.
    if upwards then
      v_met := array(
        select d.fk_from from network.tb_dependency as d where d.fk_to = any (v_front) and v_seen[d.fk_from] is not true);
    else
      v_met := array(
        select d.fk_to from network.tb_dependency as d where d.fk_from = any (v_front) and v_seen[d.fk_to] is not true);
    end if;
    -- What this level met more than once is left out here: to sort it away would take longer.
    v_front := '{}';
    foreach v_other in array v_met loop
      continue when v_seen[v_other];
      v_seen[v_other] := true;
      v_front := array_append(v_front, v_other);
      ways := array_append(ways, (v_depth << 40) + v_other);
    end loop;
    if cardinality(ways) >= wanted then
      ways := array(select w.way from unnest(ways) as w (way) order by w.way limit wanted);
      return;
    end if;
  end loop;
end;
$$;

comment on function network.reached(bigint, boolean, integer, integer) is
  'The packages that this one depends on, or upwards those that depend on it, each once. Each is one number: the length of the shortest '
  'way times 2^40, plus the package; in the order of these numbers the nearest are first, then those that arrived first, and the '
  'wanted ones are the first of all. The package itself is not among them. Level by level: cycles and edges to oneself end where they '
  'began.';
--! EndIncluded 0_schema/01_write_side/013_network/0131_project/01314_closure/013142_fn_reached.sql
--! Included 0_schema/01_write_side/013_network/0131_project/01314_closure/013143_fn_found_package.sql
-- 013143  network.found_package()
-- The package that somebody names, or an error that helps.

create or replace function network.found_package(ecosystem text, name text)
  returns bigint
  language plpgsql
  stable
as $$
declare
  v_package constant bigint := network.package_pk(ecosystem, name);
begin
  if exists (select from network.tb_project as p where p.fk_package = v_package)
    or exists (select from network.tb_dependency as d where d.fk_to = v_package)
    or exists (select from network.tb_dependency as d where d.fk_from = v_package) then
    return v_package;
  end if;
  raise exception using
    errcode = 'SG223',
    message = 'package not found',
    detail = format('Nothing speaks of %s/%s.', left(coalesce(ecosystem, 'null'), 100), left(coalesce(name, 'null'), 200)),
    hint = coalesce(
      'Did you mean ' || common.closest(left(name, 200), array(
        select s.search_name
        from network.similar_projects(left(name, 200), 20) as s
        where s.ecosystem_key = network.package_key(found_package.ecosystem))) || '?',
      'app.search_projects() finds packages by a part of their name.'),
    column = 'name';
end;
$$;

comment on function network.found_package(text, text) is
  'Internal key of a package that is indexed or at an end of an edge. SG223: nothing speaks of it; the hint names one that is '
  'spelled like it.';
--! EndIncluded 0_schema/01_write_side/013_network/0131_project/01314_closure/013143_fn_found_package.sql
--! Included 0_schema/01_write_side/013_network/0131_project/01314_closure/013144_fn_similar_projects.sql
-- 013144  network.similar_projects()
-- Projects whose names are spelled like a text.

create or replace function network.similar_projects(name text, wanted integer)
  returns table (pk_project bigint, ecosystem_key text, search_name text, similarity double precision)
  language plpgsql
  stable
as $$
begin
  -- The extension lies where its database's administrator put it.
  return query execute format(
    'select p.pk_project, network.package_key(p.ecosystem), p.search_name, %1$I.similarity(p.search_name, $1)::double precision
     from network.tb_project as p
     where p.search_name operator(%1$I.%%) $1
     order by 4 desc, p.pk_project
     limit $2', specql_pattern.extension_schema('pg_trgm'))
  using network.package_key(left(name, 500)), wanted;
end;
$$;

comment on function network.similar_projects(text, integer) is 'The projects whose names share most trigrams with the text, best first.';
--! EndIncluded 0_schema/01_write_side/013_network/0131_project/01314_closure/013144_fn_similar_projects.sql
--! Included 0_schema/01_write_side/013_network/0131_project/01314_closure/013145_fn_checked_count.sql
-- 013145  network.checked_count()
-- Returns how many are wanted, or says that fewer than none are not possible.

create or replace function network.checked_count(value integer, field text)
  returns integer
  language plpgsql
  immutable
as $$
begin
  if value < 0 then
    raise exception using
      errcode = 'SG126',
      message = format('%s must not be negative', field),
      detail = format('It is %s.', value),
      hint = 'Leave it out for all of them.',
      column = field;
  end if;
  return value;
end;
$$;

comment on function network.checked_count(integer, text) is 'The number, null included, or SG126 for a negative one.';
--! EndIncluded 0_schema/01_write_side/013_network/0131_project/01314_closure/013145_fn_checked_count.sql
--! Included 0_schema/01_write_side/013_network/0132_contribution/01321_contributor/013211_tb_contributor.sql
-- 013211  network.tb_contributor
-- Who contributes: a person or a system.

create table if not exists network.tb_contributor (
  pk_contributor   bigint generated always as identity,
  id               uuid not null default gen_random_uuid(),
  contributor_type text not null,
  contributor_name text not null,
  email            text,
  wallet_address   text,
  hourly_rate      numeric,
  made_at          timestamptz not null default clock_timestamp(),
  identifier       text generated always as (left(contributor_name, 200)) stored,
  position         bigint,
  legacy           jsonb,
  import_run       bigint,
  created_at       timestamptz not null default clock_timestamp(),
  created_by       text not null default common.current_actor(),
  updated_at       timestamptz not null default clock_timestamp(),
  updated_by       text not null default common.current_actor(),
  constraint pk_tb_contributor primary key (pk_contributor),
  constraint uq_tb_contributor__id unique (id),
  constraint ck_tb_contributor__contributor_type check (contributor_type in ('HUMAN', 'SYSTEM')),
  constraint ck_tb_contributor__contributor_name check (contributor_name <> ''),
  constraint ck_tb_contributor__hourly_rate check (abs(hourly_rate) < 'Infinity')
);

create index if not exists ix_tb_contributor__row_key
  on network.tb_contributor ((coalesce(legacy #>> '{raw,id}', id::text)));

comment on table network.tb_contributor is 'A person or a system that contributes to assets.';
comment on column network.tb_contributor.pk_contributor is 'Internal key, used by joins.';
comment on column network.tb_contributor.id is 'Public key.';
comment on column network.tb_contributor.contributor_type is 'HUMAN or SYSTEM.';
comment on column network.tb_contributor.contributor_name is 'Name.';
comment on column network.tb_contributor.email is 'Address. Two contributors may have the same.';
comment on column network.tb_contributor.wallet_address is 'Where payouts go.';
comment on column network.tb_contributor.hourly_rate is 'Rate for an hour, exactly.';
comment on column network.tb_contributor.made_at is 'Since when it contributes, as the store says it.';
comment on column network.tb_contributor.identifier is 'Name for humans.';
comment on column network.tb_contributor.position is
  'Place in the legacy file; null where it did not come from one.';
comment on column network.tb_contributor.legacy is
  'What the legacy file said and no column holds: raw cells, unknown keys, keys that were absent.';
comment on column network.tb_contributor.import_run is
  'The import that brought the row; null where none did.';
comment on column network.tb_contributor.created_at is 'When the row was made.';
comment on column network.tb_contributor.created_by is 'Who made the row.';
comment on column network.tb_contributor.updated_at is 'When the row was last changed.';
comment on column network.tb_contributor.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_contributor on network.tb_contributor is 'the internal key is unique';
comment on constraint uq_tb_contributor__id on network.tb_contributor is 'the public key is unique';
comment on constraint ck_tb_contributor__contributor_type on network.tb_contributor is
  'the type must be HUMAN or SYSTEM';
comment on constraint ck_tb_contributor__contributor_name on network.tb_contributor is
  'a contributor has a name';
comment on constraint ck_tb_contributor__hourly_rate on network.tb_contributor is
  'the hourly rate must be a finite number';
comment on index network.ix_tb_contributor__row_key is
  'To find a row by the key that the legacy file gives it.';

select specql_audit.audit_table('network.tb_contributor');
--! EndIncluded 0_schema/01_write_side/013_network/0132_contribution/01321_contributor/013211_tb_contributor.sql
--! Included 0_schema/01_write_side/013_network/0132_contribution/01321_contributor/013212_fn_found_contributor.sql
-- 013212  network.found_contributor()
-- The contributor with an id, or an error that says that there is none.

create or replace function network.found_contributor(contributor_id uuid)
  returns bigint
  language plpgsql
  stable
as $$
declare
  v_found bigint;
begin
  select r.pk_contributor into v_found from network.tb_contributor as r where r.id = contributor_id;
  if not found then
    raise exception using
      errcode = 'SG224',
      message = 'contributor not found',
      detail = format('There is none with id %s.', coalesce(contributor_id::text, 'null')),
      hint = 'app.contributors lists them.',
      column = 'contributor_id';
  end if;
  return v_found;
end;
$$;

comment on function network.found_contributor(uuid) is 'Internal key of the contributor. SG224: there is none.';
--! EndIncluded 0_schema/01_write_side/013_network/0132_contribution/01321_contributor/013212_fn_found_contributor.sql
--! Included 0_schema/01_write_side/013_network/0132_contribution/01322_asset/013221_tb_asset.sql
-- 013221  network.tb_asset
-- What is contributed to, and what it cost so far.

create table if not exists network.tb_asset (
  pk_asset          bigint generated always as identity,
  id                uuid not null default gen_random_uuid(),
  asset_type        text not null,
  description       text,
  contributed_cost  numeric not null default 0,
  unattributed_cost numeric,
  total_cost        numeric not null generated always as (contributed_cost + coalesce(unattributed_cost, 0)) stored,
  made_at           timestamptz not null default clock_timestamp(),
  identifier        text generated always as (left(coalesce(nullif(description, ''), id::text), 200)) stored,
  position          bigint,
  legacy            jsonb,
  import_run        bigint,
  created_at        timestamptz not null default clock_timestamp(),
  created_by        text not null default common.current_actor(),
  updated_at        timestamptz not null default clock_timestamp(),
  updated_by        text not null default common.current_actor(),
  constraint pk_tb_asset primary key (pk_asset),
  constraint uq_tb_asset__id unique (id),
  constraint ck_tb_asset__asset_type check (asset_type in ('CODE', 'MODEL', 'CONTENT', 'DATA')),
  constraint ck_tb_asset__total_cost check (abs(total_cost) < 'Infinity')
);

create index if not exists ix_tb_asset__row_key
  on network.tb_asset ((coalesce(legacy #>> '{raw,id}', id::text)));

comment on table network.tb_asset is 'Code, a model, content or data that contributors work on.';
comment on column network.tb_asset.pk_asset is 'Internal key, used by joins.';
comment on column network.tb_asset.id is 'Public key.';
comment on column network.tb_asset.asset_type is 'CODE, MODEL, CONTENT or DATA.';
comment on column network.tb_asset.description is 'What it is.';
comment on column network.tb_asset.contributed_cost is
  'Sum of its contributions; the triggers of those keep it.';
comment on column network.tb_asset.unattributed_cost is
  'Part of the total that an imported file carries and no contribution here explains; null where no file gave a total.';
comment on column network.tb_asset.total_cost is 'What it cost so far.';
comment on column network.tb_asset.made_at is 'Since when it is there, as the store says it.';
comment on column network.tb_asset.identifier is 'Name for humans.';
comment on column network.tb_asset.position is
  'Place in the legacy file; null where it did not come from one.';
comment on column network.tb_asset.legacy is
  'What the legacy file said and no column holds: raw cells, unknown keys, keys that were absent.';
comment on column network.tb_asset.import_run is 'The import that brought the row; null where none did.';
comment on column network.tb_asset.created_at is 'When the row was made.';
comment on column network.tb_asset.created_by is 'Who made the row.';
comment on column network.tb_asset.updated_at is 'When the row was last changed.';
comment on column network.tb_asset.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_asset on network.tb_asset is 'the internal key is unique';
comment on constraint uq_tb_asset__id on network.tb_asset is 'the public key is unique';
comment on constraint ck_tb_asset__asset_type on network.tb_asset is
  'the type must be CODE, MODEL, CONTENT or DATA';
comment on constraint ck_tb_asset__total_cost on network.tb_asset is 'the total cost must be a finite number';
comment on index network.ix_tb_asset__row_key is 'To find a row by the key that the legacy file gives it.';

select specql_audit.audit_table('network.tb_asset');
--! EndIncluded 0_schema/01_write_side/013_network/0132_contribution/01322_asset/013221_tb_asset.sql
--! Included 0_schema/01_write_side/013_network/0132_contribution/01322_asset/013222_fn_found_asset.sql
-- 013222  network.found_asset()
-- The asset with an id, or an error that says that there is none.

create or replace function network.found_asset(asset_id uuid)
  returns bigint
  language plpgsql
  stable
as $$
declare
  v_found bigint;
begin
  select r.pk_asset into v_found from network.tb_asset as r where r.id = asset_id;
  if not found then
    raise exception using
      errcode = 'SG225',
      message = 'asset not found',
      detail = format('There is none with id %s.', coalesce(asset_id::text, 'null')),
      hint = 'app.assets lists them.',
      column = 'asset_id';
  end if;
  return v_found;
end;
$$;

comment on function network.found_asset(uuid) is 'Internal key of the asset. SG225: there is none.';
--! EndIncluded 0_schema/01_write_side/013_network/0132_contribution/01322_asset/013222_fn_found_asset.sql
--! Included 0_schema/01_write_side/013_network/0132_contribution/01323_contribution/013231_tb_contribution.sql
-- 013231  network.tb_contribution
-- What a contributor did for an asset, and what it cost.

create table if not exists network.tb_contribution (
  pk_contribution bigint generated always as identity,
  id              uuid not null default gen_random_uuid(),
  fk_contributor  bigint not null,
  fk_asset        bigint not null,
  cost_amount     numeric not null,
  metadata        jsonb,
  coherence_score double precision,
  made_at         timestamptz not null default clock_timestamp(),
  identifier      text generated always as (id::text) stored,
  position        bigint,
  legacy          jsonb,
  import_run      bigint,
  created_at      timestamptz not null default clock_timestamp(),
  created_by      text not null default common.current_actor(),
  updated_at      timestamptz not null default clock_timestamp(),
  updated_by      text not null default common.current_actor(),
  constraint pk_tb_contribution primary key (pk_contribution),
  constraint uq_tb_contribution__id unique (id),
  constraint fk_tb_contribution__contributor
    foreign key (fk_contributor) references network.tb_contributor (pk_contributor),
  constraint fk_tb_contribution__asset
    foreign key (fk_asset) references network.tb_asset (pk_asset),
  constraint ck_tb_contribution__cost_amount check (abs(cost_amount) < 'Infinity'),
  constraint ck_tb_contribution__coherence_score check (abs(coherence_score) < 'Infinity')
);

create index if not exists ix_tb_contribution__contributor on network.tb_contribution (fk_contributor);
create index if not exists ix_tb_contribution__asset on network.tb_contribution (fk_asset);
create index if not exists ix_tb_contribution__row_key
  on network.tb_contribution ((coalesce(legacy #>> '{raw,id}', id::text)));

comment on table network.tb_contribution is
  'One contribution. Its cost counts in the total of its asset, whatever becomes of the row.';
comment on column network.tb_contribution.pk_contribution is 'Internal key, used by joins.';
comment on column network.tb_contribution.id is 'Public key.';
comment on column network.tb_contribution.fk_contributor is 'Who contributed.';
comment on column network.tb_contribution.fk_asset is 'To what.';
comment on column network.tb_contribution.cost_amount is 'What it cost, exactly; negative for a refund.';
comment on column network.tb_contribution.metadata is 'Whatever else is known of it.';
comment on column network.tb_contribution.coherence_score is 'How well it fits, mostly 0 to 1.';
comment on column network.tb_contribution.made_at is 'When it was made, as the store says it.';
comment on column network.tb_contribution.identifier is 'Name for humans: the public key.';
comment on column network.tb_contribution.position is
  'Place in the legacy file; null where it did not come from one.';
comment on column network.tb_contribution.legacy is
  'What the legacy file said and no column holds: raw cells, unknown keys, keys that were absent.';
comment on column network.tb_contribution.import_run is
  'The import that brought the row; null where none did.';
comment on column network.tb_contribution.created_at is 'When the row was made.';
comment on column network.tb_contribution.created_by is 'Who made the row.';
comment on column network.tb_contribution.updated_at is 'When the row was last changed.';
comment on column network.tb_contribution.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_contribution on network.tb_contribution is 'the internal key is unique';
comment on constraint uq_tb_contribution__id on network.tb_contribution is 'the public key is unique';
comment on constraint fk_tb_contribution__contributor on network.tb_contribution is
  'the contributor must exist';
comment on constraint fk_tb_contribution__asset on network.tb_contribution is 'the asset must exist';
comment on constraint ck_tb_contribution__cost_amount on network.tb_contribution is
  'the cost must be a finite number';
comment on constraint ck_tb_contribution__coherence_score on network.tb_contribution is
  'the coherence score must be a finite number';
comment on index network.ix_tb_contribution__contributor is 'For the contributions of a contributor.';
comment on index network.ix_tb_contribution__asset is 'For the contributions to an asset.';
comment on index network.ix_tb_contribution__row_key is
  'To find a row by the key that the legacy file gives it.';

select specql_audit.audit_table('network.tb_contribution');
--! EndIncluded 0_schema/01_write_side/013_network/0132_contribution/01323_contribution/013231_tb_contribution.sql
--! Included 0_schema/01_write_side/013_network/0132_contribution/01323_contribution/013232_tr_keep_totals.sql
-- 013232  network.tg_tb_contribution__keep_totals()
-- Keeps the total cost of each asset equal to what its contributions cost.

create or replace function network.tg_tb_contribution__keep_totals()
  returns trigger
  language plpgsql
as $$
declare
  v_assets  bigint[];
  v_added   numeric[];
  v_carried numeric[];
begin
  if tg_op = 'TRUNCATE' then
    update network.tb_asset set contributed_cost = 0 where contributed_cost <> 0;
    return null;
  elsif tg_op = 'INSERT' then
    select array_agg(s.fk_asset order by s.fk_asset), array_agg(s.added order by s.fk_asset),
      array_agg(s.carried order by s.fk_asset)
    into v_assets, v_added, v_carried
    from (
      select n.fk_asset, sum(n.cost_amount) as added,
        coalesce(sum(n.cost_amount) filter (where n.import_run is not null), 0) as carried
      from new_rows as n
      group by n.fk_asset
    ) as s;
  elsif tg_op = 'DELETE' then
    select array_agg(s.fk_asset order by s.fk_asset), array_agg(s.added order by s.fk_asset),
      array_agg(0::numeric)
    into v_assets, v_added, v_carried
    from (
      select o.fk_asset, - sum(o.cost_amount) as added
      from old_rows as o
      group by o.fk_asset
    ) as s;
  else
    select array_agg(s.fk_asset order by s.fk_asset), array_agg(s.added order by s.fk_asset),
      array_agg(s.carried order by s.fk_asset)
    into v_assets, v_added, v_carried
    from (
      select c.fk_asset, sum(c.cost) as added, coalesce(sum(c.cost) filter (where c.by_import), 0) as carried
      from (
        select n.fk_asset, n.cost_amount as cost, n.legacy -> 'run' is distinct from o.legacy -> 'run' as by_import
        from new_rows as n join old_rows as o on o.pk_contribution = n.pk_contribution
        where n.fk_asset <> o.fk_asset or n.cost_amount <> o.cost_amount
        union all
        select o.fk_asset, - o.cost_amount, n.legacy -> 'run' is distinct from o.legacy -> 'run'
        from new_rows as n join old_rows as o on o.pk_contribution = n.pk_contribution
        where n.fk_asset <> o.fk_asset or n.cost_amount <> o.cost_amount
      ) as c
      group by c.fk_asset
      having sum(c.cost) <> 0
    ) as s;
  end if;

  if v_assets is null then
    return null;
  end if;

  -- In one order for all sessions: two that contribute to the same assets wait for each other, and never both.
  perform
  from network.tb_asset as a
  where a.pk_asset = any (v_assets)
  order by a.pk_asset
  for no key update;

  update network.tb_asset as a set
    contributed_cost = a.contributed_cost + w.added,
    unattributed_cost = a.unattributed_cost - w.carried,
    -- A file that gives no total has none after its contributions are in, either: whoever writes legacy keeps it.
    legacy = case
      when a.unattributed_cost is null and w.added = w.carried
        and (a.legacy -> 'absent' ? 'total_cost' or a.legacy -> 'raw' ? 'total_cost')
      then a.legacy || jsonb_build_object('loads', coalesce((a.legacy ->> 'loads')::bigint, 0) + 1)
      else a.legacy end
  from unnest(v_assets, v_added, v_carried) as w (fk_asset, added, carried)
  where a.pk_asset = w.fk_asset
    and (w.added <> 0 or w.carried <> 0);
  return null;
end;
$$;

comment on function network.tg_tb_contribution__keep_totals() is
  'After each statement: adds to the assets what their contributions changed by, under a lock of those assets, so that '
  'sessions add up. What an import brings is in the total that its file carries, and is taken from the part of the '
  'total that no contribution explained so far.';

create or replace trigger tr_700_keep_totals after insert on network.tb_contribution
  referencing new table as new_rows
  for each statement execute function network.tg_tb_contribution__keep_totals();
create or replace trigger tr_705_keep_totals after update on network.tb_contribution
  referencing old table as old_rows new table as new_rows
  for each statement execute function network.tg_tb_contribution__keep_totals();
create or replace trigger tr_710_keep_totals after delete on network.tb_contribution
  referencing old table as old_rows
  for each statement execute function network.tg_tb_contribution__keep_totals();
create or replace trigger tr_715_keep_totals after truncate on network.tb_contribution
  for each statement execute function network.tg_tb_contribution__keep_totals();

comment on trigger tr_700_keep_totals on network.tb_contribution is 'Adds to the total cost of the assets.';
comment on trigger tr_705_keep_totals on network.tb_contribution is 'Moves cost between the totals of the assets.';
comment on trigger tr_710_keep_totals on network.tb_contribution is 'Takes from the total cost of the assets.';
comment on trigger tr_715_keep_totals on network.tb_contribution is 'Empties the total cost of the assets.';
--! EndIncluded 0_schema/01_write_side/013_network/0132_contribution/01323_contribution/013232_tr_keep_totals.sql
--! Included 0_schema/01_write_side/013_network/0132_contribution/01324_distribution/013242_fn_shares.sql
-- 013242  network.shares()
-- How an amount is divided by the largest remainders.

create or replace function network.shares(asset bigint, amount numeric)
  returns table (fk_contributor bigint, weight numeric, payout numeric)
  language sql
  stable
as $$
  with weighted as (
    -- cost × (0.5 + coherence score): what the predecessor weighs by. Exact: the score counts with its shortest digits.
    select r.fk_contributor, sum(r.cost_amount * (0.5 + coalesce(r.coherence_score::text::numeric, 0.5))) as weight
    from network.tb_contribution as r
    where r.fk_asset = asset
    group by r.fk_contributor
  ), counted as (
    select w.fk_contributor, w.weight, greatest(w.weight, 0) as counts, sum(greatest(w.weight, 0)) over () as total,
      -- The amount in its smallest unit.
      trunc(amount * ('1e' || greatest(2, scale(amount)))::numeric) as units
    from weighted as w
  ), divided as (
    select c.*, div(c.units * c.counts, c.total) as whole, mod(c.units * c.counts, c.total) as remainder
    from counted as c
    where c.total > 0
  ), ranked as (
    select d.*, d.units - sum(d.whole) over () as left_over,
      row_number() over (order by d.remainder desc, d.counts desc, k.id) as nth
    from divided as d join network.tb_contributor as k on k.pk_contributor = d.fk_contributor
  )
  select r.fk_contributor, r.weight,
    round((r.whole + case when r.nth <= r.left_over then 1 else 0 end) / ('1e' || greatest(2, scale(amount)))::numeric,
      greatest(2, scale(amount)))
  from ranked as r
$$;

comment on function network.shares(bigint, numeric) is
  'One row for each contributor of the asset; none where the weights are not above zero. Hamilton''s method: everyone gets the whole units '
  'of his exact share, and the units that are left go to the largest remainders; of equal ones first to the larger weight, then '
  'to the smaller id, so that no order of rows matters.';
--! EndIncluded 0_schema/01_write_side/013_network/0132_contribution/01324_distribution/013242_fn_shares.sql
--! Included 0_schema/01_write_side/013_network/0133_github/01331_github_contributor/013311_tb_github_contributor.sql
-- 013311  network.tb_github_contributor
-- A contributor on GitHub.

create table if not exists network.tb_github_contributor (
  pk_github_contributor bigint generated always as identity,
  id                    uuid not null default gen_random_uuid(),
  github_id             text not null,
  source                text,
  login                 text not null,
  display_name          text,
  avatar_url            text,
  contributions_count   numeric,
  made_at               timestamptz not null default clock_timestamp(),
  renewed_at            timestamptz,
  identifier            text generated always as (github_id) stored,
  position              bigint,
  legacy                jsonb,
  import_run            bigint,
  created_at            timestamptz not null default clock_timestamp(),
  created_by            text not null default common.current_actor(),
  updated_at            timestamptz not null default clock_timestamp(),
  updated_by            text not null default common.current_actor(),
  constraint pk_tb_github_contributor primary key (pk_github_contributor),
  constraint uq_tb_github_contributor__id unique (id),
  constraint ck_tb_github_contributor__github_id check (length(github_id) between 1 and 500),
  constraint uq_tb_github_contributor__github_id unique (github_id)
);

comment on table network.tb_github_contributor is 'A contributor on GitHub, as the store knows it.';
comment on column network.tb_github_contributor.pk_github_contributor is 'Internal key, used by joins.';
comment on column network.tb_github_contributor.id is 'Public key.';
comment on column network.tb_github_contributor.github_id is 'Key in the store, for example github:octocat.';
comment on column network.tb_github_contributor.source is 'Where it was found, for example github.';
comment on column network.tb_github_contributor.login is 'Name to log in with.';
comment on column network.tb_github_contributor.display_name is 'Name.';
comment on column network.tb_github_contributor.avatar_url is 'Address of a picture.';
comment on column network.tb_github_contributor.contributions_count is
  'How many contributions it has, as the file says it.';
comment on column network.tb_github_contributor.made_at is 'Since when it is there, as the store says it.';
comment on column network.tb_github_contributor.renewed_at is
  'When it was last changed, as the store says it.';
comment on column network.tb_github_contributor.identifier is 'Name for humans.';
comment on column network.tb_github_contributor.position is
  'Place in the legacy file; null where it did not come from one.';
comment on column network.tb_github_contributor.legacy is
  'What the legacy file said and no column holds: raw cells, unknown keys, keys that were absent.';
comment on column network.tb_github_contributor.import_run is
  'The import that brought the row; null where none did.';
comment on column network.tb_github_contributor.created_at is 'When the row was made.';
comment on column network.tb_github_contributor.created_by is 'Who made the row.';
comment on column network.tb_github_contributor.updated_at is 'When the row was last changed.';
comment on column network.tb_github_contributor.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_github_contributor on network.tb_github_contributor is
  'the internal key is unique';
comment on constraint uq_tb_github_contributor__id on network.tb_github_contributor is
  'the public key is unique';
comment on constraint ck_tb_github_contributor__github_id on network.tb_github_contributor is
  'the key of a GitHub account has 1 to 500 characters';
comment on constraint uq_tb_github_contributor__github_id on network.tb_github_contributor is
  'a GitHub account stands once';

select specql_audit.audit_table('network.tb_github_contributor');
--! EndIncluded 0_schema/01_write_side/013_network/0133_github/01331_github_contributor/013311_tb_github_contributor.sql
--! Included 0_schema/01_write_side/013_network/0133_github/01332_github_organization/013321_tb_github_organization.sql
-- 013321  network.tb_github_organization
-- An organization on GitHub.

create table if not exists network.tb_github_organization (
  pk_github_organization bigint generated always as identity,
  id                     uuid not null default gen_random_uuid(),
  github_id              text not null,
  login                  text not null,
  organization_type      text,
  display_name           text,
  avatar_url             text,
  made_at                timestamptz not null default clock_timestamp(),
  renewed_at             timestamptz,
  identifier             text generated always as (github_id) stored,
  position               bigint,
  legacy                 jsonb,
  import_run             bigint,
  created_at             timestamptz not null default clock_timestamp(),
  created_by             text not null default common.current_actor(),
  updated_at             timestamptz not null default clock_timestamp(),
  updated_by             text not null default common.current_actor(),
  constraint pk_tb_github_organization primary key (pk_github_organization),
  constraint uq_tb_github_organization__id unique (id),
  constraint ck_tb_github_organization__github_id check (length(github_id) between 1 and 500),
  constraint uq_tb_github_organization__github_id unique (github_id)
);

comment on table network.tb_github_organization is 'An organization on GitHub, as the store knows it.';
comment on column network.tb_github_organization.pk_github_organization is 'Internal key, used by joins.';
comment on column network.tb_github_organization.id is 'Public key.';
comment on column network.tb_github_organization.github_id is 'Key in the store, for example github:octocat.';
comment on column network.tb_github_organization.login is 'Name to log in with.';
comment on column network.tb_github_organization.organization_type is 'Type, for example Organization.';
comment on column network.tb_github_organization.display_name is 'Name.';
comment on column network.tb_github_organization.avatar_url is 'Address of a picture.';
comment on column network.tb_github_organization.made_at is 'Since when it is there, as the store says it.';
comment on column network.tb_github_organization.renewed_at is
  'When it was last changed, as the store says it.';
comment on column network.tb_github_organization.identifier is 'Name for humans.';
comment on column network.tb_github_organization.position is
  'Place in the legacy file; null where it did not come from one.';
comment on column network.tb_github_organization.legacy is
  'What the legacy file said and no column holds: raw cells, unknown keys, keys that were absent.';
comment on column network.tb_github_organization.import_run is
  'The import that brought the row; null where none did.';
comment on column network.tb_github_organization.created_at is 'When the row was made.';
comment on column network.tb_github_organization.created_by is 'Who made the row.';
comment on column network.tb_github_organization.updated_at is 'When the row was last changed.';
comment on column network.tb_github_organization.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_github_organization on network.tb_github_organization is
  'the internal key is unique';
comment on constraint uq_tb_github_organization__id on network.tb_github_organization is
  'the public key is unique';
comment on constraint ck_tb_github_organization__github_id on network.tb_github_organization is
  'the key of a GitHub account has 1 to 500 characters';
comment on constraint uq_tb_github_organization__github_id on network.tb_github_organization is
  'a GitHub account stands once';

select specql_audit.audit_table('network.tb_github_organization');
--! EndIncluded 0_schema/01_write_side/013_network/0133_github/01332_github_organization/013321_tb_github_organization.sql
--! Included 0_schema/01_write_side/013_network/0133_github/01333_github_contribution/013331_tb_github_contribution.sql
-- 013331  network.tb_github_contribution
-- Which GitHub account contributes to which package.

create table if not exists network.tb_github_contribution (
  pk_github_contribution bigint generated always as identity,
  id                     uuid not null default gen_random_uuid(),
  github_id              text not null,
  fk_package             bigint not null,
  identifier             text not null,
  position               bigint,
  legacy                 jsonb,
  import_run             bigint,
  created_at             timestamptz not null default clock_timestamp(),
  created_by             text not null default common.current_actor(),
  updated_at             timestamptz not null default clock_timestamp(),
  updated_by             text not null default common.current_actor(),
  constraint pk_tb_github_contribution primary key (pk_github_contribution),
  constraint uq_tb_github_contribution__id unique (id),
  constraint ck_tb_github_contribution__github_id check (length(github_id) between 1 and 500),
  constraint uq_tb_github_contribution__ends unique (github_id, fk_package),
  constraint fk_tb_github_contribution__package
    foreign key (fk_package) references network.tb_package (pk_package)
);

create index if not exists ix_tb_github_contribution__package on network.tb_github_contribution (fk_package);
create index if not exists ix_tb_github_contribution__identifier
  on network.tb_github_contribution using hash (identifier);

comment on table network.tb_github_contribution is
  'A GitHub account that contributes to a package. As with edges, neither end need be known.';
comment on column network.tb_github_contribution.pk_github_contribution is 'Internal key, used by joins.';
comment on column network.tb_github_contribution.id is 'Public key.';
comment on column network.tb_github_contribution.github_id is 'Key of the account; it need not be known.';
comment on column network.tb_github_contribution.fk_package is 'The package.';
comment on column network.tb_github_contribution.identifier is
  'Keys of both ends, as the legacy files write them: id > ecosystem/name.';
comment on column network.tb_github_contribution.position is
  'Place in the legacy file; null where it did not come from one.';
comment on column network.tb_github_contribution.legacy is
  'What the legacy file said and no column holds: raw cells, unknown keys, keys that were absent.';
comment on column network.tb_github_contribution.import_run is
  'The import that brought the row; null where none did.';
comment on column network.tb_github_contribution.created_at is 'When the row was made.';
comment on column network.tb_github_contribution.created_by is 'Who made the row.';
comment on column network.tb_github_contribution.updated_at is 'When the row was last changed.';
comment on column network.tb_github_contribution.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_github_contribution on network.tb_github_contribution is
  'the internal key is unique';
comment on constraint uq_tb_github_contribution__id on network.tb_github_contribution is
  'the public key is unique';
comment on constraint ck_tb_github_contribution__github_id on network.tb_github_contribution is
  'the key of a GitHub account has 1 to 500 characters';
comment on constraint uq_tb_github_contribution__ends on network.tb_github_contribution is
  'an account contributes to a package once';
comment on constraint fk_tb_github_contribution__package on network.tb_github_contribution is
  'the package must exist';
comment on index network.ix_tb_github_contribution__package is 'For the accounts of a package.';
comment on index network.ix_tb_github_contribution__identifier is 'To find a row by its key, however long.';

select specql_audit.audit_table('network.tb_github_contribution');
--! EndIncluded 0_schema/01_write_side/013_network/0133_github/01333_github_contribution/013331_tb_github_contribution.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01341_cell/013412_fn_time_text.sql
-- 013412  network.time_text()
-- A time as the network store writes it.

create or replace function network.time_text(value timestamptz)
  returns text
  language sql
  stable
as $$
  select case when date_trunc('second', value) = value
    then to_char(value at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS')
    else to_char(value at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') end
$$;

comment on function network.time_text(timestamptz) is
  'ISO 8601 in UTC without a zone, and with microseconds only where there are some.';
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01341_cell/013412_fn_time_text.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01341_cell/013413_fn_real_json.sql
-- 013413  network.real_json()
-- A floating-point number as the network store writes it.

create or replace function network.real_json(value double precision)
  returns jsonb
  language sql
  immutable
as $$
  select to_jsonb(case when scale(value::text::numeric) = 0 then round(value::text::numeric, 1) else value::text::numeric end)
$$;

comment on function network.real_json(double precision) is
  'The shortest number that means the same, always with a fraction: 1.0, 0.875.';
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01341_cell/013413_fn_real_json.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01341_cell/013414_fn_money.sql
-- 013414  network.money()
-- An amount as a file gives it, exactly.

create or replace function network.money(value jsonb)
  returns numeric
  language sql
  immutable
as $$
  select case
    when jsonb_typeof(value) in ('string', 'number')
      and length(value #>> '{}') <= 1000
      and value #>> '{}' ~ '^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]{1,3})?$'
    then (value #>> '{}')::numeric
  end
$$;

comment on function network.money(jsonb) is
  'A text or number of JSON as numeric, with the digits that it has; null for anything that is no decimal number.';
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01341_cell/013414_fn_money.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01341_cell/013415_fn_file_time.sql
-- 013415  network.file_time()
-- A time as a file gives it.

create or replace function network.file_time(value text, zone text)
  returns timestamptz
  language plpgsql
  stable
as $$
declare
  v_parts constant text[] := regexp_match(value,
    '^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)?(Z|z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?$');
  v_day date;
begin
  if v_parts is null
    or v_parts[1]::integer < 1 or v_parts[2]::integer not between 1 and 12 or v_parts[3]::integer not between 1 and 31
    or v_parts[4]::integer > 23 or v_parts[5]::integer > 59 or v_parts[6]::integer > 59
    or nullif(substr(v_parts[8], 2, 2), '')::integer > 15 then
    return null;
  end if;
  v_day := make_date(v_parts[1]::integer, v_parts[2]::integer, 1) + (v_parts[3]::integer - 1);
  if extract(month from v_day) <> v_parts[2]::integer then
    return null;
  end if;
  return case when v_parts[8] is null
    then replace(value, ',', '.')::timestamp at time zone zone
    else replace(value, ',', '.')::timestamptz end;
end;
$$;

comment on function network.file_time(text, text) is
  'A time in ISO 8601, read in the zone where it has none of its own; null for anything else, a day that does not exist included.';
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01341_cell/013415_fn_file_time.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01341_cell/013416_fn_project_cells.sql
-- 013416  network.project_cells()
-- What the columns of a row say, in the words of the legacy file.

create or replace function network.project_cells("row" network.tb_project)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'name', "row".project_name,
    'ecosystem', "row".ecosystem,
    'version', "row".version,
    'description', "row".description,
    'dependency_count', "row".dependency_count
  )
$$;

comment on function network.project_cells(network.tb_project) is
  'The row as the legacy file would have it if nothing but the columns were known.';
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01341_cell/013416_fn_project_cells.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01341_cell/013417_fn_contributor_cells.sql
-- 013417  network.contributor_cells()
-- What the columns of a row say, in the words of the legacy file.

create or replace function network.contributor_cells("row" network.tb_contributor)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'id', "row".id,
    'type', "row".contributor_type,
    'name', "row".contributor_name,
    'email', "row".email,
    'wallet_address', "row".wallet_address,
    'hourly_rate', "row".hourly_rate::text,
    'created_at', network.time_text("row".made_at)
  )
$$;

comment on function network.contributor_cells(network.tb_contributor) is
  'The row as the legacy file would have it if nothing but the columns were known.';
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01341_cell/013417_fn_contributor_cells.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01341_cell/013418_fn_asset_cells.sql
-- 013418  network.asset_cells()
-- What the columns of a row say, in the words of the legacy file.

create or replace function network.asset_cells("row" network.tb_asset)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'id', "row".id,
    'type', "row".asset_type,
    'description', "row".description,
    'total_cost', trim_scale("row".contributed_cost + coalesce("row".unattributed_cost, 0))::text,
    'created_at', network.time_text("row".made_at)
  )
$$;

comment on function network.asset_cells(network.tb_asset) is
  'The row as the legacy file would have it if nothing but the columns were known.';
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01341_cell/013418_fn_asset_cells.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01341_cell/013419_fn_contribution_cells.sql
-- 013419  network.contribution_cells()
-- What the columns of a row say, in the words of the legacy file.

create or replace function network.contribution_cells("row" network.tb_contribution, contributor_id uuid, asset_id uuid)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'id', "row".id,
    'contributor_id', contribution_cells.contributor_id,
    'asset_id', contribution_cells.asset_id,
    'cost_amount', "row".cost_amount::text,
    'metadata', "row".metadata,
    'coherence_score', network.real_json("row".coherence_score),
    'timestamp', network.time_text("row".made_at)
  )
$$;

comment on function network.contribution_cells(network.tb_contribution, uuid, uuid) is
  'The row as the legacy file would have it if nothing but the columns were known.';
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01341_cell/013419_fn_contribution_cells.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01341_cell/01341A_fn_github_contributor_cells.sql
-- 01341A  network.github_contributor_cells()
-- What the columns of a row say, in the words of the legacy file.

create or replace function network.github_contributor_cells("row" network.tb_github_contributor)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'id', "row".github_id,
    'source', "row".source,
    'login', "row".login,
    'name', "row".display_name,
    'avatar_url', "row".avatar_url,
    'contributions_count', "row".contributions_count,
    'created_at', network.time_text("row".made_at),
    'updated_at', network.time_text("row".renewed_at)
  )
$$;

comment on function network.github_contributor_cells(network.tb_github_contributor) is
  'The row as the legacy file would have it if nothing but the columns were known.';
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01341_cell/01341A_fn_github_contributor_cells.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01341_cell/01341B_fn_github_organization_cells.sql
-- 01341B  network.github_organization_cells()
-- What the columns of a row say, in the words of the legacy file.

create or replace function network.github_organization_cells("row" network.tb_github_organization)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'id', "row".github_id,
    'login', "row".login,
    'type', "row".organization_type,
    'name', "row".display_name,
    'avatar_url', "row".avatar_url,
    'created_at', network.time_text("row".made_at),
    'updated_at', network.time_text("row".renewed_at)
  )
$$;

comment on function network.github_organization_cells(network.tb_github_organization) is
  'The row as the legacy file would have it if nothing but the columns were known.';
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01341_cell/01341B_fn_github_organization_cells.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01341_cell/01341C_fn_with_legacy.sql
-- 01341C  network.with_legacy()
-- A row as the legacy file has it.

create or replace function network.with_legacy(cells jsonb, legacy jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
begin
  if legacy is null then
    return cells;
  end if;
  return (cells || coalesce(legacy -> 'raw', '{}') || coalesce(legacy -> 'extra', '{}'))
    - array(select jsonb_array_elements_text(coalesce(legacy -> 'absent', '[]')));
end;
$$;

comment on function network.with_legacy(jsonb, jsonb) is
  'The cells, with those that the file wrote in another way put in their place, unknown ones added, and those that the file '
  'did not have taken away.';
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01341_cell/01341C_fn_with_legacy.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01341_cell/01341D_fn_legacy_of.sql
-- 01341D  network.legacy_of()
-- What a row of the file says beyond the columns.

create or replace function network.legacy_of(content jsonb, cells jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_raw    jsonb;
  v_extra  jsonb;
  v_absent jsonb;
begin
  -- As texts: 1.0 and 1.00 are equal numbers, and not the same cell.
  if content::text = cells::text then
    return null;
  end if;
  select jsonb_object_agg(c.key, c.value) filter (where cells ? c.key),
    jsonb_object_agg(c.key, c.value) filter (where not cells ? c.key)
  into v_raw, v_extra
  from jsonb_each(content) as c
  where (cells -> c.key)::text is distinct from c.value::text;
  select jsonb_agg(k.key) into v_absent
  from jsonb_object_keys(cells) as k (key)
  where not content ? k.key;
  return nullif(jsonb_strip_nulls(jsonb_build_object('absent', v_absent))
    || case when v_raw is null then '{}' else jsonb_build_object('raw', v_raw) end
    || case when v_extra is null then '{}' else jsonb_build_object('extra', v_extra) end, '{}');
end;
$$;

comment on function network.legacy_of(jsonb, jsonb) is
  'The cells that the columns would not give back as they stood (raw), the keys that no column has (extra) and those that '
  'the file did not have (absent); null where the columns say it all.';
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01341_cell/01341D_fn_legacy_of.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01341_cell/01341E_tr_keep_legacy.sql
-- 01341E  network.tg__keep_legacy()
-- Forgets the raw text of what is changed, and remembers what the file said.

create or replace function network.tg__keep_legacy()
  returns trigger
  language plpgsql
as $$
declare
  v_old     jsonb;
  v_new     jsonb;
  v_changed text[];
  v_legacy  jsonb;
begin
  -- Whoever writes legacy, an import for example, says all of it.
  if new.legacy is distinct from old.legacy then
    return new;
  end if;
  case tg_table_name
    when 'tb_project' then
      v_old := network.project_cells(old);
      v_new := network.project_cells(new);
    when 'tb_contributor' then
      v_old := network.contributor_cells(old);
      v_new := network.contributor_cells(new);
    when 'tb_asset' then
      v_old := network.asset_cells(old);
      v_new := network.asset_cells(new);
    when 'tb_contribution' then
      v_old := network.contribution_cells(old,
        (select c.id from network.tb_contributor as c where c.pk_contributor = old.fk_contributor),
        (select a.id from network.tb_asset as a where a.pk_asset = old.fk_asset));
      v_new := network.contribution_cells(new,
        (select c.id from network.tb_contributor as c where c.pk_contributor = new.fk_contributor),
        (select a.id from network.tb_asset as a where a.pk_asset = new.fk_asset));
    when 'tb_github_contributor' then
      v_old := network.github_contributor_cells(old);
      v_new := network.github_contributor_cells(new);
    when 'tb_github_organization' then
      v_old := network.github_organization_cells(old);
      v_new := network.github_organization_cells(new);
  end case;
  if v_old = v_new then
    return new;
  end if;

  v_changed := array(
    select n.key from jsonb_each(v_new) as n where n.value::text is distinct from (v_old -> n.key)::text);
  v_legacy := coalesce(new.legacy, '{}');
  v_legacy := v_legacy
    || case when v_legacy ? 'raw' then jsonb_build_object('raw', (v_legacy -> 'raw') - v_changed) else '{}' end
    || case when v_legacy ? 'absent' then jsonb_build_object('absent', (v_legacy -> 'absent') - v_changed) else '{}' end;
  if old.import_run is not null and not v_legacy ? 'file' then
    v_legacy := v_legacy || jsonb_build_object('file', network.with_legacy(v_old, old.legacy));
  end if;
  new.legacy := nullif(v_legacy, '{}');
  return new;
end;
$$;

comment on function network.tg__keep_legacy() is
  'Before update: a cell that changes is written anew, all others stay as they stood in the file. Of an imported row the first '
  'change keeps what the file said (file), so that the next import can tell who changed what.';

do $$
declare
  v_table text;
begin
  foreach v_table in array array['project', 'contributor', 'asset', 'contribution', 'github_contributor', 'github_organization'] loop
    execute format(
      'create or replace trigger tr_600_keep_legacy before update on network.tb_%s '
      'for each row when (old.legacy is not null or old.import_run is not null) '
      'execute function network.tg__keep_legacy()', v_table);
    execute format('comment on trigger tr_600_keep_legacy on network.tb_%s is %L', v_table,
      'Keeps what the legacy file said of everything that is not changed.');
  end loop;
end;
$$;
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01341_cell/01341E_tr_keep_legacy.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01343_loading/013433_fn_cell_problem.sql
-- 013433  network.cell_problem()
-- The first cell of a row that is not of the form that its column wants.

create or replace function network.cell_problem(content jsonb, forms jsonb, zone text)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_cell record;
  v_value jsonb;
  v_text text;
begin
  if jsonb_typeof(content) is distinct from 'object' then
    return network.problem('SG123', null, 'the row is no object');
  end if;
  for v_cell in select f.key, rtrim(f.value, '!') as form, f.value like '%!' as needed from jsonb_each_text(forms) as f loop
    v_value := nullif(content -> v_cell.key, 'null');
    v_text := v_value #>> '{}';
    if v_value is null or (v_text = '' and v_cell.form <> 'text') then
      if v_cell.needed then
        return network.problem('SG102', v_cell.key, format('%s is missing', v_cell.key));
      end if;
    elsif (case v_cell.form
        when 'text' then jsonb_typeof(v_value) in ('object', 'array') or (v_cell.needed and v_text = '')
        when 'number' then network.money(v_value) is null
        when 'real' then network.money(v_value) is null or abs(network.money(v_value)) > 1e308
          or abs(network.money(v_value)) between 1e-999 and 1e-300
        when 'money' then network.money(v_value) is null
        when 'uuid' then v_text !~* '^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$'
        when 'time' then jsonb_typeof(v_value) <> 'string' or network.file_time(v_text, zone) is null
        else v_text <> all (string_to_array(v_cell.form, '|'))
      end) then
      return network.problem('SG123', v_cell.key, format('%s is not what it should be', v_cell.key),
        case v_cell.form
          when 'text' then 'It should be a text.'
          when 'number' then 'It should be a number.'
          when 'real' then 'It should be a number that fits double precision.'
          when 'money' then 'It should be a decimal number, written as a text.'
          when 'uuid' then 'It should be a UUID.'
          when 'time' then 'It should be a time in ISO 8601.'
          else format('It should be one of %s.', replace(v_cell.form, '|', ', ')) end);
    end if;
  end loop;
  return null;
end;
$$;

comment on function network.cell_problem(jsonb, jsonb, text) is
  'Compares the cells with their forms: text, number, real, money, uuid, time, or the words that are possible, with | between '
  'them; an exclamation mark says that the cell is needed. Null where all is well.';
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01343_loading/013433_fn_cell_problem.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01343_loading/013434_fn_parsed_row.sql
-- 013434  network.parsed_row()
-- The columns of a row of the file.

create or replace function network.parsed_row(source_table text, content jsonb, zone text)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_forms jsonb := case source_table
    when 'projects' then '{"name": "text!", "ecosystem": "text!", "version": "text", "description": "text",
      "dependency_count": "number"}'
    when 'contributors' then '{"id": "uuid!", "type": "HUMAN|SYSTEM!", "name": "text!", "email": "text",
      "wallet_address": "text", "hourly_rate": "money", "created_at": "time"}'
    when 'assets' then '{"id": "uuid!", "type": "CODE|MODEL|CONTENT|DATA!", "description": "text", "total_cost": "money",
      "created_at": "time"}'
    when 'contributions' then '{"id": "uuid!", "contributor_id": "uuid!", "asset_id": "uuid!", "cost_amount": "money!",
      "coherence_score": "real", "timestamp": "time"}'
    when 'github_contributors' then '{"id": "text!", "source": "text", "login": "text!", "name": "text",
      "avatar_url": "text", "contributions_count": "number", "created_at": "time", "updated_at": "time"}'
    when 'github_organizations' then '{"id": "text!", "login": "text!", "type": "text", "name": "text",
      "avatar_url": "text", "created_at": "time", "updated_at": "time"}'
  end;
  -- Nearly every project is like this, and is not looked at cell by cell.
  v_is_plain constant boolean := source_table = 'projects'
    and jsonb_typeof(content -> 'name') = 'string' and content ->> 'name' <> ''
    and jsonb_typeof(content -> 'ecosystem') = 'string' and content ->> 'ecosystem' <> ''
    and coalesce(jsonb_typeof(content -> 'version'), 'null') in ('string', 'null')
    and coalesce(jsonb_typeof(content -> 'description'), 'null') in ('string', 'null')
    and coalesce(jsonb_typeof(content -> 'dependency_count'), 'null') in ('number', 'null')
    and coalesce(length(content ->> 'dependency_count'), 0) <= 100;
  v_problem constant jsonb := case when v_is_plain is not true then network.cell_problem(content, v_forms, zone) end;
  v_made constant timestamptz := case when source_table <> 'projects' then coalesce(
    network.file_time(content ->> case source_table when 'contributions' then 'timestamp' else 'created_at' end, zone),
    clock_timestamp()) end;
  v_contributor record;
  v_asset record;
begin
  if v_problem is not null then
    return v_problem;
  end if;
  case source_table
    when 'projects' then
      v_forms := network.package_problem(content ->> 'ecosystem', content ->> 'name');
      if v_forms is not null then
        return v_forms;
      end if;
      return jsonb_build_object('match', lower((content ->> 'ecosystem') || '/' || (content ->> 'name') collate "und-x-icu"),
        'ecosystem', content -> 'ecosystem', 'project_name', content -> 'name', 'version', content -> 'version',
        'description', content -> 'description', 'dependency_count', network.money(content -> 'dependency_count'));
    when 'contributors' then
      return jsonb_build_object('match', (content ->> 'id')::uuid, 'id', (content ->> 'id')::uuid,
        'contributor_type', content -> 'type', 'contributor_name', content -> 'name', 'email', content -> 'email',
        'wallet_address', content -> 'wallet_address', 'hourly_rate', network.money(content -> 'hourly_rate'), 'made_at', v_made);
    when 'assets' then
      return jsonb_build_object('match', (content ->> 'id')::uuid, 'id', (content ->> 'id')::uuid,
        'asset_type', content -> 'type', 'description', content -> 'description',
        'unattributed_cost', network.money(content -> 'total_cost'), 'made_at', v_made);
    when 'contributions' then
      select c.pk_contributor, c.id into v_contributor
      from network.tb_contributor as c where c.id = (content ->> 'contributor_id')::uuid;
      if not found then
        return network.problem('SG224', 'contributor_id', 'the contributor does not exist',
          'Register the contributor, then try the row again.');
      end if;
      select a.pk_asset, a.id into v_asset
      from network.tb_asset as a where a.id = (content ->> 'asset_id')::uuid;
      if not found then
        return network.problem('SG225', 'asset_id', 'the asset does not exist', 'Register the asset, then try the row again.');
      end if;
      return jsonb_build_object('match', (content ->> 'id')::uuid, 'id', (content ->> 'id')::uuid,
        'fk_contributor', v_contributor.pk_contributor, 'fk_asset', v_asset.pk_asset,
        'contributor_id', v_contributor.id, 'asset_id', v_asset.id,
        'cost_amount', network.money(content -> 'cost_amount'), 'metadata', nullif(content -> 'metadata', 'null'),
        'coherence_score', network.money(content -> 'coherence_score'), 'made_at', v_made);
    else
      if length(content ->> 'id') > 500 then
        return network.problem('SG123', 'id', 'the key of a GitHub account has 1 to 500 characters');
      end if;
      return jsonb_build_object('match', content -> 'id', 'github_id', content -> 'id', 'login', content -> 'login',
        'display_name', content -> 'name', 'avatar_url', content -> 'avatar_url', 'made_at', v_made,
        'renewed_at', network.file_time(content ->> 'updated_at', zone))
        || case source_table
          when 'github_contributors' then jsonb_build_object(
            'source', content -> 'source', 'contributions_count', network.money(content -> 'contributions_count'))
          else jsonb_build_object('organization_type', content -> 'type') end;
  end case;
end;
$$;

comment on function network.parsed_row(text, jsonb, text) is
  'The values of the columns by name, and match: what finds the row. Or the problem of the row.';
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01343_loading/013434_fn_parsed_row.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01343_loading/013435_fn_load_target.sql
-- 013435  network.load_target()
-- Where the rows of a table of the legacy file go.

create or replace function network.load_target(
  source_table text,
  out table_name text,
  out key_column text,
  out columns text[],
  out joined text,
  out content text,
  out cells text
)
  language sql
  immutable
as $$
  select
    'tb_' || t.name,
    'pk_' || t.name,
    t.columns,
    -- The row r that m.match finds.
    t.joined,
    -- The row r as the file would have it, and the same of a row x that is about to be written.
    format('network.with_legacy(network.%s_cells(r%s), r.legacy)', t.name, t.ids),
    format('network.%s_cells(x%s)', t.name, t.new_ids)
  from (values
    ('projects', 'project', array['fk_package', 'ecosystem', 'project_name', 'version', 'description', 'dependency_count'],
      'join network.tb_package as p on p.digest = sha256(convert_to(m.match, ''UTF8'')) '
      'join network.tb_project as r on r.fk_package = p.pk_package', '', ''),
    ('contributors', 'contributor', array['id', 'contributor_type', 'contributor_name', 'email', 'wallet_address',
      'hourly_rate', 'made_at'], 'join network.tb_contributor as r on r.id = m.match::uuid', '', ''),
    ('assets', 'asset', array['id', 'asset_type', 'description', 'unattributed_cost', 'made_at'],
      'join network.tb_asset as r on r.id = m.match::uuid', '', ''),
    ('contributions', 'contribution', array['id', 'fk_contributor', 'fk_asset', 'cost_amount', 'metadata',
      'coherence_score', 'made_at'],
      'join network.tb_contribution as r on r.id = m.match::uuid join network.tb_contributor as c on c.pk_contributor = r.fk_contributor '
      'join network.tb_asset as a on a.pk_asset = r.fk_asset',
      ', c.id, a.id', ', (s.parsed ->> ''contributor_id'')::uuid, (s.parsed ->> ''asset_id'')::uuid'),
    ('github_contributors', 'github_contributor', array['github_id', 'source', 'login', 'display_name', 'avatar_url',
      'contributions_count', 'made_at', 'renewed_at'],
      'join network.tb_github_contributor as r on r.github_id = m.match', '', ''),
    ('github_organizations', 'github_organization', array['github_id', 'login', 'organization_type', 'display_name',
      'avatar_url', 'made_at', 'renewed_at'],
      'join network.tb_github_organization as r on r.github_id = m.match', '', '')
  ) as t (source_table, name, columns, joined, ids, new_ids)
  where t.source_table = load_target.source_table
$$;

comment on function network.load_target(text) is
  'Table, columns and expressions for the rows of a table of the legacy file. Nothing in it comes from a caller.';
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01343_loading/013435_fn_load_target.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01343_loading/013436_fn_load_rows.sql
-- 013436  network.load_rows()
-- Brings rows of the legacy file into their table.

create or replace function network.load_rows(
  run           bigint,
  source_table  text,
  first_ordinal bigint,
  rows          jsonb,
  options       jsonb default '{}'
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_put     constant boolean := coalesce(options ->> 'mode', 'import') = 'put';
  v_added   bigint[] := '{}';
  v_staged  jsonb;
  v_verdict record;
begin
  if source_table = 'projects' and not v_put then
    v_added := network.add_projects(run, first_ordinal, rows);
  end if;
  select jsonb_agg(jsonb_build_object('n', e.n, 'key', e.entry ->> 'key', 'line', e.entry -> 'line',
    'content', e.entry -> 'content',
    'parsed', network.parsed_row(source_table, e.entry -> 'content', coalesce(options ->> 'zone', 'UTC'))) order by e.n)
  into v_staged
  from jsonb_array_elements(rows) with ordinality as e (entry, n)
    left join unnest(v_added) as a (n) on a.n = e.n
  where a.n is null;
  if v_staged is null then
    return network.load_report(cardinality(v_added), 0, 0, 0);
  end if;

  if v_put then
    perform network.refuse_other_key(s ->> 'key',
      case when source_table <> 'projects' then s -> 'content' ->> 'id' else s -> 'parsed' ->> 'match' end)
    from jsonb_array_elements(v_staged) as s
    where s -> 'parsed' ? 'match';
  end if;
  if source_table = 'projects' then
    perform network.add_packages(
      array_agg(lower((s -> 'parsed' ->> 'ecosystem') collate "und-x-icu")),
      array_agg(lower((s -> 'parsed' ->> 'project_name') collate "und-x-icu")))
    from jsonb_array_elements(v_staged) as s
    where s -> 'parsed' ? 'match';
  end if;

  v_staged := network.judged(run, source_table, v_staged, v_put);
  perform network.refuse(run, source_table, first_ordinal, v_staged, v_put);
  perform network.write_new(run, source_table, first_ordinal, v_staged);
  perform network.write_changed(run, source_table, first_ordinal, v_staged, v_put, options ? 'undo');

  select
    count(*) filter (where s ->> 'verdict' = 'imported') as imported,
    count(*) filter (where s ->> 'verdict' = 'updated') as updated,
    count(*) filter (where s ->> 'verdict' in ('unchanged', 'settled')) as unchanged,
    count(*) filter (where s ->> 'verdict' = 'rejected') as rejected
  into v_verdict
  from jsonb_array_elements(v_staged) as s;
  return network.load_report(cardinality(v_added) + v_verdict.imported, v_verdict.updated, v_verdict.unchanged, v_verdict.rejected);
end;
$$;

comment on function network.load_rows(bigint, text, bigint, jsonb, jsonb) is
  'Merges three ways: the file as it was imported last, the file as it is, and the row here. Rows that both changed are '
  'refused (SG325). With mode put the given row wins, and the first problem is raised. Set-based: its statements are as '
  'many for one row as for ten thousand.';
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01343_loading/013436_fn_load_rows.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01343_loading/013431_fn_add_projects.sql
-- 013431  network.add_projects()
-- Adds the projects of a load that are new and say nothing but what the columns hold. Nearly all are like this.

create or replace function network.add_projects(run bigint, first_ordinal bigint, rows jsonb)
  returns bigint[]
  language plpgsql
  volatile
as $$
declare
  v_n       bigint[];
  v_content jsonb[];
  v_name    text[];
  v_system  text[];
  v_added   bigint[];
begin
  -- One passage fills all lists, so they agree in their order.
  select array_agg(w.n), array_agg(w.content),
    array_agg(lower(w.ecosystem collate "und-x-icu")), array_agg(lower(w.name collate "und-x-icu"))
  into v_n, v_content, v_system, v_name
  from (
    -- A key that stands twice is looked at by network.judged(), whatever the form of either row.
    select v.*, count(*) over (partition by v.key) as many
    from (
      select r.n, r.entry -> 'content' as content, c.ecosystem, c.name,
        lower(c.ecosystem || '/' || c.name collate "und-x-icu") as key,
        c.name <> '' and c.ecosystem <> '' and network.package_problem(c.ecosystem, c.name) is null
          and length(coalesce(c.dependency_count, '0')::text) <= 100
          and jsonb_typeof(coalesce(c.dependency_count, '0')) = 'number'
          -- As texts: a number where a text belongs, another key, or one that is missing are read with more care.
          and (r.entry -> 'content')::text = jsonb_build_object('name', c.name, 'ecosystem', c.ecosystem, 'version', c.version,
            'description', c.description, 'dependency_count', c.dependency_count)::text as is_plain
      from jsonb_array_elements(rows) with ordinality as r (entry, n)
        cross join lateral jsonb_to_record(case when jsonb_typeof(r.entry -> 'content') = 'object' then r.entry -> 'content' else '{}' end)
          as c (name text, ecosystem text, version text, description text, dependency_count jsonb)
      offset 0
    ) as v
  ) as w
  where w.is_plain and w.many = 1;
  if v_n is null then
    return '{}';
  end if;

  perform network.add_packages(v_system, v_name);
  with added as (
    insert into network.tb_project (fk_package, ecosystem, project_name, version, description, dependency_count, position, import_run, created_by, updated_by)
    select p.pk_package, s.content ->> 'ecosystem', s.content ->> 'name', s.content ->> 'version', s.content ->> 'description',
      (s.content ->> 'dependency_count')::numeric, first_ordinal + s.n - 1, run, w.actor, w.actor
    from unnest(v_n, v_content, v_system, v_name) as s (n, content, ecosystem, name)
      join network.tb_package as p on p.identifier = s.ecosystem || '/' || s.name
      -- Asked once, not once for each row.
      cross join (select common.current_actor() as actor offset 0) as w
    where not exists (select from network.tb_project as t where t.fk_package = p.pk_package)
    order by s.n
    on conflict on constraint uq_tb_project__fk_package do nothing
    returning position
  )
  select coalesce(array_agg(a.position - first_ordinal + 1), '{}') into v_added from added as a;
  return v_added;
end;
$$;

comment on function network.add_projects(bigint, bigint, jsonb) is
  'The places, from 1, of the rows that were added. All others are left to the caller: what is here already, what stands twice in rows, '
  'and what has another form.';
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01343_loading/013431_fn_add_projects.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01343_loading/013437_fn_load_report.sql
-- 013437  network.load_report()
-- What became of the rows that were loaded.

create or replace function network.load_report(imported bigint, updated bigint, unchanged bigint, rejected bigint)
  returns jsonb
  language sql
  immutable
as $$
  select jsonb_build_object('imported', imported, 'updated', updated, 'unchanged', unchanged, 'changed', 0, 'rejected', rejected)
$$;

comment on function network.load_report(bigint, bigint, bigint, bigint) is
  'The counts of a load. No cell of this store is ever changed on its way in, so changed is 0.';
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01343_loading/013437_fn_load_report.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01343_loading/013438_fn_judged.sql
-- 013438  network.judged()
-- What is to become of each row of a load.

create or replace function network.judged(run bigint, source_table text, staged jsonb, put boolean)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_target constant record := network.load_target(source_table);
  v_judged jsonb;
begin
  execute format($sql$
    with entry as (
      select s.n, s.key, s.line, s.content, s.parsed,
        row_number() over (partition by s.parsed ->> 'match' order by s.n) as nth
      from jsonb_to_recordset($1) as s (n bigint, key text, line jsonb, content jsonb, parsed jsonb)
    ), known as materialized (
      select m.match, r.%1$I as pk, r.import_run, r.legacy, %2$s as content
      from (select e.parsed ->> 'match' as match from entry as e where e.nth = 1 and e.parsed ? 'match') as m
        %3$s
    ), verdict as (
      select e.*, k.pk, k.import_run, k.content as here, coalesce(k.legacy -> 'file', k.content) as base,
        case
          when e.parsed ? 'problem' then 'rejected'
          when e.nth > 1 and not $3 then 'twice'
          when k.pk is null then 'imported'
          when $3 then case when k.content::text = e.content::text then 'unchanged' else 'updated' end
          when k.import_run = $2 then 'twice'
          when k.content::text = e.content::text then case when k.legacy ? 'file' then 'settled' else 'unchanged' end
          when k.import_run is null then 'conflict'
          when (k.legacy -> 'file')::text = e.content::text then 'unchanged'
          when not coalesce(k.legacy ? 'file', false)
            or (k.content - 'total_cost')::text = ((k.legacy -> 'file') - 'total_cost')::text then 'updated'
          else 'conflict'
        end as verdict
      from entry as e
        left join known as k on k.match = e.parsed ->> 'match'
    )
    select jsonb_agg(
      jsonb_build_object('n', v.n, 'key', v.key, 'line', v.line, 'content', v.content, 'pk', v.pk, 'here', v.here,
        'base', case when v.import_run is null then null else v.base end)
      || case v.verdict
        when 'twice' then jsonb_build_object('verdict', 'rejected', 'parsed', v.parsed) || network.problem(
          'SG317', null, 'the key stands twice in the file',
          'The first row with this key is taken; whatever the case of its letters.')
        when 'conflict' then jsonb_build_object('verdict', 'rejected', 'parsed', v.parsed) || network.problem(
          'SG325', null, 'the row was changed here and in the file',
          'Make both agree, then import again.')
        when 'rejected' then jsonb_build_object('verdict', 'rejected', 'parsed', v.parsed, 'problem', v.parsed -> 'problem')
        else jsonb_build_object('verdict', v.verdict, 'parsed', v.parsed) end
      order by v.n)
    from verdict as v
  $sql$, v_target.key_column, v_target.content, v_target.joined)
  into v_judged
  using staged, run, put;
  return v_judged;
end;
$$;

comment on function network.judged(bigint, text, jsonb, boolean) is
  'Each staged row with its verdict: imported, updated, unchanged, settled (both sides came to the same), or rejected with the '
  'problem. here is the row as it is, base what the file said last.';
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01343_loading/013438_fn_judged.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01343_loading/013439_fn_refuse.sql
-- 013439  network.refuse()
-- Notes the rows of a load that are refused, or says what is wrong with the one that is put.

create or replace function network.refuse(run bigint, source_table text, first_ordinal bigint, judged jsonb, put boolean)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_problem jsonb;
  v_rejects jsonb;
begin
  if put then
    select j -> 'problem' into v_problem
    from jsonb_array_elements(judged) as j
    where j ->> 'verdict' = 'rejected'
    order by (j ->> 'n')::bigint
    limit 1;
    if v_problem is not null then
      raise exception using
        errcode = v_problem ->> 'code',
        message = v_problem ->> 'reason',
        detail = format('It is a row of %s.', source_table),
        hint = coalesce(v_problem ->> 'hint', 'Correct the row.'),
        column = coalesce(v_problem ->> 'field', '');
    end if;
    return;
  end if;

  select jsonb_agg(jsonb_build_object(
    'source_table', source_table,
    'row_key', coalesce(j ->> 'key', ''),
    'key', coalesce(j ->> 'key', ''),
    'path', source_table || '.' || coalesce(j ->> 'key', ''),
    'ordinal', first_ordinal + (j ->> 'n')::bigint - 1,
    'line', j -> 'line',
    'field', j -> 'problem' -> 'field',
    'code', j -> 'problem' -> 'code',
    'reason', j -> 'problem' -> 'reason',
    'hint', j -> 'problem' -> 'hint',
    'row', j -> 'content',
    'content', j -> 'content'
  ) order by (j ->> 'n')::bigint)
  into v_rejects
  from jsonb_array_elements(judged) as j
  where j ->> 'verdict' = 'rejected';
  if v_rejects is not null then
    perform specql_cutover.note_rejects(run, v_rejects);
  end if;
end;
$$;

comment on function network.refuse(bigint, text, bigint, jsonb, boolean) is
  'Rejected rows go to the rejects of the run; a row that is put raises its problem.';
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01343_loading/013439_fn_refuse.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01343_loading/01343A_fn_write_new.sql
-- 01343A  network.write_new()
-- Adds the rows of a load that are new.

create or replace function network.write_new(run bigint, source_table text, first_ordinal bigint, judged jsonb)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_target constant record := network.load_target(source_table);
begin
  if not judged @? '$[*] ? (@.verdict == "imported")' then
    return;
  end if;
  execute format($sql$
    insert into network.%1$I (%2$s, position, legacy, import_run, created_by, updated_by)
    select %3$s, $2 + s.n - 1, network.legacy_of(s.content, %4$s), $3, w.actor, w.actor
    from jsonb_to_recordset($1) as s (n bigint, content jsonb, parsed jsonb, verdict text)
      cross join lateral jsonb_populate_record(null::network.%1$I, s.parsed) as x
      -- Asked once, not once for each row.
      cross join (select common.current_actor() as actor offset 0) as w
      %5$s
    where s.verdict = 'imported'
    order by s.n
  $sql$, v_target.table_name,
    array_to_string(v_target.columns, ', '),
    replace('x.' || array_to_string(v_target.columns, ', x.'), 'x.fk_package', 'p.pk_package'),
    v_target.cells,
    case source_table when 'projects' then 'join network.tb_package as p on p.digest = sha256(convert_to(s.parsed ->> ''match'', ''UTF8''))' else '' end)
  using judged, case when run is null then null else first_ordinal end, run;
end;
$$;

comment on function network.write_new(bigint, text, bigint, jsonb) is
  'One insert for all of them. A row that is put has no place in the file: it stands after all others.';
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01343_loading/01343A_fn_write_new.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01343_loading/01343B_fn_write_changed.sql
-- 01343B  network.write_changed()
-- Changes the rows of a load that are other than what is here.

create or replace function network.write_changed(
  run bigint, source_table text, first_ordinal bigint, judged jsonb, put boolean, undo boolean
)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_target constant record := network.load_target(source_table);
  v_set    text;
begin
  if judged @? '$[*] ? (@.verdict == "updated" || @.verdict == "settled")' then
    select string_agg(case
      when c = 'fk_package' then 'fk_package = t.fk_package'
      -- The total is what the caller says it is; an import adds what the file added.
      when c = 'unattributed_cost' and put then
        'unattributed_cost = coalesce(x.unattributed_cost - t.contributed_cost, t.unattributed_cost)'
      when c = 'unattributed_cost' then 'unattributed_cost = coalesce(coalesce(t.unattributed_cost, 0) + '
        'x.unattributed_cost - coalesce(network.money(s.base -> ''total_cost''), 0), t.unattributed_cost)'
      when c = 'made_at' then format('made_at = case when s.here -> %1$L is not distinct from s.content -> %1$L then t.made_at else x.made_at end',
        case source_table when 'contributions' then 'timestamp' else 'created_at' end)
      else format('%1$I = x.%1$I', c) end, ', ')
    into v_set
    from unnest(v_target.columns) as c;

    execute format($sql$
      update network.%1$I as t set
        %2$s,
        legacy = nullif(coalesce(network.legacy_of(s.content, %3$s), '{}')
          || case
            when not $4 then jsonb_build_object('run', $3)
            when not $5 and t.legacy ? 'run' then jsonb_build_object('run', t.legacy -> 'run')
            else '{}' end
          || case when $4 and not $5 and s.base is not null then jsonb_build_object('file', s.base) else '{}' end, '{}')
      from jsonb_to_recordset($1) as s (n bigint, content jsonb, parsed jsonb, verdict text, pk bigint, here jsonb, base jsonb)
        cross join lateral jsonb_populate_record(null::network.%1$I, s.parsed) as x
      where s.verdict in ('updated', 'settled') and t.%4$I = s.pk
    $sql$, v_target.table_name, v_set, v_target.cells, v_target.key_column)
    using judged, first_ordinal, run, put, undo;
  end if;

  if put then
    return;
  end if;

  -- The order of the file is the order here.
  execute format($sql$
    update network.%1$I as t set position = $2 + s.n - 1
    from jsonb_to_recordset($1) as s (n bigint, verdict text, pk bigint)
    where s.verdict in ('updated', 'settled', 'unchanged') and t.%2$I = s.pk and t.position is distinct from $2 + s.n - 1
  $sql$, v_target.table_name, v_target.key_column)
  using judged, first_ordinal;

  perform network.note_updated(run, source_table, first_ordinal, judged);
end;
$$;

comment on function network.write_changed(bigint, text, bigint, jsonb, boolean, boolean) is
  'One update for all of them. Rows keep the run that brought them in; what the file said last is noted, so that the next '
  'import can tell who changed what.';
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01343_loading/01343B_fn_write_changed.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01343_loading/01343C_fn_load_edges.sql
-- 01343C  network.load_edges()
-- Brings edges of the legacy file into the graph.

create or replace function network.load_edges(
  run           bigint,
  source_table  text,
  first_ordinal bigint,
  rows          jsonb,
  options       jsonb default '{}'
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_put       constant boolean := coalesce(options ->> 'mode', 'import') = 'put';
  v_n         bigint[];
  v_from      text[];
  v_from_name text[];
  v_to        text[];
  v_to_name   text[];
  v_legacy    jsonb[];
  v_twice     bigint[];
  v_added     bigint := 0;
  v_imported  bigint;
  v_judged    jsonb;
begin
  -- The ends in lower case, of all edges that have the form of one. One passage fills all lists, so they agree in their order.
  select array_agg(e.n), array_agg(e.ends[1]), array_agg(e.ends[2]), array_agg(e.ends[3]), array_agg(e.ends[4]), array_agg(e.legacy)
  into v_n, v_from, v_from_name, v_to, v_to_name, v_legacy
  from (
    select p.n,
      case when p.is_plain then array[p.parts[2], p.parts[4], p.parts[6], p.parts[8]] else network.edge_ends(p.content) end as ends,
      case when not p.is_plain then network.edge_legacy(p.content) end as legacy
    from (
      -- Nearly every edge is small letters between quotes: [["npm", "a"], ["npm", "b"]] is divided as a text.
      select s.n, s.content, s.parts,
        s.content::text ~ '^\[\["[a-z0-9._-]+", "[a-z0-9@/._-]+"\], \["[a-z0-9._-]+", "[a-z0-9@/._-]+"\]\]$'
          and length(s.parts[2]) <= 100 and length(s.parts[6]) <= 100
          and length(s.parts[4]) <= 10000 and length(s.parts[8]) <= 10000 as is_plain
      from (
        select r.n, r.entry -> 'content' as content, string_to_array((r.entry -> 'content')::text, '"') as parts
        from jsonb_array_elements(rows) with ordinality as r (entry, n)
        -- Not to be flattened, as below: that would look at each edge once for each of its parts.
        offset 0
      ) as s
      offset 0
    ) as p
    offset 0
  ) as e
  where e.ends is not null;

  if v_put then
    perform network.refuse_other_key(
      rows -> (e.n - 1)::integer ->> 'key',
      e.from_ecosystem || '/' || e.from_name || ' > ' || e.to_ecosystem || '/' || e.to_name)
    from unnest(v_n, v_from, v_from_name, v_to, v_to_name) as e (n, from_ecosystem, from_name, to_ecosystem, to_name);
  end if;
  perform network.add_packages(array_agg(m.ecosystem), array_agg(m.package_name))
  from (
    select e.ecosystem, e.package_name
    from (
      select distinct u.ecosystem, u.package_name
      from unnest(v_from || v_to, v_from_name || v_to_name) as u (ecosystem, package_name)
    ) as e
      left join network.tb_package as p on p.identifier = e.ecosystem || '/' || e.package_name
    where p.pk_package is null
  ) as m
  having count(*) > 0;

  -- Nearly always all of them are new. Where the first is not, nobody is bothered with trying.
  if not v_put and not exists (
    select
    from network.tb_dependency as d
      join network.tb_package as f on f.pk_package = d.fk_from
      join network.tb_package as t on t.pk_package = d.fk_to
    where f.identifier = v_from[1] || '/' || v_from_name[1] and t.identifier = v_to[1] || '/' || v_to_name[1]
  ) then
    insert into network.tb_dependency (fk_from, fk_to, identifier, position, legacy, import_run, created_by, updated_by)
    select f.pk_package, t.pk_package, f.identifier || ' > ' || t.identifier, first_ordinal + e.n - 1, e.legacy, run, w.actor, w.actor
    from unnest(v_n, v_from, v_from_name, v_to, v_to_name, v_legacy) as e (n, from_ecosystem, from_name, to_ecosystem, to_name, legacy)
      join network.tb_package as f on f.identifier = e.from_ecosystem || '/' || e.from_name
      join network.tb_package as t on t.identifier = e.to_ecosystem || '/' || e.to_name
      -- Asked once, not once for each row.
      cross join (select common.current_actor() as actor offset 0) as w
    -- Of an edge that stands twice the first is taken.
    order by e.n
    on conflict on constraint uq_tb_dependency__ends do nothing;
    get diagnostics v_added = row_count;
  end if;

  if v_added is distinct from cardinality(v_n) then
    -- One statement: what is here already, what stands twice, and what is new.
    with entry as (
      select e.n, f.pk_package as fk_from, t.pk_package as fk_to, f.identifier || ' > ' || t.identifier as identifier, e.legacy,
        row_number() over (partition by f.pk_package, t.pk_package order by e.n) as nth
      from unnest(v_n, v_from, v_from_name, v_to, v_to_name, v_legacy) as e (n, from_ecosystem, from_name, to_ecosystem, to_name, legacy)
        join network.tb_package as f on f.identifier = e.from_ecosystem || '/' || e.from_name
        join network.tb_package as t on t.identifier = e.to_ecosystem || '/' || e.to_name
    ), known as (
      select e.n, e.nth, e.legacy, d.pk_dependency, d.import_run, d.position
      from entry as e
        join network.tb_dependency as d on d.fk_from = e.fk_from and d.fk_to = e.fk_to
      -- Not what was added just now.
      where not (v_added > 0 and d.import_run = run and d.position = first_ordinal + e.n - 1)
    ), added as (
      insert into network.tb_dependency (fk_from, fk_to, identifier, position, legacy, import_run, created_by, updated_by)
      select e.fk_from, e.fk_to, e.identifier,
        case when run is null then null else first_ordinal + e.n - 1 end,
        e.legacy,
        run, w.actor, w.actor
      from entry as e
        -- Asked once, not once for each row.
        cross join (select common.current_actor() as actor offset 0) as w
      where e.nth = 1 and not exists (select from known as k where k.n = e.n)
      order by e.n
      on conflict on constraint uq_tb_dependency__ends do nothing
      returning pk_dependency
    ), moved as (
      update network.tb_dependency as d set
        position = case when v_put then d.position else first_ordinal + k.n - 1 end,
        legacy = k.legacy
      from known as k
      where d.pk_dependency = k.pk_dependency and k.nth = 1 and (v_put or k.import_run is distinct from run)
        and (d.legacy is distinct from k.legacy
          or (not v_put and k.position is distinct from first_ordinal + k.n - 1))
    )
    select
      (select array_agg(e.n) from entry as e where e.nth > 1 and not v_put)
        || (select array_agg(k.n) from known as k where k.nth = 1 and k.import_run = run and not v_put),
      (select count(*) from added)
    into v_twice, v_imported;
  end if;
  v_imported := coalesce(v_imported, 0) + v_added;

  if cardinality(v_n) is distinct from jsonb_array_length(rows) or v_twice is not null then
    select jsonb_agg(jsonb_build_object('n', r.n, 'key', r.entry -> 'key', 'line', r.entry -> 'line',
      'content', r.entry -> 'content', 'verdict', 'rejected') || case
        when r.n = any (v_twice) then network.problem('SG317', null, 'the key stands twice in the file',
          'The first row with this key is taken; whatever the case of its letters.')
        else network.edge_problem(r.entry -> 'content') end)
    into v_judged
    from jsonb_array_elements(rows) with ordinality as r (entry, n)
    where r.n = any (v_twice) or network.edge_ends(r.entry -> 'content') is null;
    perform network.refuse(run, source_table, first_ordinal, v_judged, v_put);
  end if;

  return network.load_report(v_imported, 0,
    jsonb_array_length(rows) - v_imported - coalesce(jsonb_array_length(v_judged), 0),
    coalesce(jsonb_array_length(v_judged), 0));
end;
$$;

comment on function network.load_edges(bigint, text, bigint, jsonb, jsonb) is
  'An edge has nothing but its ends: it is there or it is not. Packages that nothing spoke of before get a row.';
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01343_loading/01343C_fn_load_edges.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01343_loading/01343D_fn_edge_ends.sql
-- 01343D  network.edge_ends()
-- Both ends of an edge of the legacy file.

create or replace function network.edge_ends(content jsonb)
  returns text[]
  language sql
  immutable
as $$
  select case
    when jsonb_typeof(content) = 'array' and jsonb_typeof(content -> 0) = 'array' and jsonb_typeof(content -> 1) = 'array'
      and content -> 2 is null and content #> '{0,2}' is null and content #> '{1,2}' is null
      and jsonb_typeof(content #> '{0,0}') = 'string' and jsonb_typeof(content #> '{0,1}') = 'string'
      and jsonb_typeof(content #> '{1,0}') = 'string' and jsonb_typeof(content #> '{1,1}') = 'string'
      and network.package_problem(content #>> '{0,0}', content #>> '{0,1}') is null
      and network.package_problem(content #>> '{1,0}', content #>> '{1,1}') is null
    then array[
      lower((content #>> '{0,0}') collate "und-x-icu"), lower((content #>> '{0,1}') collate "und-x-icu"),
      lower((content #>> '{1,0}') collate "und-x-icu"), lower((content #>> '{1,1}') collate "und-x-icu")]
  end
$$;

comment on function network.edge_ends(jsonb) is
  'Ecosystem and name of both ends in lower case, of [["npm","a"],["npm","b"]]; null where it is no edge.';
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01343_loading/01343D_fn_edge_ends.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01343_loading/01343E_fn_edge_problem.sql
-- 01343E  network.edge_problem()
-- Why something is no edge.

create or replace function network.edge_problem(content jsonb)
  returns jsonb
  language sql
  immutable
as $$
  select coalesce(
    case when jsonb_typeof(content #> '{0,0}') = 'string' and jsonb_typeof(content #> '{0,1}') = 'string'
      then network.package_problem(content #>> '{0,0}', content #>> '{0,1}') end,
    case when jsonb_typeof(content #> '{1,0}') = 'string' and jsonb_typeof(content #> '{1,1}') = 'string'
      then network.package_problem(content #>> '{1,0}', content #>> '{1,1}') end,
    network.problem('SG123', null, 'the row does not have the form of its table',
      'An edge is [["npm","a"],["npm","b"]]; what an account contributes to is ["github:a",["npm","b"]].'))
$$;

comment on function network.edge_problem(jsonb) is 'The problem of its names, or that it does not have the form of an edge.';
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01343_loading/01343E_fn_edge_problem.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01343_loading/01343F_fn_edge_legacy.sql
-- 01343F  network.edge_legacy()
-- What an edge of the file says beyond its ends in lower case.

create or replace function network.edge_legacy(content jsonb)
  returns jsonb
  language sql
  immutable
as $$
  select case when content::text <> lower(content::text collate "und-x-icu") then jsonb_build_object('edge', content) end
$$;

comment on function network.edge_legacy(jsonb) is 'The edge as it is spelled, where that is not in lower case.';
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01343_loading/01343F_fn_edge_legacy.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01344_pair/013442_fn_load_github_pairs.sql
-- 013442  network.load_github_pairs()
-- Brings what GitHub accounts contribute to into its table.

create or replace function network.load_github_pairs(
  run           bigint,
  source_table  text,
  first_ordinal bigint,
  rows          jsonb,
  options       jsonb default '{}'
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_put      constant boolean := coalesce(options ->> 'mode', 'import') = 'put';
  v_imported bigint;
  v_judged   jsonb;
begin
  perform network.add_packages(array_agg(e.ends[2]), array_agg(e.ends[3]))
  from (
    select network.github_pair_ends(r.entry -> 'content') as ends from jsonb_array_elements(rows) as r (entry)
    offset 0
  ) as e
  where e.ends is not null;

  select jsonb_agg(jsonb_build_object('n', j.n, 'key', j.key, 'line', j.line, 'content', j.content, 'pk', j.pk,
    'account', j.account, 'package', j.package, 'identifier', j.identifier)
    || case
      when j.account is null then jsonb_build_object('verdict', 'rejected') || network.github_pair_problem(j.content)
      when (j.nth > 1 or j.import_run = run) and not v_put then jsonb_build_object('verdict', 'rejected')
        || network.problem('SG317', null, 'the key stands twice in the file', 'The first row with this key is taken.')
      else jsonb_build_object('verdict', case when j.pk is null then 'imported' else 'unchanged' end) end
    order by j.n)
  into v_judged
  from (
    select e.n, e.key, e.line, e.content, e.ends[1] as account, p.pk_package as package,
      e.ends[1] || ' > ' || p.identifier as identifier, g.pk_github_contribution as pk, g.import_run,
      row_number() over (partition by e.ends[1], p.pk_package order by e.n) as nth
    from (
      select r.n, r.entry ->> 'key' as key, r.entry -> 'line' as line, r.entry -> 'content' as content,
        network.github_pair_ends(r.entry -> 'content') as ends
      from jsonb_array_elements(rows) with ordinality as r (entry, n)
      offset 0
    ) as e
      left join network.tb_package as p on p.digest = sha256(convert_to(e.ends[2] || '/' || e.ends[3], 'UTF8'))
      left join network.tb_github_contribution as g on g.github_id = e.ends[1] and g.fk_package = p.pk_package
  ) as j;

  if v_put then
    perform network.refuse_other_key(s.key, s.identifier)
    from jsonb_to_recordset(v_judged) as s (key text, identifier text)
    where s.identifier is not null;
  end if;
  perform network.refuse(run, source_table, first_ordinal, v_judged, v_put);

  insert into network.tb_github_contribution (github_id, fk_package, identifier, position, legacy, import_run)
  select s.account, s.package, s.identifier, case when run is null then null else first_ordinal + s.n - 1 end,
    case when (s.content -> 1)::text <> lower((s.content -> 1)::text collate "und-x-icu")
      then jsonb_build_object('edge', s.content) end,
    run
  from jsonb_to_recordset(v_judged) as s (n bigint, account text, package bigint, identifier text, content jsonb, verdict text)
  where s.verdict = 'imported'
  order by s.n
  on conflict on constraint uq_tb_github_contribution__ends do nothing;
  get diagnostics v_imported = row_count;

  update network.tb_github_contribution as g set position = first_ordinal + s.n - 1
  from jsonb_to_recordset(v_judged) as s (n bigint, pk bigint, verdict text)
  where s.verdict = 'unchanged' and g.pk_github_contribution = s.pk and not v_put
    and g.position is distinct from first_ordinal + s.n - 1;

  return (
    select network.load_report(v_imported, 0, count(*) filter (where j ->> 'verdict' <> 'rejected') - v_imported,
      count(*) filter (where j ->> 'verdict' = 'rejected'))
    from jsonb_array_elements(v_judged) as j);
end;
$$;

comment on function network.load_github_pairs(bigint, text, bigint, jsonb, jsonb) is
  'As with edges, neither the account nor the package need be known.';
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01344_pair/013442_fn_load_github_pairs.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01344_pair/013443_fn_github_pair_ends.sql
-- 013443  network.github_pair_ends()
-- The account and the package of a row of the legacy file.

create or replace function network.github_pair_ends(content jsonb)
  returns text[]
  language sql
  immutable
as $$
  select case
    when jsonb_typeof(content) = 'array' and jsonb_typeof(content -> 0) = 'string' and jsonb_typeof(content -> 1) = 'array'
      and content -> 2 is null and content #> '{1,2}' is null
      and jsonb_typeof(content #> '{1,0}') = 'string' and jsonb_typeof(content #> '{1,1}') = 'string'
      and length(content ->> 0) between 1 and 500
      and network.package_problem(content #>> '{1,0}', content #>> '{1,1}') is null
    then array[content ->> 0, lower((content #>> '{1,0}') collate "und-x-icu"), lower((content #>> '{1,1}') collate "und-x-icu")]
  end
$$;

comment on function network.github_pair_ends(jsonb) is
  'Account, ecosystem and name of ["github:a",["npm","b"]]; null where it has another form.';
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01344_pair/013443_fn_github_pair_ends.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01344_pair/013444_fn_github_pair_problem.sql
-- 013444  network.github_pair_problem()
-- Why something does not say what an account contributes to.

create or replace function network.github_pair_problem(content jsonb)
  returns jsonb
  language sql
  immutable
as $$
  select coalesce(
    case when jsonb_typeof(content #> '{1,0}') = 'string' and jsonb_typeof(content #> '{1,1}') = 'string'
      then network.package_problem(content #>> '{1,0}', content #>> '{1,1}') end,
    network.problem('SG123', null, 'the row does not have the form of its table',
      'What an account contributes to is ["github:a",["npm","b"]].'))
$$;

comment on function network.github_pair_problem(jsonb) is 'The problem of its names, or that it has another form.';
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01344_pair/013444_fn_github_pair_problem.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01344_pair/013445_fn_load_rest.sql
-- 013445  network.load_rest()
-- Keeps rows under keys of the legacy file that nobody planned.

create or replace function network.load_rest(
  run           bigint,
  source_table  text,
  first_ordinal bigint,
  rows          jsonb,
  options       jsonb default '{}'
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_put      constant boolean := coalesce(options ->> 'mode', 'import') = 'put';
  v_judged   jsonb;
  v_imported bigint;
  v_updated  bigint;
  v_rejected bigint;
begin
  select jsonb_agg(jsonb_build_object('n', e.n, 'key', e.entry ->> 'key', 'line', e.entry -> 'line',
    'content', e.entry -> 'content', 'here', k.row, 'pk', k.pk_legacy_row)
    || case
      when e.nth > 1 and not v_put then jsonb_build_object('verdict', 'rejected')
        || network.problem('SG317', null, 'the key stands twice in the file', 'The first row with this key is taken.')
      when k.pk_legacy_row is null then jsonb_build_object('verdict', 'imported')
      when k.row::text = (e.entry -> 'content')::text then jsonb_build_object('verdict', 'unchanged')
      when v_put or k.legacy ->> 'row' is null or k.legacy ->> 'row' = k.row::text then jsonb_build_object('verdict', 'updated')
      when k.legacy ->> 'row' = (e.entry -> 'content')::text then jsonb_build_object('verdict', 'unchanged')
      else jsonb_build_object('verdict', 'rejected')
        || network.problem('SG325', null, 'the row was changed here and in the file', 'Make both agree, then import again.') end
    order by e.n)
  into v_judged
  from (
    select r.entry, r.n, row_number() over (partition by r.entry ->> 'key' order by r.n) as nth
    from jsonb_array_elements(rows) with ordinality as r (entry, n)
  ) as e
    left join specql_cutover.tb_legacy_row as k
      on k.kind = 'network' and k.source_table = load_rest.source_table and k.row_key = e.entry ->> 'key';
  if v_judged is null then
    return network.load_report(0, 0, 0, 0);
  end if;

  perform network.refuse(run, source_table, first_ordinal, v_judged, v_put);

  insert into specql_cutover.tb_legacy_row (kind, source_table, row_key, "row", legacy)
  select 'network', load_rest.source_table, s.key, s.content, jsonb_build_object('row', s.content::text, 'run', run)
  from jsonb_to_recordset(v_judged) as s (n bigint, key text, content jsonb, verdict text)
  where s.verdict = 'imported'
  order by s.n;

  -- What the file said last is kept as text: 1.0 and 1.00 are not the same there.
  update specql_cutover.tb_legacy_row as t set
    "row" = s.content,
    legacy = case when v_put then t.legacy
      else coalesce(t.legacy, '{}') || jsonb_build_object('row', s.content::text) end
  from jsonb_to_recordset(v_judged) as s (pk bigint, content jsonb, verdict text)
  where s.verdict = 'updated' and t.pk_legacy_row = s.pk;

  if not v_put then
    perform network.note_updated(run, source_table, first_ordinal, v_judged);
  end if;
  select count(*) filter (where j ->> 'verdict' = 'imported'), count(*) filter (where j ->> 'verdict' = 'updated'),
    count(*) filter (where j ->> 'verdict' = 'rejected')
  into v_imported, v_updated, v_rejected
  from jsonb_array_elements(v_judged) as j;
  return network.load_report(v_imported, v_updated, jsonb_array_length(v_judged) - v_imported - v_updated - v_rejected, v_rejected);
end;
$$;

comment on function network.load_rest(bigint, text, bigint, jsonb, jsonb) is
  'Rows that no table of ours has a place for are kept whole, so that nothing is lost.';
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01344_pair/013445_fn_load_rest.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01344_pair/013446_fn_note_updated.sql
-- 013446  network.note_updated()
-- Notes which rows a load changed, with what they were.

create or replace function network.note_updated(run bigint, source_table text, first_ordinal bigint, judged jsonb)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_changes constant jsonb := (
    select jsonb_agg(jsonb_build_object(
      'source_table', source_table,
      'row_key', j ->> 'key',
      'key', j ->> 'key',
      'path', source_table || '.' || (j ->> 'key'),
      'ordinal', first_ordinal + (j ->> 'n')::bigint - 1,
      'line', j -> 'line',
      'action', 'updated',
      'outcome', 'updated',
      'old', j -> 'here',
      'new', j -> 'content'
    ) order by (j ->> 'n')::bigint)
    from jsonb_array_elements(judged) as j
    where j ->> 'verdict' = 'updated');
begin
  if v_changes is not null then
    perform specql_cutover.note_changes(run, v_changes);
  end if;
end;
$$;

comment on function network.note_updated(bigint, text, bigint, jsonb) is 'One entry for each row, for the report and for undo.';
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01344_pair/013446_fn_note_updated.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01344_pair/013447_fn_remove_row.sql
-- 013447  network.remove_row()
-- Removes a row by the key that it has in the legacy file.

create or replace function network.remove_row(source_table text, row_key text)
  returns boolean
  language plpgsql
  volatile
as $$
begin
  case source_table
    when 'projects' then
      delete from network.tb_project as r using network.tb_package as p
      where p.pk_package = r.fk_package and p.identifier = row_key;
    when 'edges' then
      delete from network.tb_dependency as r where r.identifier = row_key;
    when 'contributors' then
      delete from network.tb_contributor as r where coalesce(r.legacy #>> '{raw,id}', r.id::text) = row_key;
    when 'assets' then
      delete from network.tb_asset as r where coalesce(r.legacy #>> '{raw,id}', r.id::text) = row_key;
    when 'contributions' then
      delete from network.tb_contribution as r where coalesce(r.legacy #>> '{raw,id}', r.id::text) = row_key;
    when 'github_contributors' then
      delete from network.tb_github_contributor as r where r.github_id = row_key;
    when 'github_organizations' then
      delete from network.tb_github_organization as r where r.github_id = row_key;
    when 'github_contributes_to' then
      delete from network.tb_github_contribution as r where r.identifier = row_key;
    else
      delete from specql_cutover.tb_legacy_row as r
      where r.kind = 'network' and r.source_table = remove_row.source_table and r.row_key = remove_row.row_key;
  end case;
  return found;
end;
$$;

comment on function network.remove_row(text, text) is
  'Whether there was such a row. Edges of a package that goes are dangling from then on.';
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01344_pair/013447_fn_remove_row.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01344_pair/013448_fn_refuse_other_key.sql
-- 013448  network.refuse_other_key()
-- Refuses a row that is put under a key which is not its own.

create or replace function network.refuse_other_key(row_key text, own_key text)
  returns void
  language plpgsql
  immutable
as $$
begin
  if row_key <> own_key then
    raise exception using
      errcode = 'SG123',
      message = 'the row has another key',
      detail = format('Its own key is %s.', left(own_key, 300)),
      hint = 'Put it under its own key, and remove the other row.',
      column = 'row_key';
  end if;
end;
$$;

comment on function network.refuse_other_key(text, text) is 'SG123 where the keys differ; nothing where one is not known.';
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01344_pair/013448_fn_refuse_other_key.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01342_rendering/013422_v_lr_network_projects.sql
-- 013422  network.lr_network_projects
-- Projects.

create or replace view network.lr_network_projects as
select
  p.identifier as row_key,
  coalesce(r.position, (1::bigint << 60) + r.pk_project) as position,
  case when r.legacy is null then network.project_cells(r) else network.with_legacy(network.project_cells(r), r.legacy) end as content,
  null::jsonb as also
from network.tb_project as r
  join network.tb_package as p on p.pk_package = r.fk_package;

comment on view network.lr_network_projects is
  'Projects. As the legacy file has it.';
comment on column network.lr_network_projects.row_key is 'Key of the row in the legacy file.';
comment on column network.lr_network_projects.position is 'Rises in the order of the file; rows that came later stand after all others.';
comment on column network.lr_network_projects.content is 'The row.';
comment on column network.lr_network_projects.also is 'Other values that mean the same: none.';

select specql_cutover.define_legacy_table('network', 'projects', 10, 'network.lr_network_projects',
  'network.load_rows', 'network.remove_row', 'network.tb_project');
select specql_cutover.mirror_table('network.tb_project', 'network', 'projects',
  'network.package_key(r.ecosystem || ''/'' || r.project_name)');
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01342_rendering/013422_v_lr_network_projects.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01342_rendering/013423_v_lr_network_edges.sql
-- 013423  network.lr_network_edges
-- Edges.

create or replace view network.lr_network_edges as
select
  r.identifier as row_key,
  coalesce(r.position, (1::bigint << 60) + r.pk_dependency) as position,
  coalesce(r.legacy -> 'edge', jsonb_build_array(
    jsonb_build_array(f.ecosystem, f.package_name), jsonb_build_array(t.ecosystem, t.package_name))) as content,
  null::jsonb as also
from network.tb_dependency as r
  join network.tb_package as f on f.pk_package = r.fk_from
  join network.tb_package as t on t.pk_package = r.fk_to;

comment on view network.lr_network_edges is
  'Edges. As the legacy file has it.';
comment on column network.lr_network_edges.row_key is 'Key of the row in the legacy file.';
comment on column network.lr_network_edges.position is 'Rises in the order of the file; rows that came later stand after all others.';
comment on column network.lr_network_edges.content is 'The row.';
comment on column network.lr_network_edges.also is 'Other values that mean the same: none.';

select specql_cutover.define_legacy_table('network', 'edges', 20, 'network.lr_network_edges',
  'network.load_edges', 'network.remove_row', 'network.tb_dependency');
select specql_cutover.mirror_table('network.tb_dependency', 'network', 'edges',
  'r.identifier');
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01342_rendering/013423_v_lr_network_edges.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01342_rendering/013424_v_lr_network_contributors.sql
-- 013424  network.lr_network_contributors
-- Contributors.

create or replace view network.lr_network_contributors as
select
  coalesce(r.legacy #>> '{raw,id}', r.id::text) as row_key,
  coalesce(r.position, (1::bigint << 60) + r.pk_contributor) as position,
  case when r.legacy is null then network.contributor_cells(r) else network.with_legacy(network.contributor_cells(r), r.legacy) end as content,
  null::jsonb as also
from network.tb_contributor as r;

comment on view network.lr_network_contributors is
  'Contributors. As the legacy file has it.';
comment on column network.lr_network_contributors.row_key is 'Key of the row in the legacy file.';
comment on column network.lr_network_contributors.position is 'Rises in the order of the file; rows that came later stand after all others.';
comment on column network.lr_network_contributors.content is 'The row.';
comment on column network.lr_network_contributors.also is 'Other values that mean the same: none.';

select specql_cutover.define_legacy_table('network', 'contributors', 30, 'network.lr_network_contributors',
  'network.load_rows', 'network.remove_row', 'network.tb_contributor');
select specql_cutover.mirror_table('network.tb_contributor', 'network', 'contributors',
  'coalesce(r.legacy #>> ''{raw,id}'', r.id::text)');
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01342_rendering/013424_v_lr_network_contributors.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01342_rendering/013425_v_lr_network_assets.sql
-- 013425  network.lr_network_assets
-- Assets.

create or replace view network.lr_network_assets as
select
  coalesce(r.legacy #>> '{raw,id}', r.id::text) as row_key,
  coalesce(r.position, (1::bigint << 60) + r.pk_asset) as position,
  case when r.legacy is null then network.asset_cells(r) else network.with_legacy(network.asset_cells(r), r.legacy) end as content,
  null::jsonb as also
from network.tb_asset as r;

comment on view network.lr_network_assets is
  'Assets. As the legacy file has it.';
comment on column network.lr_network_assets.row_key is 'Key of the row in the legacy file.';
comment on column network.lr_network_assets.position is 'Rises in the order of the file; rows that came later stand after all others.';
comment on column network.lr_network_assets.content is 'The row.';
comment on column network.lr_network_assets.also is 'Other values that mean the same: none.';

select specql_cutover.define_legacy_table('network', 'assets', 40, 'network.lr_network_assets',
  'network.load_rows', 'network.remove_row', 'network.tb_asset');
select specql_cutover.mirror_table('network.tb_asset', 'network', 'assets',
  'coalesce(r.legacy #>> ''{raw,id}'', r.id::text)');
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01342_rendering/013425_v_lr_network_assets.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01342_rendering/013426_v_lr_network_contributions.sql
-- 013426  network.lr_network_contributions
-- Contributions.

create or replace view network.lr_network_contributions as
select
  coalesce(r.legacy #>> '{raw,id}', r.id::text) as row_key,
  coalesce(r.position, (1::bigint << 60) + r.pk_contribution) as position,
  case when r.legacy is null then network.contribution_cells(r, c.id, a.id) else network.with_legacy(network.contribution_cells(r, c.id, a.id), r.legacy) end as content,
  null::jsonb as also
from network.tb_contribution as r
  join network.tb_contributor as c on c.pk_contributor = r.fk_contributor
  join network.tb_asset as a on a.pk_asset = r.fk_asset;

comment on view network.lr_network_contributions is
  'Contributions. As the legacy file has it.';
comment on column network.lr_network_contributions.row_key is 'Key of the row in the legacy file.';
comment on column network.lr_network_contributions.position is 'Rises in the order of the file; rows that came later stand after all others.';
comment on column network.lr_network_contributions.content is 'The row.';
comment on column network.lr_network_contributions.also is 'Other values that mean the same: none.';

select specql_cutover.define_legacy_table('network', 'contributions', 50, 'network.lr_network_contributions',
  'network.load_rows', 'network.remove_row', 'network.tb_contribution');
select specql_cutover.mirror_table('network.tb_contribution', 'network', 'contributions',
  'coalesce(r.legacy #>> ''{raw,id}'', r.id::text)');
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01342_rendering/013426_v_lr_network_contributions.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01342_rendering/013427_v_lr_network_github_contributors.sql
-- 013427  network.lr_network_github_contributors
-- GitHub contributors.

create or replace view network.lr_network_github_contributors as
select
  r.github_id as row_key,
  coalesce(r.position, (1::bigint << 60) + r.pk_github_contributor) as position,
  case when r.legacy is null then network.github_contributor_cells(r) else network.with_legacy(network.github_contributor_cells(r), r.legacy) end as content,
  null::jsonb as also
from network.tb_github_contributor as r;

comment on view network.lr_network_github_contributors is
  'GitHub contributors. As the legacy file has it.';
comment on column network.lr_network_github_contributors.row_key is 'Key of the row in the legacy file.';
comment on column network.lr_network_github_contributors.position is 'Rises in the order of the file; rows that came later stand after all others.';
comment on column network.lr_network_github_contributors.content is 'The row.';
comment on column network.lr_network_github_contributors.also is 'Other values that mean the same: none.';

select specql_cutover.define_legacy_table('network', 'github_contributors', 60, 'network.lr_network_github_contributors',
  'network.load_rows', 'network.remove_row', 'network.tb_github_contributor');
select specql_cutover.mirror_table('network.tb_github_contributor', 'network', 'github_contributors',
  'r.github_id');
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01342_rendering/013427_v_lr_network_github_contributors.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01342_rendering/013428_v_lr_network_github_organizations.sql
-- 013428  network.lr_network_github_organizations
-- GitHub organizations.

create or replace view network.lr_network_github_organizations as
select
  r.github_id as row_key,
  coalesce(r.position, (1::bigint << 60) + r.pk_github_organization) as position,
  case when r.legacy is null then network.github_organization_cells(r) else network.with_legacy(network.github_organization_cells(r), r.legacy) end as content,
  null::jsonb as also
from network.tb_github_organization as r;

comment on view network.lr_network_github_organizations is
  'GitHub organizations. As the legacy file has it.';
comment on column network.lr_network_github_organizations.row_key is 'Key of the row in the legacy file.';
comment on column network.lr_network_github_organizations.position is 'Rises in the order of the file; rows that came later stand after all others.';
comment on column network.lr_network_github_organizations.content is 'The row.';
comment on column network.lr_network_github_organizations.also is 'Other values that mean the same: none.';

select specql_cutover.define_legacy_table('network', 'github_organizations', 70, 'network.lr_network_github_organizations',
  'network.load_rows', 'network.remove_row', 'network.tb_github_organization');
select specql_cutover.mirror_table('network.tb_github_organization', 'network', 'github_organizations',
  'r.github_id');
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01342_rendering/013428_v_lr_network_github_organizations.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01342_rendering/013429_v_lr_network_github_contributes_to.sql
-- 013429  network.lr_network_github_contributes_to
-- Which GitHub account contributes to which package.

create or replace view network.lr_network_github_contributes_to as
select
  r.identifier as row_key,
  coalesce(r.position, (1::bigint << 60) + r.pk_github_contribution) as position,
  coalesce(r.legacy -> 'edge', jsonb_build_array(r.github_id, jsonb_build_array(p.ecosystem, p.package_name))) as content,
  null::jsonb as also
from network.tb_github_contribution as r
  join network.tb_package as p on p.pk_package = r.fk_package;

comment on view network.lr_network_github_contributes_to is
  'Which GitHub account contributes to which package. As the legacy file has it.';
comment on column network.lr_network_github_contributes_to.row_key is 'Key of the row in the legacy file.';
comment on column network.lr_network_github_contributes_to.position is 'Rises in the order of the file; rows that came later stand after all others.';
comment on column network.lr_network_github_contributes_to.content is 'The row.';
comment on column network.lr_network_github_contributes_to.also is 'Other values that mean the same: none.';

select specql_cutover.define_legacy_table('network', 'github_contributes_to', 80, 'network.lr_network_github_contributes_to',
  'network.load_github_pairs', 'network.remove_row', 'network.tb_github_contribution');
select specql_cutover.mirror_table('network.tb_github_contribution', 'network', 'github_contributes_to',
  'r.identifier');
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01342_rendering/013429_v_lr_network_github_contributes_to.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01342_rendering/01342A_v_lr_network_rest.sql
-- 01342A  network.lr_network_rest
-- Rows under keys of the legacy file that nobody planned.

create or replace view network.lr_network_rest as
select
  r.row_key,
  r.pk_legacy_row as position,
  r.row as content,
  null::jsonb as also,
  r.source_table
from specql_cutover.tb_legacy_row as r
where r.kind = 'network';

comment on view network.lr_network_rest is 'Rows under keys of the legacy file that no table of ours has a place for.';
comment on column network.lr_network_rest.row_key is 'Key of the row in the legacy file.';
comment on column network.lr_network_rest.position is 'Rises in the order of the file.';
comment on column network.lr_network_rest.content is 'The row.';
comment on column network.lr_network_rest.also is 'Other values that mean the same: none.';
comment on column network.lr_network_rest.source_table is 'Key of the file that the row stands under.';

select specql_cutover.define_legacy_table('network', '*', 90, 'network.lr_network_rest',
  'network.load_rest', 'network.remove_row', 'specql_cutover.tb_legacy_row');
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01342_rendering/01342A_v_lr_network_rest.sql
--! Included 0_schema/02_query_side/023_network/0231_project/02312_project/023121_tv_project.sql
-- 023121  app.projects
-- The indexed packages.

create or replace view app.projects as
select
  r.id,
  r.ecosystem,
  r.project_name as name,
  r.version,
  r.description,
  r.dependency_count,
  r.created_at,
  r.updated_at
from network.tb_project as r;

comment on view app.projects is
  E'@primaryKey id\n'
  '@orderBy ecosystem,name\n'
  'Packages that are indexed.';
comment on column app.projects.id is E'@notNull\nPublic key.';
comment on column app.projects.ecosystem is E'@notNull\nEcosystem, as it is spelled.';
comment on column app.projects.name is E'@notNull\nName, as it is spelled; looked up whatever its case.';
comment on column app.projects.version is 'Version.';
comment on column app.projects.description is 'What it is for.';
comment on column app.projects.dependency_count is 'How many dependencies it has, as its registry says it.';
comment on column app.projects.created_at is E'@notNull\nWhen it was made.';
comment on column app.projects.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.projects to specql_reader;
--! EndIncluded 0_schema/02_query_side/023_network/0231_project/02312_project/023121_tv_project.sql
--! Included 0_schema/02_query_side/023_network/0231_project/02313_dependency/023131_tv_project_dependency.sql
-- 023131  app.project_dependencies
-- Which package depends on which.

create or replace view app.project_dependencies as
select
  r.id,
  fp.id as from_project_id,
  coalesce(fp.ecosystem, f.ecosystem) as from_ecosystem,
  coalesce(fp.project_name, f.package_name) as from_name,
  tp.id as to_project_id,
  coalesce(tp.ecosystem, t.ecosystem) as to_ecosystem,
  coalesce(tp.project_name, t.package_name) as to_name,
  fp.id is null or tp.id is null as is_dangling,
  r.is_self,
  r.created_at,
  r.updated_at
from network.tb_dependency as r
  join network.tb_package as f on f.pk_package = r.fk_from
  join network.tb_package as t on t.pk_package = r.fk_to
  left join network.tb_project as fp on fp.fk_package = r.fk_from
  left join network.tb_project as tp on tp.fk_package = r.fk_to;

comment on view app.project_dependencies is
  E'@primaryKey id\n'
  '@foreignKey (from_project_id) references app.projects (id)|@fieldName fromProject|@foreignFieldName dependencies\n'
  '@foreignKey (to_project_id) references app.projects (id)|@fieldName toProject|@foreignFieldName dependents\n'
  '@orderBy from_ecosystem,from_name,to_ecosystem,to_name\n'
  'Which package depends on which. Edges to packages that are not indexed are kept, and resolve when those arrive.';
comment on column app.project_dependencies.id is E'@notNull\nPublic key.';
comment on column app.project_dependencies.from_project_id is 'The project that depends on the other; null where it is not indexed.';
comment on column app.project_dependencies.from_ecosystem is E'@notNull\nIts ecosystem.';
comment on column app.project_dependencies.from_name is E'@notNull\nIts name; in lower case where it is not indexed.';
comment on column app.project_dependencies.to_project_id is 'The project that it depends on; null where it is not indexed.';
comment on column app.project_dependencies.to_ecosystem is E'@notNull\nIts ecosystem.';
comment on column app.project_dependencies.to_name is E'@notNull\nIts name; in lower case where it is not indexed.';
comment on column app.project_dependencies.is_dangling is E'@notNull\nWhether one of its ends is not indexed.';
comment on column app.project_dependencies.is_self is E'@notNull\nWhether the package depends on itself.';
comment on column app.project_dependencies.created_at is E'@notNull\nWhen it was made.';
comment on column app.project_dependencies.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.project_dependencies to specql_reader;
--! EndIncluded 0_schema/02_query_side/023_network/0231_project/02313_dependency/023131_tv_project_dependency.sql
--! Included 0_schema/02_query_side/023_network/0232_contribution/02321_contributor/023211_tv_contributor.sql
-- 023211  app.contributors
-- Who contributes.

create or replace view app.contributors as
select
  r.id,
  r.contributor_type as type,
  r.contributor_name as name,
  r.email,
  r.wallet_address,
  r.hourly_rate,
  r.made_at as created_at,
  r.updated_at
from network.tb_contributor as r;

comment on view app.contributors is
  E'@primaryKey id\n'
  '@orderBy name\n'
  'People and systems that contribute to assets.';
comment on column app.contributors.id is E'@notNull\nPublic key.';
comment on column app.contributors.type is E'@notNull\nHUMAN or SYSTEM.';
comment on column app.contributors.name is E'@notNull\nName.';
comment on column app.contributors.email is 'Address; not unique.';
comment on column app.contributors.wallet_address is 'Where payouts go.';
comment on column app.contributors.hourly_rate is 'Rate for an hour.';
comment on column app.contributors.created_at is E'@notNull\nSince when it is there.';
comment on column app.contributors.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.contributors to specql_reader;
--! EndIncluded 0_schema/02_query_side/023_network/0232_contribution/02321_contributor/023211_tv_contributor.sql
--! Included 0_schema/02_query_side/023_network/0232_contribution/02322_asset/023221_tv_asset.sql
-- 023221  app.assets
-- What is contributed to.

create or replace view app.assets as
select
  r.id,
  r.asset_type as type,
  r.description,
  case
    -- The digits that the file had, as long as they mean the same.
    when nullif(r.legacy #>> '{raw,total_cost}', '')::numeric = r.total_cost then (r.legacy #>> '{raw,total_cost}')::numeric
    else r.total_cost
  end as total_cost,
  coalesce(r.unattributed_cost, 0) as unattributed_cost,
  r.made_at as created_at,
  r.updated_at
from network.tb_asset as r;

comment on view app.assets is
  E'@primaryKey id\n'
  '@orderBy created_at\n'
  'Code, models, content and data that contributors work on, and their cost.';
comment on column app.assets.id is E'@notNull\nPublic key.';
comment on column app.assets.type is E'@notNull\nCODE, MODEL, CONTENT or DATA.';
comment on column app.assets.description is 'What it is.';
comment on column app.assets.total_cost is E'@notNull\nWhat it cost so far: the sum of its contributions, and what an imported total held beyond those.';
comment on column app.assets.unattributed_cost is E'@notNull\nPart of the total that came with an import and that no contribution here explains.';
comment on column app.assets.created_at is E'@notNull\nSince when it is there.';
comment on column app.assets.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.assets to specql_reader;
--! EndIncluded 0_schema/02_query_side/023_network/0232_contribution/02322_asset/023221_tv_asset.sql
--! Included 0_schema/02_query_side/023_network/0232_contribution/02323_contribution/023231_tv_contribution.sql
-- 023231  app.contributions
-- What was contributed.

create or replace view app.contributions as
select
  r.id,
  c.id as contributor_id,
  c.contributor_name,
  a.id as asset_id,
  r.cost_amount,
  r.metadata,
  r.coherence_score,
  r.made_at as timestamp,
  r.updated_at
from network.tb_contribution as r
  join network.tb_contributor as c on c.pk_contributor = r.fk_contributor
  join network.tb_asset as a on a.pk_asset = r.fk_asset;

comment on view app.contributions is
  E'@primaryKey id\n'
  '@foreignKey (contributor_id) references app.contributors (id)\n'
  '@foreignKey (asset_id) references app.assets (id)\n'
  '@orderBy timestamp\n'
  'What contributors did for assets, and what it cost.';
comment on column app.contributions.id is E'@notNull\nPublic key.';
comment on column app.contributions.contributor_id is E'@notNull\nWho contributed.';
comment on column app.contributions.contributor_name is E'@notNull\nHis or its name.';
comment on column app.contributions.asset_id is E'@notNull\nTo what.';
comment on column app.contributions.cost_amount is E'@notNull\nWhat it cost; negative for a refund.';
comment on column app.contributions.metadata is 'Whatever else is known of it.';
comment on column app.contributions.coherence_score is 'How well it fits, mostly 0 to 1.';
comment on column app.contributions.timestamp is E'@notNull\nWhen it was made.';
comment on column app.contributions.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.contributions to specql_reader;
--! EndIncluded 0_schema/02_query_side/023_network/0232_contribution/02323_contribution/023231_tv_contribution.sql
--! Included 0_schema/02_query_side/023_network/0233_github/02331_github_contributor/023311_tv_github_contributor.sql
-- 023311  app.github_contributors
-- Contributors on GitHub.

create or replace view app.github_contributors as
select
  r.id,
  r.github_id,
  r.source,
  r.login,
  r.display_name as name,
  r.avatar_url,
  r.contributions_count,
  r.made_at as created_at,
  r.renewed_at as updated_at
from network.tb_github_contributor as r;

comment on view app.github_contributors is
  E'@primaryKey id\n'
  '@orderBy login\n'
  'Contributors on GitHub.';
comment on column app.github_contributors.id is E'@notNull\nPublic key.';
comment on column app.github_contributors.github_id is E'@notNull\nKey in the store, for example github:octocat.';
comment on column app.github_contributors.source is 'Where it was found.';
comment on column app.github_contributors.login is E'@notNull\nName to log in with.';
comment on column app.github_contributors.name is 'Name.';
comment on column app.github_contributors.avatar_url is 'Address of a picture.';
comment on column app.github_contributors.contributions_count is 'How many contributions it has.';
comment on column app.github_contributors.created_at is E'@notNull\nSince when it is there.';
comment on column app.github_contributors.updated_at is 'When it was last changed, where that is known.';

grant select on app.github_contributors to specql_reader;
--! EndIncluded 0_schema/02_query_side/023_network/0233_github/02331_github_contributor/023311_tv_github_contributor.sql
--! Included 0_schema/02_query_side/023_network/0233_github/02332_github_organization/023321_tv_github_organization.sql
-- 023321  app.github_organizations
-- Organizations on GitHub.

create or replace view app.github_organizations as
select
  r.id,
  r.github_id,
  r.login,
  r.organization_type as type,
  r.display_name as name,
  r.avatar_url,
  r.made_at as created_at,
  r.renewed_at as updated_at
from network.tb_github_organization as r;

comment on view app.github_organizations is
  E'@primaryKey id\n'
  '@orderBy login\n'
  'Organizations on GitHub.';
comment on column app.github_organizations.id is E'@notNull\nPublic key.';
comment on column app.github_organizations.github_id is E'@notNull\nKey in the store, for example github:octocat.';
comment on column app.github_organizations.login is E'@notNull\nName to log in with.';
comment on column app.github_organizations.type is 'Type.';
comment on column app.github_organizations.name is 'Name.';
comment on column app.github_organizations.avatar_url is 'Address of a picture.';
comment on column app.github_organizations.created_at is E'@notNull\nSince when it is there.';
comment on column app.github_organizations.updated_at is 'When it was last changed, where that is known.';

grant select on app.github_organizations to specql_reader;
--! EndIncluded 0_schema/02_query_side/023_network/0233_github/02332_github_organization/023321_tv_github_organization.sql
--! Included 0_schema/02_query_side/023_network/0233_github/02333_github_contribution/023331_tv_github_contribution.sql
-- 023331  app.github_contributes_to
-- Which GitHub account contributes to which package.

create or replace view app.github_contributes_to as
select
  r.id,
  r.github_id,
  g.id as github_contributor_id,
  p.id as project_id,
  coalesce(p.ecosystem, k.ecosystem) as ecosystem,
  coalesce(p.project_name, k.package_name) as name,
  g.id is null or p.id is null as is_dangling,
  r.created_at,
  r.updated_at
from network.tb_github_contribution as r
  join network.tb_package as k on k.pk_package = r.fk_package
  left join network.tb_github_contributor as g on g.github_id = r.github_id
  left join network.tb_project as p on p.fk_package = r.fk_package;

comment on view app.github_contributes_to is
  E'@primaryKey id\n'
  '@name github_contribution\n'
  '@foreignKey (github_contributor_id) references app.github_contributors (id)|@fieldName githubContributor|@foreignFieldName contributesTo\n'
  '@foreignKey (project_id) references app.projects (id)|@fieldName project|@foreignFieldName githubContributions\n'
  '@orderBy github_id,ecosystem,name\n'
  'Which GitHub account contributes to which package.';
comment on column app.github_contributes_to.id is E'@notNull\nPublic key.';
comment on column app.github_contributes_to.github_id is E'@notNull\nKey of the account, known or not.';
comment on column app.github_contributes_to.github_contributor_id is 'The account; null where it is not known.';
comment on column app.github_contributes_to.project_id is 'The project; null where it is not indexed.';
comment on column app.github_contributes_to.ecosystem is E'@notNull\nEcosystem of the package.';
comment on column app.github_contributes_to.name is E'@notNull\nName of the package.';
comment on column app.github_contributes_to.is_dangling is E'@notNull\nWhether the account is not known or the package not indexed.';
comment on column app.github_contributes_to.created_at is E'@notNull\nWhen it was made.';
comment on column app.github_contributes_to.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.github_contributes_to to specql_reader;
--! EndIncluded 0_schema/02_query_side/023_network/0233_github/02333_github_contribution/023331_tv_github_contribution.sql
--! Included 0_schema/03_functions/033_network/0331_project/03312_project/033121_fn_upsert_project.sql
-- 033121  app.upsert_project()
-- Indexes a package, or says anew what is known of it.

create or replace function app.upsert_project(
  ecosystem text,
  name text,
  version text default null,
  description text default null,
  dependency_count numeric default null
)
  returns app.projects
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_package bigint;
  v_row     app.projects;
begin
  perform common.checked_text(version, 'version', 1000);
  perform common.checked_text(description, 'description', 100000);
  v_package := network.ensured_package(ecosystem, name);

  insert into network.tb_project as p (fk_package, ecosystem, project_name, version, description, dependency_count)
  values (v_package, upsert_project.ecosystem, upsert_project.name, upsert_project.version, upsert_project.description,
    upsert_project.dependency_count)
  on conflict on constraint uq_tb_project__fk_package do update set
    ecosystem = excluded.ecosystem,
    project_name = excluded.project_name,
    version = coalesce(excluded.version, p.version),
    description = coalesce(excluded.description, p.description),
    dependency_count = coalesce(excluded.dependency_count, p.dependency_count)
  where (p.ecosystem, p.project_name, p.version, p.description, p.dependency_count) is distinct from (
    excluded.ecosystem, excluded.project_name, coalesce(excluded.version, p.version),
    coalesce(excluded.description, p.description), coalesce(excluded.dependency_count, p.dependency_count));

  select v.* into v_row
  from network.tb_project as p join app.projects as v on v.id = p.id
  where p.fk_package = v_package;
  return v_row;
end;
$$;

comment on function app.upsert_project(text, text, text, text, numeric) is
  'Indexes a package. The name is looked up whatever its case, and from now on spelled as it is given; what is left out stays as it is.
  Edges that were dangling for want of this package resolve with it. SG102, SG103, SG124: its names cannot be those of a package.';

grant execute on function app.upsert_project(text, text, text, text, numeric) to specql_author;
--! EndIncluded 0_schema/03_functions/033_network/0331_project/03312_project/033121_fn_upsert_project.sql
--! Included 0_schema/03_functions/033_network/0331_project/03312_project/033122_fn_remove_project.sql
-- 033122  app.remove_project()
-- Takes a package out of the index.

create or replace function app.remove_project(ecosystem text, name text)
  returns app.projects
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_row app.projects;
begin
  select v.* into v_row
  from network.tb_project as p join app.projects as v on v.id = p.id
  where p.fk_package = network.found_package(remove_project.ecosystem, remove_project.name)
  for update of p;
  if not found then
    raise exception using
      errcode = 'SG223',
      message = 'package not found',
      detail = 'There are edges to it, but it is not indexed.',
      hint = 'app.remove_dependency() removes an edge.',
      column = 'name';
  end if;
  delete from network.tb_project as p where p.id = v_row.id;
  return v_row;
end;
$$;

comment on function app.remove_project(text, text) is
  'Takes a package out of the index and returns it as it was. Its edges stay and are dangling. SG223: it is not indexed.';

grant execute on function app.remove_project(text, text) to specql_author;
--! EndIncluded 0_schema/03_functions/033_network/0331_project/03312_project/033122_fn_remove_project.sql
--! Included 0_schema/03_functions/033_network/0331_project/03312_project/033123_fn_search_projects.sql
-- 033123  app.search_projects()
-- Finds projects by parts of their names and words of their descriptions.

create or replace function app.search_projects(query text, ecosystem text default null, "limit" integer default 20)
  returns setof app.projects
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_key       constant text := network.package_key(btrim(query));
  v_like      constant text := '%' || regexp_replace(v_key, '([%_\\])', '\\\1', 'g') || '%';
  v_words     constant tsquery := plainto_tsquery('pg_catalog.simple', query);
  v_ecosystem constant text := network.package_key(ecosystem);
begin
  if coalesce(btrim(query), '') = '' then
    raise exception using
      errcode = 'SG102',
      message = 'query is missing',
      hint = 'Give a part of a name, or words of a description.',
      column = 'query';
  end if;
  perform common.checked_text(query, 'query', 1000);

  return query
  with named as (
    -- A part of the name, taken literally.
    select p.pk_project, 2 + length(v_key)::double precision / greatest(length(p.search_name), 1) as score
    from network.tb_project as p
    where p.search_name like v_like
      and (v_ecosystem is null or network.package_key(p.ecosystem) = v_ecosystem)
    order by length(p.search_name), p.pk_project
    limit 1000
  ), spelled as (
    select s.pk_project, s.similarity as score
    from network.similar_projects(search_projects.query, 200) as s
  ), described as (
    select p.pk_project, 1 + ts_rank(p.search_document, v_words)::double precision as score
    from network.tb_project as p
    where p.search_document @@ v_words
      and (v_ecosystem is null or network.package_key(p.ecosystem) = v_ecosystem)
    order by ts_rank(p.search_document, v_words) desc, p.pk_project
    limit 1000
  ), best as (
    select f.pk_project, sum(f.score) as score
    from (select * from named union all select * from spelled union all select * from described) as f
    group by f.pk_project
  )
  select v.*
  from best as b
    join network.tb_project as p on p.pk_project = b.pk_project
    join app.projects as v on v.id = p.id
  where v_ecosystem is null or network.package_key(p.ecosystem) = v_ecosystem
  order by b.score desc, length(p.project_name), p.pk_project
  limit network.checked_count("limit", 'limit');
end;
$$;

comment on function app.search_projects(text, text, integer) is
  'Projects whose name holds the text or is spelled like it, or whose name and description have its words; the best first. Every character stands for
  itself, also % and _. SG102, SG103: the query. SG126: the limit.';

grant execute on function app.search_projects(text, text, integer) to specql_reader;
--! EndIncluded 0_schema/03_functions/033_network/0331_project/03312_project/033123_fn_search_projects.sql
--! Included 0_schema/03_functions/033_network/0331_project/03313_dependency/033131_fn_add_dependency.sql
-- 033131  app.add_dependency()
-- Says that one package depends on another.

create or replace function app.add_dependency(from_ecosystem text, from_name text, to_ecosystem text, to_name text)
  returns app.project_dependencies
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_from bigint;
  v_to   bigint;
  v_row  app.project_dependencies;
begin
  v_from := network.ensured_package(from_ecosystem, from_name);
  v_to := network.ensured_package(to_ecosystem, to_name);

  insert into network.tb_dependency (fk_from, fk_to, identifier)
  select f.pk_package, t.pk_package, f.identifier || ' > ' || t.identifier
  from network.tb_package as f cross join network.tb_package as t
  where f.pk_package = v_from and t.pk_package = v_to
  on conflict on constraint uq_tb_dependency__ends do nothing;

  select v.* into v_row
  from network.tb_dependency as d join app.project_dependencies as v on v.id = d.id
  where d.fk_from = v_from and d.fk_to = v_to;
  return v_row;
end;
$$;

comment on function app.add_dependency(text, text, text, text) is
  'Adds an edge, or returns the one that is there. Neither end need be indexed (is_dangling), and a package may depend on itself (is_self).
  SG102, SG103, SG124: names that cannot be those of a package.';

grant execute on function app.add_dependency(text, text, text, text) to specql_author;
--! EndIncluded 0_schema/03_functions/033_network/0331_project/03313_dependency/033131_fn_add_dependency.sql
--! Included 0_schema/03_functions/033_network/0331_project/03313_dependency/033132_fn_remove_dependency.sql
-- 033132  app.remove_dependency()
-- Says that one package does not depend on another any more.

create or replace function app.remove_dependency(from_ecosystem text, from_name text, to_ecosystem text, to_name text)
  returns app.project_dependencies
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_row app.project_dependencies;
begin
  select v.* into v_row
  from network.tb_dependency as d join app.project_dependencies as v on v.id = d.id
  where d.fk_from = network.found_package(remove_dependency.from_ecosystem, remove_dependency.from_name)
    and d.fk_to = network.found_package(remove_dependency.to_ecosystem, remove_dependency.to_name)
  for update of d;
  if not found then
    raise exception using
      errcode = 'SG226',
      message = 'dependency not found',
      detail = 'The first package does not depend on the second one.',
      hint = 'app.dependencies_of() lists what a package depends on.',
      column = 'to_name';
  end if;
  delete from network.tb_dependency as d where d.id = v_row.id;
  return v_row;
end;
$$;

comment on function app.remove_dependency(text, text, text, text) is
  'Removes an edge and returns it as it was. SG223: a package that nothing speaks of. SG226: there is no such edge.';

grant execute on function app.remove_dependency(text, text, text, text) to specql_author;
--! EndIncluded 0_schema/03_functions/033_network/0331_project/03313_dependency/033132_fn_remove_dependency.sql
--! Included 0_schema/03_functions/033_network/0331_project/03313_dependency/033133_fn_count_dependents.sql
-- 033133  app.count_dependents()
-- How many packages depend on one directly.

create or replace function app.count_dependents(ecosystem text, name text)
  returns bigint
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select count(*) from network.tb_dependency as d
    where d.fk_to = network.found_package(count_dependents.ecosystem, count_dependents.name));
end;
$$;

comment on function app.count_dependents(text, text) is
  'How many packages depend directly on this one, itself and such as are not indexed included. SG223: nothing speaks of it.';

grant execute on function app.count_dependents(text, text) to specql_reader;
--! EndIncluded 0_schema/03_functions/033_network/0331_project/03313_dependency/033133_fn_count_dependents.sql
--! Included 0_schema/03_functions/033_network/0331_project/03313_dependency/033134_fn_dependents_of.sql
-- 033134  app.dependents_of()
-- Which packages depend on one, near and far.

create or replace function app.dependents_of(
  ecosystem text,
  name text,
  max_depth integer default null,
  "limit" integer default null
)
  returns table (id uuid, package_ecosystem text, package_name text, is_indexed boolean, depth integer)
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
  -- Many rows are handed over: in memory, without compiling, and by index, however many a plan would count on.
  set work_mem = '64MB'
  set jit = off
  set plan_cache_mode = force_generic_plan
  set enable_memoize = off
as $$
declare
  v_package constant bigint := network.found_package(ecosystem, name);
  v_limit   constant integer := network.checked_count("limit", 'limit');
  v_depth   constant integer := network.checked_count(max_depth, 'max_depth');
  v_ways    bigint[];
begin
  if v_limit = 0 or v_depth = 0 then
    return;
  end if;
  v_ways := network.reached(v_package, true, v_depth, v_limit);
  return query
  select p.id, coalesce(p.ecosystem, k.ecosystem), coalesce(p.project_name, k.package_name), p.id is not null,
    (w.way >> 40)::integer
  from (
    select u.way, u.way & ((1::bigint << 40) - 1) as package
    -- In the select list, where it streams.
    from (select unnest(v_ways) as way) as u
    order by u.way
  ) as w
    left join network.tb_project as p on p.fk_package = w.package
    -- Its own name is looked up only where it is not indexed.
    left join network.tb_package as k on k.pk_package = case when p.id is null then w.package end
  -- The nearest first, then in the order of arrival. The joins keep it.
  order by w.way;
end;
$$;

comment on function app.dependents_of(text, text, integer, integer) is
  'Every package that depends on this one, directly (depth 1) or by way of others, each once with the length of the shortest way; the package
  itself is not among them. id is that of the project, null where it is not indexed. max_depth and limit bound the walk itself. SG126: a
  negative bound. SG223: nothing speaks of the package.';

grant execute on function app.dependents_of(text, text, integer, integer) to specql_reader;
--! EndIncluded 0_schema/03_functions/033_network/0331_project/03313_dependency/033134_fn_dependents_of.sql
--! Included 0_schema/03_functions/033_network/0331_project/03313_dependency/033135_fn_dependencies_of.sql
-- 033135  app.dependencies_of()
-- What a package depends on, near and far.

create or replace function app.dependencies_of(
  ecosystem text,
  name text,
  max_depth integer default null,
  "limit" integer default null
)
  returns table (id uuid, package_ecosystem text, package_name text, is_indexed boolean, depth integer)
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
  -- Many rows are handed over: in memory, without compiling, and by index, however many a plan would count on.
  set work_mem = '64MB'
  set jit = off
  set plan_cache_mode = force_generic_plan
  set enable_memoize = off
as $$
declare
  v_package constant bigint := network.found_package(ecosystem, name);
  v_limit   constant integer := network.checked_count("limit", 'limit');
  v_depth   constant integer := network.checked_count(max_depth, 'max_depth');
  v_ways    bigint[];
begin
  if v_limit = 0 or v_depth = 0 then
    return;
  end if;
  v_ways := network.reached(v_package, false, v_depth, v_limit);
  return query
  select p.id, coalesce(p.ecosystem, k.ecosystem), coalesce(p.project_name, k.package_name), p.id is not null,
    (w.way >> 40)::integer
  from (
    select u.way, u.way & ((1::bigint << 40) - 1) as package
    -- In the select list, where it streams.
    from (select unnest(v_ways) as way) as u
    order by u.way
  ) as w
    left join network.tb_project as p on p.fk_package = w.package
    -- Its own name is looked up only where it is not indexed.
    left join network.tb_package as k on k.pk_package = case when p.id is null then w.package end
  -- The nearest first, then in the order of arrival. The joins keep it.
  order by w.way;
end;
$$;

comment on function app.dependencies_of(text, text, integer, integer) is
  'Every package that this one depends on, directly (depth 1) or by way of others, each once with the length of the shortest way; the package
  itself is not among them. id is that of the project, null where it is not indexed. max_depth and limit bound the walk itself. SG126: a
  negative bound. SG223: nothing speaks of the package.';

grant execute on function app.dependencies_of(text, text, integer, integer) to specql_reader;
--! EndIncluded 0_schema/03_functions/033_network/0331_project/03313_dependency/033135_fn_dependencies_of.sql
--! Included 0_schema/03_functions/033_network/0332_contribution/03321_contributor/033211_fn_register_contributor.sql
-- 033211  app.register_contributor()
-- Registers a person or a system that contributes.

create or replace function app.register_contributor(
  "type" text,
  name text,
  email text default null,
  wallet_address text default null,
  hourly_rate numeric default null,
  contributor_id uuid default null
)
  returns app.contributors
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_id  uuid;
  v_row app.contributors;
begin
  if "type" is null or "type" not in ('HUMAN', 'SYSTEM') then
    raise exception using
      errcode = 'SG123',
      message = 'type is not what it should be',
      detail = format('It is %s.', coalesce(quote_literal(left("type", 100)), 'missing')),
      hint = 'It should be one of HUMAN, SYSTEM.',
      column = 'type';
  end if;
  if coalesce(name, '') = '' then
    raise exception using errcode = 'SG102', message = 'name is missing', hint = 'A contributor has a name.', column = 'name';
  end if;
  perform common.checked_text(name, 'name', 1000);
  perform common.checked_text(email, 'email', 1000);
  perform common.checked_text(wallet_address, 'wallet_address', 1000);

  insert into network.tb_contributor (id, contributor_type, contributor_name, email, wallet_address, hourly_rate)
  values (coalesce(contributor_id, gen_random_uuid()), "type", register_contributor.name, register_contributor.email,
    register_contributor.wallet_address, register_contributor.hourly_rate)
  on conflict on constraint uq_tb_contributor__id do nothing
  returning id into v_id;
  if v_id is null then
    raise exception using
      errcode = 'SG317',
      message = 'the id is taken',
      detail = format('A contributor %s is registered.', contributor_id),
      hint = 'Leave contributor_id out to get a new one.',
      column = 'contributor_id';
  end if;
  select v.* into v_row from app.contributors as v where v.id = v_id;
  return v_row;
end;
$$;

comment on function app.register_contributor(text, text, text, text, numeric, uuid) is
  'Registers a contributor; two may have the same name and address. contributor_id is for one that is known elsewhere. SG102, SG103,
  SG123: the input is wrong. SG317: the id is taken.';

grant execute on function app.register_contributor(text, text, text, text, numeric, uuid) to specql_author;
--! EndIncluded 0_schema/03_functions/033_network/0332_contribution/03321_contributor/033211_fn_register_contributor.sql
--! Included 0_schema/03_functions/033_network/0332_contribution/03322_asset/033221_fn_register_asset.sql
-- 033221  app.register_asset()
-- Registers something that is contributed to.

create or replace function app.register_asset("type" text, description text default null, asset_id uuid default null)
  returns app.assets
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_id  uuid;
  v_row app.assets;
begin
  if "type" is null or "type" not in ('CODE', 'MODEL', 'CONTENT', 'DATA') then
    raise exception using
      errcode = 'SG123',
      message = 'type is not what it should be',
      detail = format('It is %s.', coalesce(quote_literal(left("type", 100)), 'missing')),
      hint = 'It should be one of CODE, MODEL, CONTENT, DATA.',
      column = 'type';
  end if;
  perform common.checked_text(description, 'description');

  insert into network.tb_asset (id, asset_type, description)
  values (coalesce(asset_id, gen_random_uuid()), "type", register_asset.description)
  on conflict on constraint uq_tb_asset__id do nothing
  returning id into v_id;
  if v_id is null then
    raise exception using
      errcode = 'SG317',
      message = 'the id is taken',
      detail = format('An asset %s is registered.', asset_id),
      hint = 'Leave asset_id out to get a new one.',
      column = 'asset_id';
  end if;
  select v.* into v_row from app.assets as v where v.id = v_id;
  return v_row;
end;
$$;

comment on function app.register_asset(text, text, uuid) is
  'Registers an asset; its total cost is that of its contributions. asset_id is for one that is known elsewhere. SG103, SG123: the input
  is wrong. SG317: the id is taken.';

grant execute on function app.register_asset(text, text, uuid) to specql_author;
--! EndIncluded 0_schema/03_functions/033_network/0332_contribution/03322_asset/033221_fn_register_asset.sql
--! Included 0_schema/03_functions/033_network/0332_contribution/03323_contribution/033231_fn_record_contribution.sql
-- 033231  app.record_contribution()
-- Records what a contributor did for an asset.

create or replace function app.record_contribution(
  contributor_id uuid,
  asset_id uuid,
  cost_amount numeric,
  coherence_score double precision default 0.5,
  metadata jsonb default '{}'
)
  returns app.contributions
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_id  uuid;
  v_row app.contributions;
begin
  perform network.found_contributor(contributor_id);
  perform network.found_asset(asset_id);
  if cost_amount is null or abs(cost_amount) = 'Infinity' or cost_amount = 'NaN' then
    raise exception using
      errcode = 'SG123',
      message = 'cost_amount is not what it should be',
      detail = format('It is %s.', coalesce(cost_amount::text, 'missing')),
      hint = 'It should be a decimal number; a refund is negative.',
      column = 'cost_amount';
  end if;
  if coherence_score is null or coherence_score not between 0 and 1 then
    raise exception using
      errcode = 'SG126',
      message = 'coherence_score must be between 0 and 1',
      detail = format('It is %s.', coalesce(coherence_score::text, 'missing')),
      hint = 'Leave it out for 0.5, which leaves the cost as it is in a distribution.',
      column = 'coherence_score';
  end if;

  insert into network.tb_contribution (fk_contributor, fk_asset, cost_amount, metadata, coherence_score)
  select c.pk_contributor, a.pk_asset, record_contribution.cost_amount, coalesce(record_contribution.metadata, '{}'),
    record_contribution.coherence_score
  from network.tb_contributor as c cross join network.tb_asset as a
  where c.id = record_contribution.contributor_id and a.id = record_contribution.asset_id
  returning id into v_id;
  select v.* into v_row from app.contributions as v where v.id = v_id;
  return v_row;
end;
$$;

comment on function app.record_contribution(uuid, uuid, numeric, double precision, jsonb) is
  'Records a contribution; its cost is in the total of the asset at once. SG123, SG126: the input is wrong. SG224, SG225: no such
  contributor, no such asset.';

grant execute on function app.record_contribution(uuid, uuid, numeric, double precision, jsonb) to specql_author;
--! EndIncluded 0_schema/03_functions/033_network/0332_contribution/03323_contribution/033231_fn_record_contribution.sql
--! Included 0_schema/03_functions/033_network/0332_contribution/03323_contribution/033232_fn_asset_contributions.sql
-- 033232  app.asset_contributions()
-- What was contributed to an asset.

create or replace function app.asset_contributions(asset_id uuid)
  returns setof app.contributions
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
begin
  perform network.found_asset(asset_id);
  return query
  select v.*
  from network.tb_asset as a
    join network.tb_contribution as r on r.fk_asset = a.pk_asset
    join app.contributions as v on v.id = r.id
  where a.id = asset_contributions.asset_id
  order by r.made_at, r.pk_contribution;
end;
$$;

comment on function app.asset_contributions(uuid) is
  'The contributions to an asset, the oldest first. SG225: no such asset.';

grant execute on function app.asset_contributions(uuid) to specql_reader;
--! EndIncluded 0_schema/03_functions/033_network/0332_contribution/03323_contribution/033232_fn_asset_contributions.sql
--! Included 0_schema/03_functions/033_network/0332_contribution/03323_contribution/033233_fn_contributor_contributions.sql
-- 033233  app.contributor_contributions()
-- What somebody contributed.

create or replace function app.contributor_contributions(contributor_id uuid)
  returns setof app.contributions
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
begin
  perform network.found_contributor(contributor_id);
  return query
  select v.*
  from network.tb_contributor as c
    join network.tb_contribution as r on r.fk_contributor = c.pk_contributor
    join app.contributions as v on v.id = r.id
  where c.id = contributor_contributions.contributor_id
  order by r.made_at, r.pk_contribution;
end;
$$;

comment on function app.contributor_contributions(uuid) is
  'The contributions of a contributor, the oldest first. SG224: no such contributor.';

grant execute on function app.contributor_contributions(uuid) to specql_reader;
--! EndIncluded 0_schema/03_functions/033_network/0332_contribution/03323_contribution/033233_fn_contributor_contributions.sql
--! Included 0_schema/03_functions/033_network/0332_contribution/03323_contribution/033234_fn_remove_contribution.sql
-- 033234  app.remove_contribution()
-- Takes a contribution back.

create or replace function app.remove_contribution(contribution_id uuid)
  returns app.contributions
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_row app.contributions;
begin
  select v.* into v_row from app.contributions as v where v.id = contribution_id;
  if not found then
    raise exception using
      errcode = 'SG226',
      message = 'contribution not found',
      detail = format('There is none with id %s.', coalesce(contribution_id::text, 'null')),
      hint = 'app.contributions lists them.',
      column = 'contribution_id';
  end if;
  delete from network.tb_contribution as r where r.id = contribution_id;
  return v_row;
end;
$$;

comment on function app.remove_contribution(uuid) is
  'Removes a contribution and returns it as it was; its cost leaves the total of the asset. SG226: there is none.';

grant execute on function app.remove_contribution(uuid) to specql_admin;
--! EndIncluded 0_schema/03_functions/033_network/0332_contribution/03323_contribution/033234_fn_remove_contribution.sql
--! Included 0_schema/03_functions/033_network/0332_contribution/03324_distribution/033241_fn_distribute_value.sql
-- 033241  app.distribute_value()
-- Divides an amount among those who contributed to an asset.

create or replace function app.distribute_value(asset_id uuid, amount numeric)
  returns table (contributor_id uuid, contributor_name text, weight numeric, payout numeric)
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
begin
  perform network.found_asset(asset_id);
  if amount is null or not amount >= 0 or amount > 1e30 or scale(amount) > 30 then
    raise exception using
      errcode = 'SG125',
      message = 'the amount cannot be paid out',
      detail = format('It is %s.', coalesce(left(amount::text, 100), 'missing')),
      hint = 'Give an amount of 0 or more, below 1e30 and with at most 30 decimals.',
      column = 'amount';
  end if;

  return query
  select c.id, c.contributor_name, s.weight, s.payout
  from network.shares(
      (select a.pk_asset from network.tb_asset as a where a.id = distribute_value.asset_id), distribute_value.amount) as s
    join network.tb_contributor as c on c.pk_contributor = s.fk_contributor
  order by s.payout desc, c.id;
  if not found then
    raise exception using
      errcode = 'SG318',
      message = 'there is nothing to distribute by',
      detail = 'No contributor has contributed more to the asset than was refunded.',
      hint = 'Record contributions with a positive cost first.',
      column = 'asset_id';
  end if;
end;
$$;

comment on function app.distribute_value(uuid, numeric) is
  'Divides an amount among the contributors of an asset in proportion to their weights: cost × (0.5 + coherence score), summed over the
  contributions of each, refunds included; who got back more than he gave has no share. Payouts are multiples of the smallest unit of the amount (a
  hundredth at least) and add up to the amount exactly: what division leaves goes to the largest remainders. Writes nothing. SG125: the
  amount. SG225: no such asset. SG318: no contributions to divide by.';

grant execute on function app.distribute_value(uuid, numeric) to specql_reader;
--! EndIncluded 0_schema/03_functions/033_network/0332_contribution/03324_distribution/033241_fn_distribute_value.sql

-- == tasks
-- tasks: the log names a partitioned table, not its partitions
-- tasks: sessions that need a new month of the log at once make it once; the log names a partitioned table, not its partitions
--! Included 0_schema/01_write_side/011_core/0116_audit/01161_change/011612_fn_add_change_partitions.sql
-- 011612  specql_audit.add_change_partitions()
-- Makes the change log's partitions for a month and the twelve that follow.

create or replace function specql_audit.add_change_partitions(at timestamptz)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_month timestamp;
  v_table text;
begin
  -- One maker at a time; the others then find the partitions made. Attaching takes this lock anyway, and unlike an advisory
  -- one it also lets a session that waited see what the other has made.
  lock table only specql_audit.tb_change in share update exclusive mode;

  for v_month in
    select generate_series(m.first, m.first + interval '12 months', interval '1 month')
    from (select date_trunc('month', at at time zone 'UTC') as first) as m
  loop
    v_table := 'tb_change_' || to_char(v_month, 'YYYY_MM');
    if to_regclass('specql_audit.' || v_table) is null then
      execute format('create table specql_audit.%I (like specql_audit.tb_change including all excluding identity)', v_table);
      execute format('comment on table specql_audit.%I is %L', v_table,
        'Changes of ' || to_char(v_month, 'YYYY-MM') || ' (UTC).');
      -- Attaching lets writers go on; creating as a partition would lock them out.
      execute format(
        'alter table specql_audit.tb_change attach partition specql_audit.%I for values from (%L) to (%L)',
        v_table, v_month at time zone 'UTC', (v_month + interval '1 month') at time zone 'UTC'
      );
      execute format(
        'create or replace trigger tr_900_append_only before update or delete or truncate on specql_audit.%I '
        'for each statement execute function specql_audit.tg_tb_change__append_only()', v_table
      );
      execute format(
        'create or replace trigger tr_800_triggers_write before insert on specql_audit.%I '
        'for each statement when (pg_trigger_depth() = 0) '
        'execute function specql_audit.tg_tb_change__append_only()', v_table
      );
    end if;
  end loop;
end;
$$;

comment on function specql_audit.add_change_partitions(timestamptz) is
  'Makes the missing monthly partitions (UTC) from the month of the given time to a year later. A year in '
  'advance, so that no writer meets the turn of a month without one.';
--! EndIncluded 0_schema/01_write_side/011_core/0116_audit/01161_change/011612_fn_add_change_partitions.sql
--! Included 0_schema/01_write_side/013_network/0135_task/01351_task_key/013511_tb_task_key.sql
-- 013511  network.tb_task_key
-- The keys of agent tasks. A partitioned table cannot hold a key unique across its months; this one does.

create table if not exists network.tb_task_key (
  pk_task_key     bigint generated always as identity,
  id              uuid not null,
  task_id         text not null,
  identifier      text generated always as (task_id) stored,
  fk_agent_task   bigint not null,
  task_created_at timestamptz not null,
  position        bigint,
  import_hash     bytea,
  seen_run        bigint,
  created_at      timestamptz not null default clock_timestamp(),
  created_by      text not null default common.current_actor(),
  updated_at      timestamptz not null default clock_timestamp(),
  updated_by      text not null default common.current_actor(),
  constraint pk_tb_task_key primary key (pk_task_key),
  constraint uq_tb_task_key__id unique (id),
  constraint uq_tb_task_key__task_id unique (task_id),
  constraint uq_tb_task_key__fk_agent_task unique (fk_agent_task)
);

comment on table network.tb_task_key is
  'One narrow row for each agent task: its keys, unique whatever its month, where its row lies, and its place in the legacy '
  'file. Written by the triggers of network.tb_agent_task only, and, as to the file, by network.load_tasks().';
comment on column network.tb_task_key.pk_task_key is 'Internal key, used by joins.';
comment on column network.tb_task_key.id is 'Public key of the task.';
comment on column network.tb_task_key.task_id is 'The key that files and workers know: task_…';
comment on column network.tb_task_key.identifier is 'Name for humans: the task''s key.';
comment on column network.tb_task_key.fk_agent_task is
  'The task''s row. No constraint: one on a partitioned table locks its writers out whenever a month is added.';
comment on column network.tb_task_key.task_created_at is 'The task''s creation: says in which month its row lies.';
comment on column network.tb_task_key.position is 'Place in the legacy file, from 1; null for a task that was made here.';
comment on column network.tb_task_key.import_hash is 'sha256 of the row as it was last imported; null where it never was.';
comment on column network.tb_task_key.seen_run is 'The import that met the task last: a second row of one file is a duplicate.';
comment on column network.tb_task_key.created_at is 'When the row was made.';
comment on column network.tb_task_key.created_by is 'Who made the row.';
comment on column network.tb_task_key.updated_at is 'When the row was last changed.';
comment on column network.tb_task_key.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_task_key on network.tb_task_key is 'the internal key is unique';
comment on constraint uq_tb_task_key__id on network.tb_task_key is 'the public key is unique';
comment on constraint uq_tb_task_key__task_id on network.tb_task_key is 'there is a task of this id already';
comment on constraint uq_tb_task_key__fk_agent_task on network.tb_task_key is 'a task has one key';
--! EndIncluded 0_schema/01_write_side/013_network/0135_task/01351_task_key/013511_tb_task_key.sql
--! Included 0_schema/01_write_side/013_network/0135_task/01352_agent_task/013521_tb_agent_task.sql
-- 013521  network.tb_agent_task
-- What agents are to do, and how far they are.

create table if not exists network.tb_agent_task (
  pk_agent_task          bigint generated always as identity,
  id                     uuid not null default gen_random_uuid(),
  task_id                text not null default 'task_' || left(replace(gen_random_uuid()::text, '-', ''), 16),
  identifier             text generated always as (task_id) stored,
  direction              text not null,
  task_type              text not null,
  status                 text not null default 'pending',
  model                  text,
  command                text,
  output                 text,
  context                jsonb,
  progress_pct           integer,
  current_step           text,
  decision_prompt        text,
  decision               text,
  tier                   text,
  target_state           text,
  success_evidence       jsonb,
  abort_evidence         jsonb,
  observation_window_sec integer,
  claimed_by             text,
  claimed_at             timestamptz,
  claim_actor            text,
  lease_until            timestamptz,
  attempts               integer not null default 0,
  started_at             timestamptz,
  legacy                 jsonb,
  import_run             bigint,
  created_at             timestamptz not null default clock_timestamp(),
  created_by             text not null default common.current_actor(),
  updated_at             timestamptz not null default clock_timestamp(),
  updated_by             text not null default common.current_actor(),
  constraint pk_tb_agent_task primary key (created_at, pk_agent_task),
  constraint ck_tb_agent_task__task_id check (length(task_id) between 1 and 200 and task_id !~ '[\u0001-\u001F\u007F-\u009F]'),
  constraint ck_tb_agent_task__direction check (length(direction) between 1 and 5000),
  constraint ck_tb_agent_task__task_type check (task_type in ('spec', 'test', 'impl', 'review', 'heal')),
  constraint ck_tb_agent_task__status check (status in ('pending', 'running', 'completed', 'failed', 'needs_decision')),
  constraint ck_tb_agent_task__progress_pct check (progress_pct between 0 and 100),
  constraint ck_tb_agent_task__success_evidence check (jsonb_typeof(success_evidence) = 'array'),
  constraint ck_tb_agent_task__abort_evidence check (jsonb_typeof(abort_evidence) = 'array'),
  constraint ck_tb_agent_task__observation_window_sec check (observation_window_sec >= 0),
  constraint ck_tb_agent_task__attempts check (attempts >= 0)
) partition by range (created_at);

create index if not exists ix_tb_agent_task__pending
  on network.tb_agent_task (created_at, pk_agent_task) where status = 'pending';

create index if not exists ix_tb_agent_task__lease_until
  on network.tb_agent_task (lease_until) where status = 'running';

create index if not exists ix_tb_agent_task__attention
  on network.tb_agent_task (updated_at) where status in ('needs_decision', 'failed');

create index if not exists ix_tb_agent_task__pk_agent_task on network.tb_agent_task (pk_agent_task);

comment on table network.tb_agent_task is
  'Tasks of agents, partitioned by the month (UTC) in which they were made. Steps: pending → running → completed | failed | '
  'needs_decision | pending; needs_decision → running | pending (decided) | failed; pending → needs_decision | failed; '
  'completed | failed → pending (again). No other, for any role.';
comment on column network.tb_agent_task.pk_agent_task is 'Internal key, used by joins.';
comment on column network.tb_agent_task.id is 'Public key.';
comment on column network.tb_agent_task.task_id is 'The key that files and workers know: task_…, unique and final.';
comment on column network.tb_agent_task.identifier is 'Name for humans: the task''s key.';
comment on column network.tb_agent_task.direction is 'What is to be done.';
comment on column network.tb_agent_task.task_type is 'spec, test, impl, review or heal.';
comment on column network.tb_agent_task.status is 'pending, running, completed, failed or needs_decision.';
comment on column network.tb_agent_task.model is 'Model that is to do it.';
comment on column network.tb_agent_task.command is 'Command of the worker. Data: never executed here.';
comment on column network.tb_agent_task.output is 'What came of it.';
comment on column network.tb_agent_task.context is 'What else the worker should know.';
comment on column network.tb_agent_task.progress_pct is 'How far it is, 0 to 100; changes only while it runs.';
comment on column network.tb_agent_task.current_step is 'What is being done; changes only while it runs.';
comment on column network.tb_agent_task.decision_prompt is 'The question that somebody must decide.';
comment on column network.tb_agent_task.decision is 'What was decided; given only to a task that needs a decision.';
comment on column network.tb_agent_task.tier is 'Tier of the executor.';
comment on column network.tb_agent_task.target_state is 'What is true when it is done.';
comment on column network.tb_agent_task.success_evidence is 'A list of what proves success.';
comment on column network.tb_agent_task.abort_evidence is 'A list of what says to stop.';
comment on column network.tb_agent_task.observation_window_sec is
  'For how many seconds a claim holds without a sign of life; an hour where it is null.';
comment on column network.tb_agent_task.claimed_by is 'The worker that holds it, or held it last.';
comment on column network.tb_agent_task.claimed_at is 'When it was claimed.';
comment on column network.tb_agent_task.claim_actor is 'Who made the claim: common.current_actor().';
comment on column network.tb_agent_task.lease_until is
  'Until when the claim holds; each sign of life renews it. Null where it does not run, or runs somewhere else (imported).';
comment on column network.tb_agent_task.attempts is 'How often it was claimed since it was last made ready.';
comment on column network.tb_agent_task.started_at is 'When work on it began; an imported one may lack it.';
comment on column network.tb_agent_task.legacy is
  'Of a task that came from a file: cells as they stood (raw), keys that no column holds (extra), keys that were absent.';
comment on column network.tb_agent_task.import_run is 'The import that brought it; null for one that was made here.';
comment on column network.tb_agent_task.created_at is 'When the task was made; says in which month it lies, and is final.';
comment on column network.tb_agent_task.created_by is 'Who made the row.';
comment on column network.tb_agent_task.updated_at is 'When the task was last changed.';
comment on column network.tb_agent_task.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_agent_task on network.tb_agent_task is 'the internal key is unique';
comment on constraint ck_tb_agent_task__task_id on network.tb_agent_task is
  'the id of a task must be 1 to 200 characters, without control characters';
comment on constraint ck_tb_agent_task__direction on network.tb_agent_task is 'the direction must be 1 to 5000 characters';
comment on constraint ck_tb_agent_task__task_type on network.tb_agent_task is
  'the type of a task must be spec, test, impl, review or heal';
comment on constraint ck_tb_agent_task__status on network.tb_agent_task is
  'the status of a task must be pending, running, completed, failed or needs_decision';
comment on constraint ck_tb_agent_task__progress_pct on network.tb_agent_task is 'progress must be 0 to 100';
comment on constraint ck_tb_agent_task__success_evidence on network.tb_agent_task is 'the evidence of success must be a list';
comment on constraint ck_tb_agent_task__abort_evidence on network.tb_agent_task is 'the evidence to stop at must be a list';
comment on constraint ck_tb_agent_task__observation_window_sec on network.tb_agent_task is
  'the observation window must not be negative';
comment on constraint ck_tb_agent_task__attempts on network.tb_agent_task is 'attempts cannot be negative';
comment on index network.ix_tb_agent_task__pending is 'The queue: for app.claim_task(), oldest first.';
comment on index network.ix_tb_agent_task__lease_until is 'For claims that have run out.';
comment on index network.ix_tb_agent_task__attention is 'For app.tasks_needing_attention().';
comment on index network.ix_tb_agent_task__pk_agent_task is 'For joins with the keys.';

select specql_audit.audit_table('network.tb_agent_task');
--! EndIncluded 0_schema/01_write_side/013_network/0135_task/01352_agent_task/013521_tb_agent_task.sql
--! Included 0_schema/01_write_side/013_network/0135_task/01352_agent_task/013522_fn_add_task_partitions.sql
-- 013522  network.add_task_partitions()
-- Makes the partitions of agent tasks for the months of the given times.

create or replace function network.add_task_partitions(times timestamptz[])
  returns void
  language plpgsql
  volatile
as $$
declare
  v_part  record;
  v_first boolean := true;
begin
  for v_part in
    select distinct
      case when m.month < '2015-01-01' then 'tb_agent_task_before_2015' when m.month >= '2050-01-01' then 'tb_agent_task_from_2050'
        else 'tb_agent_task_' || to_char(m.month, 'YYYY_MM') end as name,
      case when m.month < '2015-01-01' then 'minvalue' when m.month >= '2050-01-01' then quote_literal('2050-01-01 00:00:00+00')
        else quote_literal(to_char(m.month, 'YYYY-MM-DD') || ' 00:00:00+00') end as lower,
      case when m.month < '2015-01-01' then quote_literal('2015-01-01 00:00:00+00') when m.month >= '2050-01-01' then 'maxvalue'
        else quote_literal(to_char(m.month + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00') end as upper
    from (select date_trunc('month', t at time zone 'UTC') as month from unnest(times) as t) as m
    order by 1
  loop
    continue when to_regclass('network.' || v_part.name) is not null;
    if v_first then
      -- One maker at a time; the others then find the partitions made. Attaching takes this lock anyway, and unlike an
      -- advisory one it also lets the session see what others have made meanwhile.
      lock table only network.tb_agent_task in share update exclusive mode;
      v_first := false;
      continue when to_regclass('network.' || v_part.name) is not null;
    end if;
    execute format('create table network.%I (like network.tb_agent_task including all excluding identity)', v_part.name);
    execute format('comment on table network.%I is %L', v_part.name, 'Agent tasks made ' || case v_part.name
      when 'tb_agent_task_before_2015' then 'before 2015 (UTC).' when 'tb_agent_task_from_2050' then 'from 2050 on (UTC).'
      else 'in ' || replace(right(v_part.name, 7), '_', '-') || ' (UTC).' end);
    -- Attaching lets writers go on; creating as a partition would lock them out.
    execute format('alter table network.tb_agent_task attach partition network.%I for values from (%s) to (%s)',
      v_part.name, v_part.lower, v_part.upper);
    execute format(
      'create or replace trigger tr_110_through_parent before insert or update or delete or truncate on network.%I '
      'for each statement execute function network.tg_tb_agent_task__through_parent()', v_part.name);
  end loop;
end;
$$;

comment on function network.add_task_partitions(timestamptz[]) is
  'Makes the missing partitions, one for each month (UTC) from 2015 to 2049; all that lies before or after shares one each, '
  'so that a file of nonsense dates cannot make thousands. Whoever writes tasks calls it first, because a partition cannot be '
  'added by the statement that needs it. Sessions that need none are not held up.';
--! EndIncluded 0_schema/01_write_side/013_network/0135_task/01352_agent_task/013522_fn_add_task_partitions.sql
--! Included 0_schema/01_write_side/013_network/0135_task/01352_agent_task/013523_tr_through_parent.sql
-- 013523  network.tg_tb_agent_task__through_parent()
-- Partitions are written through their parent, whose triggers keep the keys.

create or replace function network.tg_tb_agent_task__through_parent()
  returns trigger
  language plpgsql
as $$
begin
  raise exception using
    errcode = 'SG324',
    message = format('%s on %I.%I is not allowed', lower(tg_op), tg_table_schema, tg_table_name),
    detail = 'The keys of tasks are kept by the triggers of network.tb_agent_task.',
    hint = case tg_op when 'TRUNCATE' then 'Delete the rows from network.tb_agent_task.'
      else 'Write network.tb_agent_task instead.' end;
end;
$$;

comment on function network.tg_tb_agent_task__through_parent() is
  'Before a statement that names a partition, and before truncate: SG324. Statements that name the parent pass.';

create or replace trigger tr_110_through_parent
  before truncate on network.tb_agent_task
  for each statement execute function network.tg_tb_agent_task__through_parent();

comment on trigger tr_110_through_parent on network.tb_agent_task is 'Tasks are deleted, never truncated: their keys go with them.';
--! EndIncluded 0_schema/01_write_side/013_network/0135_task/01352_agent_task/013523_tr_through_parent.sql
--! Included 0_schema/01_write_side/013_network/0135_task/01352_agent_task/013524_tr_keep_keys.sql
-- 013524  network.tg_tb_agent_task__keep_keys()
-- Each task has a key, and a task that is gone has none.

create or replace function network.tg_tb_agent_task__keep_keys()
  returns trigger
  language plpgsql
as $$
begin
  if tg_op = 'INSERT' then
    insert into network.tb_task_key (id, task_id, fk_agent_task, task_created_at)
    select n.id, n.task_id, n.pk_agent_task, n.created_at from new_rows as n
    -- Two sessions that add the same tasks take them in one order, and so cannot hold one another up.
    order by n.task_id;
  else
    delete from network.tb_task_key as k using old_rows as o where k.fk_agent_task = o.pk_agent_task;
  end if;
  return null;
end;
$$;

comment on function network.tg_tb_agent_task__keep_keys() is
  'After insert or delete, for each statement: writes network.tb_task_key, whose unique indexes span all months. The second '
  'of two sessions that add one id waits for the first, and fails (23505) when that one commits.';

create or replace trigger tr_200_keep_keys
  after insert on network.tb_agent_task referencing new table as new_rows
  for each statement execute function network.tg_tb_agent_task__keep_keys();

comment on trigger tr_200_keep_keys on network.tb_agent_task is 'Gives each new task its key.';

create or replace trigger tr_210_keep_keys
  after delete on network.tb_agent_task referencing old table as old_rows
  for each statement execute function network.tg_tb_agent_task__keep_keys();

comment on trigger tr_210_keep_keys on network.tb_agent_task is 'Takes the keys of tasks that are gone.';
--! EndIncluded 0_schema/01_write_side/013_network/0135_task/01352_agent_task/013524_tr_keep_keys.sql
--! Included 0_schema/01_write_side/013_network/0135_task/01352_agent_task/013525_fn_is_task_step.sql
-- 013525  network.is_task_step()
-- Which steps the life of a task has.

create or replace function network.is_task_step(from_status text, to_status text)
  returns boolean
  language plpgsql
  immutable
as $$
begin
  return from_status || ' ' || to_status in (
    'pending running', 'pending needs_decision', 'pending failed',
    'running completed', 'running failed', 'running needs_decision', 'running pending',
    'needs_decision running', 'needs_decision pending', 'needs_decision failed',
    'completed pending', 'failed pending');
end;
$$;

comment on function network.is_task_step(text, text) is
  'True for pending → running, needs_decision, failed; running → completed, failed, needs_decision, pending; needs_decision → '
  'running, pending, failed; completed and failed → pending.';
--! EndIncluded 0_schema/01_write_side/013_network/0135_task/01352_agent_task/013525_fn_is_task_step.sql
--! Included 0_schema/01_write_side/013_network/0135_task/01352_agent_task/013526_fn_refuse_task_change.sql
-- 013526  network.refuse_task_change()
-- What belongs to a step changes with that step only.

create or replace function network.refuse_task_change(old_task network.tb_agent_task, new_task network.tb_agent_task)
  returns void
  language plpgsql
  immutable
as $$
declare
  v_decides constant boolean := old_task.status = 'needs_decision' and new_task.status in ('running', 'pending');
  v_asks    constant boolean := new_task.status = 'needs_decision';
  v_field   text;
begin
  if v_decides and coalesce(btrim(new_task.decision), '') = '' or v_asks and coalesce(btrim(new_task.decision_prompt), '') = '' then
    raise exception using
      errcode = 'SG129',
      message = case when v_asks then 'a task that needs a decision asks something' else 'nothing was decided' end,
      detail = format('It is task %s.', left(old_task.task_id, 200)),
      hint = case when v_asks then 'Give the question in decision_prompt.' else 'Give the decision: app.decide_task().' end,
      column = case when v_asks then 'decision_prompt' else 'decision' end;
  end if;
  v_field := case
    when new_task.decision is distinct from old_task.decision and not v_decides and not v_asks then 'decision'
    when new_task.decision_prompt is distinct from old_task.decision_prompt and not v_asks then 'decision_prompt'
    when old_task.status = 'running' then null
    when new_task.progress_pct is distinct from old_task.progress_pct then 'progress_pct'
    when new_task.current_step is distinct from old_task.current_step then 'current_step'
    when new_task.output is distinct from old_task.output and new_task.status <> 'failed' then 'output'
    when new_task.claimed_by is distinct from old_task.claimed_by and new_task.status <> 'running' then 'claimed_by'
  end;
  if v_field is not null then
    raise exception using
      errcode = 'SG322',
      message = format('%s of a task that is %s cannot change', v_field, old_task.status),
      detail = format('It is task %s.', left(old_task.task_id, 200)),
      hint = case when v_field like 'decision%' then 'Ask with status needs_decision, and answer with app.decide_task().'
        else 'Progress, output and claim change while it runs: app.claim_task().' end,
      column = v_field;
  end if;
  if old_task.claimed_by <> new_task.claimed_by and old_task.status = 'running' and new_task.status <> 'pending' then
    raise exception using
      errcode = 'SG323',
      message = 'another worker holds the task',
      detail = format('It is task %s, and %s holds it.', left(old_task.task_id, 200), quote_literal(left(old_task.claimed_by, 200))),
      hint = 'It must be released first: app.release_task().',
      column = 'claimed_by';
  end if;
end;
$$;

comment on function network.refuse_task_change(network.tb_agent_task, network.tb_agent_task) is
  'SG129: a question or a decision is missing. SG322: a column changes that belongs to another step. SG323: a claim changes hands.';
--! EndIncluded 0_schema/01_write_side/013_network/0135_task/01352_agent_task/013526_fn_refuse_task_change.sql
--! Included 0_schema/01_write_side/013_network/0135_task/01352_agent_task/013528_fn_task_after_step.sql
-- 013528  network.task_after_step()
-- What a step sets by itself.

create or replace function network.task_after_step(old_task network.tb_agent_task, new_task network.tb_agent_task)
  returns network.tb_agent_task
  language plpgsql
  volatile
as $$
declare
  v_task network.tb_agent_task := new_task;
  v_now  constant timestamptz := clock_timestamp();
begin
  if new_task.status = 'running' then
    if v_task.claimed_by is null then
      raise exception using
        errcode = 'SG322',
        message = 'a running task has a worker',
        detail = format('It is task %s.', left(old_task.task_id, 200)),
        hint = 'Use app.claim_task().',
        column = 'claimed_by';
    end if;
    v_task.lease_until := v_now + make_interval(secs => greatest(coalesce(new_task.observation_window_sec, 3600), 1));
    if old_task.status = 'pending' or old_task.claimed_by is null then
      v_task.claimed_at := v_now;
      v_task.started_at := v_now;
      v_task.claim_actor := common.current_actor();
      v_task.attempts := old_task.attempts + 1;
    end if;
    return v_task;
  end if;

  v_task.lease_until := null;
  if new_task.status = old_task.status then
    return v_task;
  end if;
  case new_task.status
    when 'pending' then
      v_task.claimed_by := null;
      v_task.claimed_at := null;
      v_task.claim_actor := null;
      v_task.started_at := null;
      v_task.progress_pct := null;
      v_task.current_step := null;
      if old_task.status in ('completed', 'failed') then
        v_task.attempts := 0;
      end if;
    when 'completed' then
      v_task.progress_pct := 100;
    when 'needs_decision' then
      v_task.decision := null;
    else
      null; -- failed: it keeps what is known of it
  end case;
  return v_task;
end;
$$;

comment on function network.task_after_step(network.tb_agent_task, network.tb_agent_task) is
  'The row with what its step entails: a claim has a time and a lease, and each change of a running task renews it; a task that '
  'is ready again has neither claim nor progress; a completed one is at 100; a question has no decision yet. SG322: nobody runs it.';
--! EndIncluded 0_schema/01_write_side/013_network/0135_task/01352_agent_task/013528_fn_task_after_step.sql
--! Included 0_schema/01_write_side/013_network/0135_task/01352_agent_task/013527_tr_life_cycle.sql
-- 013527  network.tg_tb_agent_task__life_cycle()
-- The life of a task. Whatever changes one, through whatever door, passes here.

create or replace function network.tg_tb_agent_task__life_cycle()
  returns trigger
  language plpgsql
as $$
declare
  v_from_file boolean;
begin
  if tg_op = 'INSERT' then
    if new.status <> 'pending' or coalesce(new.claimed_by, new.decision, new.current_step) is not null
      or coalesce(new.claimed_at, new.started_at, new.lease_until) is not null or new.progress_pct is not null
    then
      raise exception using
        errcode = 'SG321',
        message = case when new.status <> 'pending' then format('a task begins as pending, not as %s', left(new.status, 40))
          else 'a task begins unclaimed, without progress and undecided' end,
        hint = 'Use app.create_task(), and app.claim_task() then.',
        column = 'status';
    end if;
    return new;
  end if;

  if (new.pk_agent_task, new.id, new.task_id) is distinct from (old.pk_agent_task, old.id, old.task_id) then
    raise exception using
      errcode = 'SG324',
      message = 'the keys of a task are final',
      detail = format('It is task %s.', left(old.task_id, 200)),
      hint = 'Make another task.',
      column = 'task_id';
  end if;

  -- Only network.load_tasks() writes legacy. A file may say of a task whatever it likes, even that a completed one is
  -- running; a row that the library puts may lack what a step demands here, but takes no step that does not exist.
  v_from_file := new.legacy is distinct from old.legacy;
  if v_from_file and (new.legacy ->> 'mode' = 'undo' or exists (
    select from specql_cutover.tb_import_run as r where r.pk_import_run = (new.legacy ->> 'run')::bigint
  )) then
    return new;
  end if;
  if new.status <> old.status and not network.is_task_step(old.status, new.status) then
    raise exception using
      errcode = 'SG321',
      message = format('a task that is %s cannot become %s', old.status, left(new.status, 40)),
      detail = format('It is task %s.', left(old.task_id, 200)),
      hint = 'pending → running → completed, failed, needs_decision or pending; needs_decision → running or pending, decided; '
        'completed and failed → pending.',
      column = 'status';
  end if;
  if v_from_file then
    return new;
  end if;

  perform network.refuse_task_change(old, new);
  return network.task_after_step(old, new);
end;
$$;

comment on function network.tg_tb_agent_task__life_cycle() is
  'Before insert or update: a task begins as pending, its keys are final, its status takes only the steps that exist, and what '
  'belongs to a step changes with it only. SG129, SG321, SG322, SG323, SG324. Fires for the owner and for superusers too.';

create or replace trigger tr_100_life_cycle
  before insert on network.tb_agent_task
  for each row when (new.legacy is null)
  execute function network.tg_tb_agent_task__life_cycle();

comment on trigger tr_100_life_cycle on network.tb_agent_task is
  'The life cycle. Fires for every role, even in a session that calls itself a replica; a task of a file may begin anywhere.';

create or replace trigger tr_101_life_cycle
  before update on network.tb_agent_task
  for each row execute function network.tg_tb_agent_task__life_cycle();

comment on trigger tr_101_life_cycle on network.tb_agent_task is
  'The life cycle. Fires for every role, even in a session that calls itself a replica.';

alter table network.tb_agent_task enable always trigger tr_100_life_cycle;
alter table network.tb_agent_task enable always trigger tr_101_life_cycle;
--! EndIncluded 0_schema/01_write_side/013_network/0135_task/01352_agent_task/013527_tr_life_cycle.sql
--! Included 0_schema/01_write_side/013_network/0135_task/01354_task_store/013541_fn_task_time.sql
-- 013541  network.task_time()
-- A time as the task file writes it.

create or replace function network.task_time(at timestamptz)
  returns text
  language sql
  stable
as $$
  select case when extract(microseconds from at)::bigint % 1000000 = 0
    then to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"')
    else to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"') end;
$$;

comment on function network.task_time(timestamptz) is
  'ISO 8601 in UTC with +00:00, and with six digits of a fraction where there is one: 2026-02-16T05:00:49.654321+00:00.';
--! EndIncluded 0_schema/01_write_side/013_network/0135_task/01354_task_store/013541_fn_task_time.sql
--! Included 0_schema/01_write_side/013_network/0135_task/01354_task_store/013542_fn_task_cells.sql
-- 013542  network.task_cells()
-- A task as the file would have it if it had been made here.

create or replace function network.task_cells(task network.tb_agent_task)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'id', task.task_id,
    'direction', task.direction,
    'task_type', task.task_type,
    'status', task.status,
    'model', task.model,
    'command', task.command,
    'started_at', network.task_time(task.started_at),
    'output', task.output,
    'context', task.context,
    'progress_pct', task.progress_pct,
    'current_step', task.current_step,
    'decision_prompt', task.decision_prompt,
    'decision', task.decision,
    'claimed_by', task.claimed_by,
    'claimed_at', network.task_time(task.claimed_at),
    'created_at', network.task_time(task.created_at),
    'updated_at', network.task_time(task.updated_at),
    'tier', task.tier
  ) || case when coalesce(task.target_state, task.success_evidence::text, task.abort_evidence::text,
      task.observation_window_sec::text) is null then '{}'
    -- These four are newer than most files: where there is nothing to say, the key is left out.
    else jsonb_strip_nulls(jsonb_build_object('target_state', task.target_state, 'observation_window_sec', task.observation_window_sec))
      || case when task.success_evidence is null then '{}' else jsonb_build_object('success_evidence', task.success_evidence) end
      || case when task.abort_evidence is null then '{}' else jsonb_build_object('abort_evidence', task.abort_evidence) end
  end;
$$;

comment on function network.task_cells(network.tb_agent_task) is
  'The cells of a task by the file''s names, from the columns alone: eighteen that every task has, four only where they are set.';
--! EndIncluded 0_schema/01_write_side/013_network/0135_task/01354_task_store/013542_fn_task_cells.sql
--! Included 0_schema/01_write_side/013_network/0135_task/01352_agent_task/013529_tr_cells_give_way.sql
-- 013529  network.tg_tb_agent_task__cells_give_way()
-- A cell that was kept as the file had it gives way to a change.

create or replace function network.tg_tb_agent_task__cells_give_way()
  returns trigger
  language plpgsql
as $$
declare
  v_old     jsonb;
  v_new     jsonb;
  v_changed text[];
begin
  if new.legacy is distinct from old.legacy then
    -- The file says when the task was changed.
    new.updated_at := coalesce((new.legacy ->> 'changed_at')::timestamptz, new.updated_at);
    new.legacy := new.legacy - array['changed_at', 'mode'];
    return new;
  end if;
  v_old := network.task_cells(old);
  v_new := network.task_cells(new);
  v_changed := array(
    select k.key from jsonb_object_keys(v_old || v_new) as k (key) where v_old -> k.key is distinct from v_new -> k.key);
  if new.legacy ? 'raw' then
    new.legacy := jsonb_set(new.legacy, '{raw}', (new.legacy -> 'raw') - v_changed);
  end if;
  if new.legacy ? 'absent' then
    new.legacy := jsonb_set(new.legacy, '{absent}', (new.legacy -> 'absent') - v_changed);
  end if;
  return new;
end;
$$;

comment on function network.tg_tb_agent_task__cells_give_way() is
  'Before update of a row that came from a file: the raw text of a changed cell is dropped, so that the row is rendered with the '
  'change and else verbatim.';

create or replace trigger tr_850_cells_give_way
  before update on network.tb_agent_task
  for each row when (new.legacy is not null)
  execute function network.tg_tb_agent_task__cells_give_way();

comment on trigger tr_850_cells_give_way on network.tb_agent_task is 'A changed cell is rendered anew.';
--! EndIncluded 0_schema/01_write_side/013_network/0135_task/01352_agent_task/013529_tr_cells_give_way.sql
--! Included 0_schema/01_write_side/013_network/0135_task/01352_agent_task/01352A_fn_locked_task.sql
-- 01352A  network.locked_task()
-- The task of an id, held until the end of the transaction.

create or replace function network.locked_task(task text)
  returns network.tb_agent_task
  language plpgsql
  volatile
as $$
declare
  v_key  network.tb_task_key;
  v_task network.tb_agent_task;
begin
  if coalesce(btrim(task), '') = '' then
    raise exception using
      errcode = 'SG102', message = 'task_id is missing', hint = 'Give the id of a task: app.agent_tasks lists them.', column = 'task_id';
  end if;
  select k.* into v_key from network.tb_task_key as k where k.task_id = task;
  if not found and task ~ '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$' then
    select k.* into v_key from network.tb_task_key as k where k.id = task::uuid;
  end if;
  -- Two who would take the same step wait for one another here; the second then sees what the first did.
  select t.* into v_task
  from network.tb_agent_task as t
  where t.pk_agent_task = v_key.fk_agent_task and t.created_at = v_key.task_created_at
  for no key update;
  if not found then
    raise exception using
      errcode = 'SG227',
      message = format('there is no task %s', quote_literal(left(task, 63))),
      hint = 'app.agent_tasks lists them.',
      column = 'task_id';
  end if;
  return v_task;
end;
$$;

comment on function network.locked_task(text) is 'The row, by the task''s own id or by its uuid, locked. SG102: no id. SG227: no such task.';
--! EndIncluded 0_schema/01_write_side/013_network/0135_task/01352_agent_task/01352A_fn_locked_task.sql
--! Included 0_schema/01_write_side/013_network/0135_task/01352_agent_task/01352B_fn_refuse_other_worker.sql
-- 01352B  network.refuse_other_worker()
-- Only who holds a task says how far it is.

create or replace function network.refuse_other_worker(task network.tb_agent_task, worker text)
  returns void
  language plpgsql
  stable
as $$
begin
  if task.status <> 'running' or task.claimed_by is null or task.claimed_by = worker then
    return;
  end if;
  -- Without a name, whoever made the claim is meant; where nobody here made it, it came with a file.
  if worker is null and (
    task.claim_actor is null or task.claim_actor = common.current_actor() or task.claimed_by = common.current_actor()
  ) then
    return;
  end if;
  raise exception using
    errcode = 'SG323',
    message = 'another worker holds the task',
    detail = format('It is task %s, and %s holds it.', left(task.task_id, 200), quote_literal(left(task.claimed_by, 200))),
    hint = 'Name the worker that holds it, or claim another: app.claim_task().',
    column = 'worker';
end;
$$;

comment on function network.refuse_other_worker(network.tb_agent_task, text) is
  'SG323 where the task runs and is held by another worker than the one named; without a name, by another actor.';
--! EndIncluded 0_schema/01_write_side/013_network/0135_task/01352_agent_task/01352B_fn_refuse_other_worker.sql
--! Included 0_schema/01_write_side/013_network/0135_task/01352_agent_task/01352C_fn_checked_worker.sql
-- 01352C  network.checked_worker()
-- The name of a worker.

create or replace function network.checked_worker(worker text)
  returns text
  language plpgsql
  immutable
as $$
begin
  if coalesce(btrim(worker), '') = '' then
    raise exception using
      errcode = 'SG102', message = 'worker is missing', hint = 'Give the name under which you work; it holds the claim.', column = 'worker';
  end if;
  return common.checked_text(worker, 'worker', 200);
end;
$$;

comment on function network.checked_worker(text) is 'The name as it came. SG102: it is missing. SG103: it has more than 200 characters.';
--! EndIncluded 0_schema/01_write_side/013_network/0135_task/01352_agent_task/01352C_fn_checked_worker.sql
--! Included 0_schema/01_write_side/013_network/0135_task/01352_agent_task/01352E_fn_requeued_task.sql
-- 01352E  network.requeued_task()
-- Makes a task ready again whose worker gave no sign of life; after the fifth time it has failed.

create or replace function network.requeued_task(task network.tb_agent_task)
  returns network.tb_agent_task
  language plpgsql
  volatile
as $$
declare
  v_task network.tb_agent_task;
begin
  update network.tb_agent_task as t
  set status = case when t.attempts < 5 then 'pending' else 'failed' end,
    current_step = case when t.attempts < 5 then t.current_step else 'given up: five claims ran out' end
  where t.pk_agent_task = task.pk_agent_task and t.created_at = task.created_at
  returning t.* into v_task;
  return v_task;
end;
$$;

comment on function network.requeued_task(network.tb_agent_task) is
  'The task as it is then: pending, or failed where five claims in a row ran out, so that a task that ends its workers does not '
  'go round for ever.';
--! EndIncluded 0_schema/01_write_side/013_network/0135_task/01352_agent_task/01352E_fn_requeued_task.sql
--! Included 0_schema/01_write_side/013_network/0135_task/01352_agent_task/01352D_fn_next_task.sql
-- 01352D  network.next_task()
-- The task that is to be done next, held for whoever asked.

create or replace function network.next_task(task_types text[])
  returns network.tb_agent_task
  language plpgsql
  volatile
as $$
declare
  v_task network.tb_agent_task;
begin
  -- A claim that ran out comes first: it is older than all that is waiting. Who is looked at by another session is
  -- skipped, not waited for.
  loop
    select t.* into v_task
    from network.tb_agent_task as t
    where t.status = 'running' and t.lease_until < clock_timestamp()
      and (task_types is null or t.task_type = any (task_types))
    order by t.lease_until
    limit 1
    for no key update skip locked;
    exit when not found;
    v_task := network.requeued_task(v_task);
    if v_task.status = 'pending' then
      return v_task;
    end if;
  end loop;

  if task_types is null then
    select t.* into v_task
    from network.tb_agent_task as t
    where t.status = 'pending'
    order by t.created_at, t.pk_agent_task
    limit 1
    for no key update skip locked;
  else
    select t.* into v_task
    from network.tb_agent_task as t
    where t.status = 'pending' and t.task_type = any (task_types)
    order by t.created_at, t.pk_agent_task
    limit 1
    for no key update skip locked;
  end if;
  return v_task;
end;
$$;

comment on function network.next_task(text[]) is
  'A pending task that no other session holds, locked: one whose claim has run out, else the oldest. Null where there is none.';
--! EndIncluded 0_schema/01_write_side/013_network/0135_task/01352_agent_task/01352D_fn_next_task.sql
--! Included 0_schema/01_write_side/013_network/0135_task/01352_agent_task/01352F_fn_checked_task_type.sql
-- 01352F  network.checked_task_type()
-- A type of task, or which types there are.

create or replace function network.checked_task_type(task_type text, field text)
  returns text
  language plpgsql
  immutable
as $$
begin
  if task_type in ('spec', 'test', 'impl', 'review', 'heal') then
    return task_type;
  end if;
  raise exception using
    errcode = case when coalesce(task_type, '') = '' then 'SG102' else 'SG127' end,
    message = case when coalesce(task_type, '') = '' then format('%s is missing', field)
      else format('task_type %s is not known', quote_literal(left(task_type, 40))) end,
    hint = 'It is spec, test, impl, review or heal.',
    column = field;
end;
$$;

comment on function network.checked_task_type(text, text) is 'The type as it came. SG102: it is missing. SG127: there is no such type.';
--! EndIncluded 0_schema/01_write_side/013_network/0135_task/01352_agent_task/01352F_fn_checked_task_type.sql
--! Included 0_schema/01_write_side/013_network/0135_task/01353_task_event/013531_tb_task_event.sql
-- 013531  network.tb_task_event
-- What became of a task, step by step.

create table if not exists network.tb_task_event (
  pk_task_event   bigint generated always as identity,
  id              uuid not null default gen_random_uuid(),
  fk_task_key     bigint not null,
  identifier      text generated always as (event || ' ' || pk_task_event::text) stored,
  event           text not null,
  status          text not null,
  worker          text,
  progress_pct    integer,
  current_step    text,
  decision_prompt text,
  decision        text,
  created_at      timestamptz not null default clock_timestamp(),
  created_by      text not null default common.current_actor(),
  updated_at      timestamptz not null default clock_timestamp(),
  updated_by      text not null default common.current_actor(),
  constraint pk_tb_task_event primary key (pk_task_event),
  constraint uq_tb_task_event__id unique (id),
  constraint fk_tb_task_event__task_key
    foreign key (fk_task_key)
    references network.tb_task_key (pk_task_key)
    on delete cascade,
  constraint ck_tb_task_event__event check (event in (
    'claimed', 'progress', 'asked', 'decided', 'released', 'requeued', 'completed', 'failed', 'reopened'))
);

create index if not exists ix_tb_task_event__fk_task_key on network.tb_task_event (fk_task_key, pk_task_event);

comment on table network.tb_task_event is
  'Claims, progress, questions, decisions and ends of agent tasks. Itself a log, written by a trigger; the audit trigger stands '
  'at the tasks.';
comment on column network.tb_task_event.pk_task_event is 'Internal key; rises in the order of writing.';
comment on column network.tb_task_event.id is 'Public key.';
comment on column network.tb_task_event.fk_task_key is 'The task.';
comment on column network.tb_task_event.identifier is 'Name for humans.';
comment on column network.tb_task_event.event is
  'claimed, progress, asked, decided, released, requeued, completed, failed or reopened.';
comment on column network.tb_task_event.status is 'Status afterwards.';
comment on column network.tb_task_event.worker is 'The worker that held the task.';
comment on column network.tb_task_event.progress_pct is 'Progress afterwards.';
comment on column network.tb_task_event.current_step is 'Current step afterwards.';
comment on column network.tb_task_event.decision_prompt is 'The question, where one was asked or answered.';
comment on column network.tb_task_event.decision is 'The decision, where one was made.';
comment on column network.tb_task_event.created_at is 'When it happened.';
comment on column network.tb_task_event.created_by is 'Who did it.';
comment on column network.tb_task_event.updated_at is 'As created_at: events do not change.';
comment on column network.tb_task_event.updated_by is 'As created_by.';
comment on constraint pk_tb_task_event on network.tb_task_event is 'the internal key is unique';
comment on constraint uq_tb_task_event__id on network.tb_task_event is 'the public key is unique';
comment on constraint fk_tb_task_event__task_key on network.tb_task_event is 'the task must exist';
comment on constraint ck_tb_task_event__event on network.tb_task_event is 'the event must be one that a task can have';
comment on index network.ix_tb_task_event__fk_task_key is 'For the history of a task.';
--! EndIncluded 0_schema/01_write_side/013_network/0135_task/01353_task_event/013531_tb_task_event.sql
--! Included 0_schema/01_write_side/013_network/0135_task/01353_task_event/013532_tr_note_event.sql
-- 013532  network.tg_tb_agent_task__note_event()
-- Writes down each step of a task, its progress and its decisions.

create or replace function network.tg_tb_agent_task__note_event()
  returns trigger
  language plpgsql
as $$
declare
  v_event constant text := case
    when new.status = old.status then 'progress'
    when new.status = 'running' then case old.status when 'needs_decision' then 'decided' else 'claimed' end
    when new.status = 'needs_decision' then 'asked'
    when new.status in ('completed', 'failed') then new.status
    when old.status = 'needs_decision' then 'decided'
    when old.status = 'running' then case when old.lease_until < clock_timestamp() then 'requeued' else 'released' end
    else 'reopened'
  end;
begin
  insert into network.tb_task_event
    (fk_task_key, event, status, worker, progress_pct, current_step, decision_prompt, decision)
  select k.pk_task_key, v_event, new.status, coalesce(new.claimed_by, old.claimed_by), new.progress_pct, new.current_step,
    case when v_event in ('asked', 'decided') then new.decision_prompt end, case when v_event = 'decided' then new.decision end
  from network.tb_task_key as k
  where k.fk_agent_task = new.pk_agent_task;
  return null;
end;
$$;

comment on function network.tg_tb_agent_task__note_event() is 'After a step, progress, a question or a decision: writes network.tb_task_event.';

create or replace trigger tr_890_note_event
  after update on network.tb_agent_task
  for each row when (
    (old.status, old.progress_pct, old.current_step, old.decision_prompt)
      is distinct from (new.status, new.progress_pct, new.current_step, new.decision_prompt)
    and (new.legacy -> 'run') is not distinct from (old.legacy -> 'run')
  )
  execute function network.tg_tb_agent_task__note_event();

comment on trigger tr_890_note_event on network.tb_agent_task is 'The history of a task; what an import changes is told by its report.';
--! EndIncluded 0_schema/01_write_side/013_network/0135_task/01353_task_event/013532_tr_note_event.sql
select network.add_task_partitions(array(select now() + make_interval(months => m) from generate_series(0, 12) as m) || '{2014-12-31,2050-02-01}'::timestamptz[]);

--! Included 0_schema/01_write_side/013_network/0135_task/01354_task_store/013544_fn_text_cell.sql
-- 013544  network.text_cell()
-- A cell that a column holds as text.

create or replace function network.text_cell(cell jsonb)
  returns text
  language sql
  immutable
as $$
  select case jsonb_typeof(cell) when 'string' then cell #>> '{}' when 'null' then null else cell::text end;
$$;

comment on function network.text_cell(jsonb) is 'A string as it is, null for null and absent, and anything else as its JSON text.';
--! EndIncluded 0_schema/01_write_side/013_network/0135_task/01354_task_store/013544_fn_text_cell.sql
--! Included 0_schema/01_write_side/013_network/0135_task/01354_task_store/013545_fn_time_cell.sql
-- 013545  network.time_cell()
-- A cell that a column holds as a time.

create or replace function network.time_cell(cell jsonb, zone text)
  returns timestamptz
  language plpgsql
  stable
as $$
declare
  v_text constant text := case jsonb_typeof(cell) when 'string' then cell #>> '{}' end;
begin
  if v_text ~ '^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,12})?)? ?([Zz]|[+-]\d\d(:?\d\d)?)$' then
    return v_text::timestamptz;
  end if;
  if v_text ~ '^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,12})?)?)?$' then
    return v_text::timestamp at time zone zone;
  end if;
  return null;
exception
  when datetime_field_overflow or invalid_datetime_format then
    return null; -- the 30th of February
end;
$$;

comment on function network.time_cell(jsonb, text) is
  'ISO 8601, with a zone or in the given one; null for what is no time. Digits beyond a microsecond are rounded.';
--! EndIncluded 0_schema/01_write_side/013_network/0135_task/01354_task_store/013545_fn_time_cell.sql
--! Included 0_schema/01_write_side/013_network/0135_task/01354_task_store/013548_fn_whole_cell.sql
-- 013548  network.whole_cell()
-- A cell that a column holds as a whole number that is not negative.

create or replace function network.whole_cell(cell jsonb)
  returns integer
  language plpgsql
  immutable
as $$
begin
  return case when cell #>> '{}' ~ '^\d{1,9}(\.\d{1,100})?$' and jsonb_typeof(cell) in ('number', 'string') then round((cell #>> '{}')::numeric)::integer end;
end;
$$;

comment on function network.whole_cell(jsonb) is 'The number, also of a text of digits, rounded; null for anything else.';
--! EndIncluded 0_schema/01_write_side/013_network/0135_task/01354_task_store/013548_fn_whole_cell.sql
--! Included 0_schema/01_write_side/013_network/0135_task/01354_task_store/013547_fn_task_problem.sql
-- 013547  network.task_problem()
-- What is wrong with a row of a task file.

create or replace function network.task_problem(row_key text, content jsonb, zone text)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_direction text;
  v_progress  jsonb;
begin
  if jsonb_typeof(content) is distinct from 'object' then
    return jsonb_build_object('code', 'SG127', 'field', 'tasks', 'reason', 'a task must be a JSON object', 'hint', null);
  end if;
  if jsonb_typeof(content -> 'id') is distinct from 'string' and jsonb_typeof(content -> 'id') is distinct from 'number' then
    return jsonb_build_object('code', 'SG102', 'field', 'id', 'reason', 'id is missing', 'hint', 'A task is known by its id.');
  end if;
  if content ->> 'id' <> row_key or length(row_key) not between 1 and 200 or row_key ~ '[\u0001-\u001F\u007F-\u009F]' then
    return jsonb_build_object('code', 'SG127', 'field', 'id',
      'reason', 'the id of a task must be 1 to 200 characters, without control characters', 'hint', null);
  end if;
  v_direction := network.text_cell(content -> 'direction');
  if coalesce(v_direction, '') = '' then
    return jsonb_build_object('code', 'SG102', 'field', 'direction', 'reason', 'direction is missing', 'hint', 'It has 1 to 5000 characters.');
  end if;
  if length(v_direction) > 5000 then
    return jsonb_build_object('code', 'SG103', 'field', 'direction',
      'reason', format('direction is too long: it has %s characters; 5000 are allowed', length(v_direction)), 'hint', 'Shorten it.');
  end if;
  if content ->> 'task_type' is null or content ->> 'task_type' not in ('spec', 'test', 'impl', 'review', 'heal') then
    return jsonb_build_object('code', 'SG127', 'field', 'task_type',
      'reason', format('task_type %s is not known', coalesce(quote_literal(left(content ->> 'task_type', 40)), 'null')),
      'hint', 'It is spec, test, impl, review or heal.');
  end if;
  if content ->> 'status' is null or content ->> 'status' not in ('pending', 'running', 'completed', 'failed', 'needs_decision') then
    return jsonb_build_object('code', 'SG127', 'field', 'status',
      'reason', format('status %s is not known', coalesce(quote_literal(left(content ->> 'status', 40)), 'null')),
      'hint', 'It is pending, running, completed, failed or needs_decision.');
  end if;
  v_progress := content -> 'progress_pct';
  if jsonb_typeof(v_progress) = 'number' and (v_progress::text::numeric < 0 or v_progress::text::numeric > 100) then
    return jsonb_build_object('code', 'SG127', 'field', 'progress_pct',
      'reason', format('progress_pct must be 0 to 100, not %s', left(v_progress::text, 40)), 'hint', null);
  end if;
  if jsonb_typeof(content -> 'created_at') not in ('null') and coalesce(content ->> 'created_at', '') <> ''
    and network.time_cell(content -> 'created_at', zone) is null
  then
    return jsonb_build_object('code', 'SG128', 'field', 'created_at',
      'reason', format('created_at must be a time stamp, not %s', left((content -> 'created_at')::text, 40)),
      'hint', 'ISO 8601 is read, for example 2026-02-16T05:00:49+00:00.');
  end if;
  return null;
end;
$$;

comment on function network.task_problem(text, jsonb, text) is
  'Null, or {code, field, reason, hint}. SG102, SG103, SG127, SG128. Odd states are no problem: a running task may lack its start.';
--! EndIncluded 0_schema/01_write_side/013_network/0135_task/01354_task_store/013547_fn_task_problem.sql
--! Included 0_schema/01_write_side/013_network/0135_task/01354_task_store/013546_fn_read_task.sql
-- 013546  network.read_task()
-- Reads one row of a task file into columns, and keeps beside them what they would not give back.

create or replace function network.read_task(
  row_key     text,
  content     jsonb,
  zone        text,
  out task    network.tb_agent_task,
  out problem jsonb,
  out changes jsonb
)
  language plpgsql
  stable
as $$
declare
  v_names constant text[] := array[
    'id', 'direction', 'task_type', 'status', 'model', 'command', 'started_at', 'output', 'context', 'progress_pct', 'current_step',
    'decision_prompt', 'decision', 'claimed_by', 'claimed_at', 'created_at', 'updated_at', 'tier',
    'target_state', 'success_evidence', 'abort_evidence', 'observation_window_sec'];
  v_cells jsonb;
  v_raw   jsonb;
begin
  problem := network.task_problem(row_key, content, zone);
  if problem is not null then
    return;
  end if;
  task.task_id := row_key;
  task.direction := network.text_cell(content -> 'direction');
  task.task_type := content ->> 'task_type';
  task.status := content ->> 'status';
  task.model := network.text_cell(content -> 'model');
  task.command := network.text_cell(content -> 'command');
  task.output := network.text_cell(content -> 'output');
  task.context := nullif(content -> 'context', 'null');
  task.progress_pct := network.whole_cell(content -> 'progress_pct');
  task.current_step := network.text_cell(content -> 'current_step');
  task.decision_prompt := network.text_cell(content -> 'decision_prompt');
  task.decision := network.text_cell(content -> 'decision');
  task.tier := network.text_cell(content -> 'tier');
  task.target_state := network.text_cell(content -> 'target_state');
  task.success_evidence := case jsonb_typeof(content -> 'success_evidence') when 'array' then content -> 'success_evidence' end;
  task.abort_evidence := case jsonb_typeof(content -> 'abort_evidence') when 'array' then content -> 'abort_evidence' end;
  task.observation_window_sec := network.whole_cell(content -> 'observation_window_sec');
  task.claimed_by := network.text_cell(content -> 'claimed_by');
  task.claimed_at := network.time_cell(content -> 'claimed_at', zone);
  task.started_at := network.time_cell(content -> 'started_at', zone);
  task.updated_at := network.time_cell(content -> 'updated_at', zone);
  task.created_at := coalesce(
    network.time_cell(content -> 'created_at', zone), task.updated_at, task.started_at, task.claimed_at, statement_timestamp());
  task.updated_at := coalesce(task.updated_at, task.created_at);
  task.attempts := case when task.status = 'running' then 1 else 0 end;

  task.legacy := '{}';
  v_cells := network.task_cells(task);
  if v_cells::text <> content::text then
    -- As texts: 100 and 100.0 are one number, and not one text.
    select coalesce(jsonb_object_agg(c.key, c.value) filter (where c.key = any (v_names)), '{}'),
      jsonb_object_agg(c.key, c.value) filter (where c.key <> all (v_names))
    into v_raw, changes
    from jsonb_each(content) as c
    where (v_cells -> c.key)::text is distinct from c.value::text;
    task.legacy := jsonb_strip_nulls(jsonb_build_object(
      'absent', (select jsonb_agg(k.key) from jsonb_object_keys(v_cells) as k (key) where not content ? k.key)));
    if v_raw <> '{}' then
      task.legacy := task.legacy || jsonb_build_object('raw', v_raw);
    end if;
    if changes is not null then
      task.legacy := task.legacy || jsonb_build_object('extra', changes);
    end if;
  end if;

  -- A cell that came and left no mark on its column, or another value, is told. Most rows have none, or were never updated.
  if v_raw is null or v_raw = '{}' or v_raw = '{"updated_at": null}' then
    changes := null;
    return;
  end if;
  changes := (
    select jsonb_agg(jsonb_build_object('path', 'tasks.' || row_key, 'field', c.key, 'old', c.value, 'new', v_cells -> c.key,
      'why', case when v_cells -> c.key is null or v_cells -> c.key = 'null' then 'no column can hold it; it is kept as it stood'
        when c.key in ('created_at', 'updated_at') and jsonb_typeof(c.value) = 'null' then 'there is no time; the nearest that is known was taken'
        else 'it has another form in the database; it is kept as it stood' end))
    from jsonb_each(v_raw) as c
    where c.key not in ('created_at', 'updated_at', 'started_at', 'claimed_at') and jsonb_typeof(c.value) <> 'null'
      and c.value is distinct from v_cells -> c.key
      or c.key in ('created_at', 'updated_at', 'started_at', 'claimed_at')
      and (network.time_cell(c.value, zone) is distinct from network.time_cell(v_cells -> c.key, zone)
        or network.time_cell(c.value, zone) is null and coalesce(c.value #>> '{}', '') <> '')
      and not (c.key = 'updated_at' and jsonb_typeof(c.value) = 'null')
  );
end;
$$;

comment on function network.read_task(text, jsonb, text) is
  'The task as a row (with legacy: raw, extra, absent), or the problem {code, field, reason, hint} that refuses it; and the '
  'changes [{path, field, old, new, why}] where a column could not take a cell as it was.';
--! EndIncluded 0_schema/01_write_side/013_network/0135_task/01354_task_store/013546_fn_read_task.sql
--! Included 0_schema/01_write_side/013_network/0135_task/01354_task_store/01354A_v_lr_tasks_rest.sql
-- 01354A  network.lr_tasks_rest
-- What a task file holds beside its tasks.

create or replace view network.lr_tasks_rest as
select
  r.row_key,
  r.pk_legacy_row as position,
  r.row as content,
  null::jsonb as also,
  r.source_table
from specql_cutover.tb_legacy_row as r
where r.kind = 'tasks';

comment on view network.lr_tasks_rest is 'Rows of a task file that stand under another key than tasks.';
comment on column network.lr_tasks_rest.row_key is 'Key of the row in the file.';
comment on column network.lr_tasks_rest.position is 'Rises in the order of the file.';
comment on column network.lr_tasks_rest.content is 'The row.';
comment on column network.lr_tasks_rest.also is 'Nothing: a row has one rendering.';
comment on column network.lr_tasks_rest.source_table is 'The list of the file, or document for what is no list.';
--! EndIncluded 0_schema/01_write_side/013_network/0135_task/01354_task_store/01354A_v_lr_tasks_rest.sql
--! Included 0_schema/01_write_side/013_network/0135_task/01354_task_store/013549_fn_remove_task.sql
-- 013549  network.remove_task()
-- Takes a task away, as the old store could.

create or replace function network.remove_task(source_table text, row_key text)
  returns boolean
  language plpgsql
  volatile
as $$
begin
  if source_table <> 'tasks' then
    delete from specql_cutover.tb_legacy_row as r
    where r.kind = 'tasks' and r.source_table = remove_task.source_table and r.row_key = remove_task.row_key;
    return found;
  end if;
  delete from network.tb_agent_task as t
  using network.tb_task_key as k
  where k.task_id = remove_task.row_key and t.pk_agent_task = k.fk_agent_task and t.created_at = k.task_created_at;
  return found;
end;
$$;

comment on function network.remove_task(text, text) is 'Deletes the task with its key and its events; false where there is none. The change log keeps it.';
--! EndIncluded 0_schema/01_write_side/013_network/0135_task/01354_task_store/013549_fn_remove_task.sql
--! Included 0_schema/01_write_side/013_network/0135_task/01355_task_load/013554_fn_task_report.sql
-- 013554  network.task_report()
-- Counts what became of rows.

create or replace function network.task_report(fates text[])
  returns jsonb
  language sql
  immutable
as $$
  select jsonb_build_object(
    'imported', count(*) filter (where f = 'imported'),
    'updated', count(*) filter (where f = 'updated'),
    'unchanged', count(*) filter (where f = 'unchanged'),
    'changed', count(*) filter (where f = 'changed'),
    'rejected', count(*) filter (where f like 'SG%'))
  from unnest(fates) as f;
$$;

comment on function network.task_report(text[]) is '{imported, updated, unchanged, changed, rejected}; a code counts as rejected.';
--! EndIncluded 0_schema/01_write_side/013_network/0135_task/01355_task_load/013554_fn_task_report.sql
--! Included 0_schema/01_write_side/013_network/0135_task/01355_task_load/013555_fn_changed_cells.sql
-- 013555  network.changed_cells()
-- Which cells of a row differ from what they were.

create or replace function network.changed_cells(row_key text, old jsonb, new jsonb)
  returns jsonb
  language sql
  immutable
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'path', 'tasks.' || row_key, 'field', k.key, 'old', old -> k.key, 'new', new -> k.key, 'why', 'the file has changed'
  ) order by k.key), '[]')
  from jsonb_object_keys(old || new) as k (key)
  where (old -> k.key)::text is distinct from (new -> k.key)::text;
$$;

comment on function network.changed_cells(text, jsonb, jsonb) is '[{path, field, old, new, why}]; empty where there was no row before.';
--! EndIncluded 0_schema/01_write_side/013_network/0135_task/01355_task_load/013555_fn_changed_cells.sql
--! Included 0_schema/01_write_side/013_network/0135_task/01355_task_load/013556_fn_kept_created_at.sql
-- 013556  network.kept_created_at()
-- When a task was made is final; a file that says something else is kept as it stood.

create or replace function network.kept_created_at(legacy jsonb, is_at timestamptz, file_at timestamptz, cell jsonb)
  returns jsonb
  language sql
  immutable
as $$
  select case when is_at = file_at or cell is null then legacy
    else legacy || jsonb_build_object('raw', coalesce(legacy -> 'raw', '{}') || jsonb_build_object('created_at', cell)) end;
$$;

comment on function network.kept_created_at(jsonb, timestamptz, timestamptz, jsonb) is
  'The legacy cells, with the file''s created_at among the raw ones where it is not that of the row, whose month depends on it.';
--! EndIncluded 0_schema/01_write_side/013_network/0135_task/01355_task_load/013556_fn_kept_created_at.sql
--! Included 0_schema/01_write_side/013_network/0135_task/01355_task_load/013557_fn_refuse_task_problems.sql
-- 013557  network.refuse_task_problems()
-- Raises the first problem that rows have.

create or replace function network.refuse_task_problems(problems jsonb[])
  returns void
  language plpgsql
  immutable
as $$
declare
  v_problem jsonb;
begin
  foreach v_problem in array problems loop
    if v_problem is not null then
      raise exception using
        errcode = v_problem ->> 'code',
        message = v_problem ->> 'reason',
        hint = coalesce(v_problem ->> 'hint', 'It is a row of the task file.'),
        column = v_problem ->> 'field';
    end if;
  end loop;
end;
$$;

comment on function network.refuse_task_problems(jsonb[]) is 'The problem as an error, for a caller who puts a row.';
--! EndIncluded 0_schema/01_write_side/013_network/0135_task/01355_task_load/013557_fn_refuse_task_problems.sql
--! Included 0_schema/01_write_side/013_network/0135_task/01355_task_load/013553_fn_note_tasks.sql
-- 013553  network.note_tasks()
-- Tells the import what became of the rows that it brought.

create or replace function network.note_tasks(
  run bigint, source_table text, first_ordinal bigint, rows jsonb, fates text[], olds jsonb[], problems jsonb[], changes jsonb[]
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_rejects jsonb;
  v_changes jsonb;
begin
  select
    jsonb_agg(jsonb_build_object(
      'source_table', source_table, 'path', source_table || coalesce('.' || (e.value ->> 'key'), ''), 'line', e.value -> 'line',
      'key', coalesce(e.value ->> 'key', ''), 'ordinal', first_ordinal + e.n - 1,
      'code', f.fate, 'row', e.value -> 'content',
      'field', case when f.fate in ('SG320', 'SG325') then 'id' else f.problem ->> 'field' end,
      'reason', case f.fate when 'SG320' then 'the file has a task of this id before'
        when 'SG325' then 'the task was changed in the database and in the file' else f.problem ->> 'reason' end,
      'hint', case f.fate when 'SG320' then 'Leave one of them, or give it another id.'
        when 'SG325' then 'Decide which is right, and make both say it.' else f.problem ->> 'hint' end
    ) order by e.n) filter (where f.fate like 'SG%'),
    jsonb_agg(jsonb_build_object(
      'source_table', source_table, 'path', source_table || '.' || (e.value ->> 'key'), 'line', e.value -> 'line',
      'key', e.value ->> 'key', 'ordinal', first_ordinal + e.n - 1,
      'outcome', case f.fate when 'imported' then 'changed' else 'updated' end,
      'row', e.value -> 'content', 'old', f.old,
      'changes', coalesce(f.changes, '[]') || network.changed_cells(e.value ->> 'key', f.old, e.value -> 'content')
    ) order by e.n) filter (where f.fate = 'updated' or f.fate = 'imported' and f.changes is not null)
  into v_rejects, v_changes
  from jsonb_array_elements(rows) with ordinality as e (value, n)
    -- By place, not by a join: the planner takes an array for ten rows, and joins two of them by nested loops.
    cross join lateral (select fates[e.n] as fate, olds[e.n] as old, problems[e.n] as problem, changes[e.n] as changes offset 0) as f
  where f.fate like 'SG%' or f.fate = 'updated' or f.fate = 'imported' and f.changes is not null;
  if v_rejects is not null then
    perform specql_cutover.note_rejects(run, v_rejects);
  end if;
  if v_changes is not null then
    perform specql_cutover.note_changes(run, v_changes);
  end if;
  return network.task_report(array(
    select case when f.fate = 'imported' and f.changes is not null then 'changed' else f.fate end
    from unnest(fates, changes) as f (fate, changes)));
end;
$$;

comment on function network.note_tasks(bigint, text, bigint, jsonb, text[], jsonb[], jsonb[], jsonb[]) is
  'Writes rejected rows, and changed and updated ones with what they were before, and returns the counts.';
--! EndIncluded 0_schema/01_write_side/013_network/0135_task/01355_task_load/013553_fn_note_tasks.sql
--! Included 0_schema/01_write_side/013_network/0135_task/01355_task_load/013551_fn_load_tasks.sql
-- 013551  network.load_tasks()
-- Takes rows of a task file in: by an import, which never overwrites what is newer here, or because a caller puts them.

create or replace function network.load_tasks(
  run           bigint,
  source_table  text,
  first_ordinal bigint,
  rows          jsonb,
  options       jsonb default '{}'
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_puts     constant boolean := coalesce(options ->> 'mode', 'import') = 'put';
  v_undoes   constant boolean := coalesce(options -> 'undo' = 'true', false);
  v_keys     text[];
  v_contents jsonb[];
  v_tasks    network.tb_agent_task[];
  v_problems jsonb[];
  v_changes  jsonb[];
  v_fates    text[];
  v_olds     jsonb[];
begin
  if v_puts then
    -- Two who put one new row: the second waits here, and then finds the row of the first.
    perform pg_advisory_xact_lock(hashtextextended('network.tb_agent_task ' || k.key, 0))
    from (select distinct e.value ->> 'key' as key from jsonb_array_elements(rows) as e order by 1) as k
    where k.key is not null;
  end if;
  select array_agg(e.value ->> 'key' order by e.n), array_agg(e.value -> 'content' order by e.n), array_agg(r.task order by e.n),
    array_agg(r.problem order by e.n), array_agg(r.changes order by e.n)
  into v_keys, v_contents, v_tasks, v_problems, v_changes
  from jsonb_array_elements(rows) with ordinality as e (value, n)
    left join network.tb_task_key as k on k.task_id = e.value ->> 'key'
    left join lateral (
      select q.* from network.read_task(e.value ->> 'key', e.value -> 'content', coalesce(options ->> 'zone', 'UTC')) as q
      -- What the file has not changed since the last import needs no reading, which is most of the work.
      where v_puts or k.import_hash is distinct from sha256(convert_to((e.value -> 'content')::text, 'UTF8'))
      offset 0
    ) as r on true;
  if v_keys is null then
    return network.task_report('{}');
  end if;
  if v_puts then
    perform network.refuse_task_problems(v_problems);
  end if;

  select array_agg(j.fate order by j.n), array_agg(j.old order by j.n)
  into v_fates, v_olds
  from network.judge_tasks(run, v_keys, v_contents, v_problems, v_puts) as j;

  perform network.add_task_partitions(array(select distinct t.created_at from unnest(v_tasks) as t where t.created_at is not null));
  insert into network.tb_agent_task as t
    (task_id, direction, task_type, status, model, command, output, context, progress_pct, current_step, decision_prompt, decision,
     tier, target_state, success_evidence, abort_evidence, observation_window_sec, claimed_by, claimed_at, attempts, started_at,
     legacy, import_run, created_at, updated_at)
  select n.task_id, n.direction, n.task_type, n.status, n.model, n.command, n.output, n.context, n.progress_pct, n.current_step,
    n.decision_prompt, n.decision, n.tier, n.target_state, n.success_evidence, n.abort_evidence, n.observation_window_sec,
    n.claimed_by, n.claimed_at, n.attempts, n.started_at, n.legacy, run, n.created_at, n.updated_at
  -- By place, not by a join: the planner takes an array for ten rows, and joins two of them by nested loops.
  from unnest(v_tasks) with ordinality as n
  where v_fates[n.ordinality] = 'imported'
  order by n.ordinality;

  update network.tb_agent_task as t
  set direction = n.direction, task_type = n.task_type, status = n.status, model = n.model, command = n.command, output = n.output,
    context = n.context, progress_pct = n.progress_pct, current_step = n.current_step, decision_prompt = n.decision_prompt,
    decision = n.decision, tier = n.tier, target_state = n.target_state, success_evidence = n.success_evidence,
    abort_evidence = n.abort_evidence, observation_window_sec = n.observation_window_sec, claimed_by = n.claimed_by,
    claimed_at = n.claimed_at, started_at = n.started_at,
    lease_until = case when n.status = 'running' and n.claimed_by = t.claimed_by then t.lease_until end,
    attempts = greatest(t.attempts, n.attempts),
    legacy = network.kept_created_at(n.legacy, t.created_at, n.created_at, v_contents[n.ordinality] -> 'created_at')
      || jsonb_build_object('changed_at', n.updated_at)
      || case when v_undoes then '{"mode": "undo"}' when v_puts then '{}' else jsonb_build_object('run', run) end
  from unnest(v_tasks) with ordinality as n
    join network.tb_task_key as k on k.task_id = n.task_id
  where v_fates[n.ordinality] = 'updated' and t.pk_agent_task = k.fk_agent_task and t.created_at = k.task_created_at;

  if v_puts and not v_undoes then
    return network.task_report(v_fates);
  end if;
  update network.tb_task_key as k
  set position = case when v_undoes then k.position else first_ordinal + c.place - 1 end,
    seen_run = coalesce(run, k.seen_run),
    import_hash = case when c.fate = 'SG325' then k.import_hash else sha256(convert_to(c.content::text, 'UTF8')) end
  from unnest(v_keys, v_contents, v_fates) with ordinality as c (key, content, fate, place)
  where k.task_id = c.key and c.fate in ('imported', 'updated', 'unchanged', 'SG325');
  if v_undoes then
    return network.task_report(v_fates);
  end if;
  return network.note_tasks(run, source_table, first_ordinal, rows, v_fates, v_olds, v_problems, v_changes);
end;
$$;

comment on function network.load_tasks(bigint, text, bigint, jsonb, jsonb) is
  'Loads rows [{key, line, content}] of a task file and returns {imported, updated, unchanged, changed, rejected}. An import '
  'rejects what is wrong, stands twice (SG320), or was changed both here and in the file (SG325), and notes it; with mode put '
  'the row given wins, and errors are raised. With undo the life cycle does not speak: an import is taken back.';
--! EndIncluded 0_schema/01_write_side/013_network/0135_task/01355_task_load/013551_fn_load_tasks.sql
--! Included 0_schema/01_write_side/013_network/0135_task/01355_task_load/013559_fn_load_task_rest.sql
-- 013559  network.load_task_rest()
-- Keeps what a task file holds beside its tasks.

create or replace function network.load_task_rest(
  run           bigint,
  source_table  text,
  first_ordinal bigint,
  rows          jsonb,
  options       jsonb default '{}'
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_puts   constant boolean := coalesce(options ->> 'mode', 'import') = 'put';
  v_keys   text[];
  v_rows   jsonb[];
  v_fates  text[];
  v_olds   jsonb[];
  v_none   jsonb[];
begin
  select array_agg(j.key order by j.n), array_agg(j.content order by j.n), array_agg(j.fate order by j.n),
    array_agg(case when j.fate = 'updated' then j.old end order by j.n), array_agg(null::jsonb)
  into v_keys, v_rows, v_fates, v_olds, v_none
  from (
    select e.n, e.value ->> 'key' as key, e.value -> 'content' as content, k.row as old,
      case
        when row_number() over (partition by e.value ->> 'key' order by e.n) > 1 then 'SG320'
        when k.pk_legacy_row is null then 'imported'
        when k.row::text = (e.value -> 'content')::text then 'unchanged'
        when v_puts or k.legacy ->> 'row' is null or k.legacy ->> 'row' = k.row::text then 'updated'
        when k.legacy ->> 'row' = (e.value -> 'content')::text then 'unchanged'
        else 'SG325'
      end as fate
    from jsonb_array_elements(rows) with ordinality as e (value, n)
      left join specql_cutover.tb_legacy_row as k
        on k.kind = 'tasks' and k.source_table = load_task_rest.source_table and k.row_key = e.value ->> 'key'
  ) as j;

  insert into specql_cutover.tb_legacy_row (kind, source_table, row_key, "row", legacy)
  select 'tasks', load_task_rest.source_table, i.key, i.content, jsonb_build_object('row', i.content::text, 'run', run)
  from unnest(v_keys, v_rows, v_fates) with ordinality as i (key, content, fate, n)
  where i.fate = 'imported'
  order by i.n;

  -- As text: in a file 1.0 and 1.00 are not the same.
  update specql_cutover.tb_legacy_row as t
  set "row" = i.content,
    legacy = case when v_puts then t.legacy else coalesce(t.legacy, '{}') || jsonb_build_object('row', i.content::text) end
  from unnest(v_keys, v_rows, v_fates) as i (key, content, fate)
  where i.fate = 'updated' and t.kind = 'tasks' and t.source_table = load_task_rest.source_table and t.row_key = i.key;

  if v_puts then
    return network.task_report(v_fates);
  end if;
  return network.note_tasks(run, source_table, first_ordinal, rows, v_fates, v_olds, v_none, v_none);
end;
$$;

comment on function network.load_task_rest(bigint, text, bigint, jsonb, jsonb) is
  'Rows of other lists, and keys that are none (document), are kept whole in specql_cutover.tb_legacy_row, so that nothing is lost.';
--! EndIncluded 0_schema/01_write_side/013_network/0135_task/01355_task_load/013559_fn_load_task_rest.sql
--! Included 0_schema/02_query_side/023_network/0235_task/02352_agent_task/023521_tv_agent_tasks.sql
-- 023521  app.agent_tasks
-- The tasks of agents.

create or replace view app.agent_tasks as
select
  k.id,
  k.task_id,
  t.direction,
  t.task_type,
  t.status,
  t.model,
  t.command,
  t.output,
  t.context,
  t.progress_pct,
  t.current_step,
  t.decision_prompt,
  t.decision,
  t.tier,
  t.target_state,
  t.success_evidence,
  t.abort_evidence,
  t.observation_window_sec,
  t.claimed_by,
  t.claimed_at,
  t.lease_until,
  t.attempts,
  t.started_at,
  t.created_at,
  t.created_by,
  t.updated_at
from network.tb_task_key as k
  join network.tb_agent_task as t on t.pk_agent_task = k.fk_agent_task and t.created_at = k.task_created_at;

comment on view app.agent_tasks is
  E'@primaryKey id\n'
  '@orderBy created_at\n'
  'Tasks of agents. A task is pending, running, completed, failed, or needs a decision.';
comment on column app.agent_tasks.id is E'@notNull\nPublic key.';
comment on column app.agent_tasks.task_id is E'@notNull\nThe key that files and workers know: task_….';
comment on column app.agent_tasks.direction is E'@notNull\nWhat is to be done.';
comment on column app.agent_tasks.task_type is E'@notNull\nspec, test, impl, review or heal.';
comment on column app.agent_tasks.status is E'@notNull\npending, running, completed, failed or needs_decision.';
comment on column app.agent_tasks.model is 'Model that is to do it.';
comment on column app.agent_tasks.command is 'Command of the worker. Data: never executed here.';
comment on column app.agent_tasks.output is 'What came of it.';
comment on column app.agent_tasks.context is 'What else the worker should know.';
comment on column app.agent_tasks.progress_pct is 'How far it is, 0 to 100.';
comment on column app.agent_tasks.current_step is 'What is being done.';
comment on column app.agent_tasks.decision_prompt is 'The question that somebody must decide.';
comment on column app.agent_tasks.decision is 'What was decided.';
comment on column app.agent_tasks.tier is 'Tier of the executor.';
comment on column app.agent_tasks.target_state is 'What is true when it is done.';
comment on column app.agent_tasks.success_evidence is 'A list of what proves success.';
comment on column app.agent_tasks.abort_evidence is 'A list of what says to stop.';
comment on column app.agent_tasks.observation_window_sec is 'For how many seconds a claim holds without a sign of life.';
comment on column app.agent_tasks.claimed_by is 'The worker that holds it, or held it last.';
comment on column app.agent_tasks.claimed_at is 'When it was claimed.';
comment on column app.agent_tasks.lease_until is 'Until when the claim holds; null where it does not run, or runs somewhere else.';
comment on column app.agent_tasks.attempts is E'@notNull\nHow often it was claimed since it was last made ready.';
comment on column app.agent_tasks.started_at is 'When work on it began.';
comment on column app.agent_tasks.created_at is E'@notNull\nWhen it was made.';
comment on column app.agent_tasks.created_by is E'@notNull\nWho made it.';
comment on column app.agent_tasks.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.agent_tasks to specql_reader;
--! EndIncluded 0_schema/02_query_side/023_network/0235_task/02352_agent_task/023521_tv_agent_tasks.sql
--! Included 0_schema/02_query_side/023_network/0235_task/02353_task_event/023531_tv_task_events.sql
-- 023531  app.task_events
-- What became of each task, step by step.

create or replace view app.task_events as
select
  e.id,
  k.id as agent_task_id,
  k.task_id,
  e.event,
  e.status,
  e.worker,
  e.progress_pct,
  e.current_step,
  e.decision_prompt,
  e.decision,
  e.created_at,
  e.created_by
from network.tb_task_event as e
  join network.tb_task_key as k on k.pk_task_key = e.fk_task_key;

comment on view app.task_events is
  E'@primaryKey id\n'
  '@foreignKey (agent_task_id) references app.agent_tasks (id)|@fieldName agentTask|@foreignFieldName events\n'
  '@orderBy created_at\n'
  'Claims, progress, questions, decisions and ends of tasks.';
comment on column app.task_events.id is E'@notNull\nPublic key.';
comment on column app.task_events.agent_task_id is E'@notNull\nThe task.';
comment on column app.task_events.task_id is E'@notNull\nThe key of the task that files and workers know.';
comment on column app.task_events.event is
  E'@notNull\nclaimed, progress, asked, decided, released, requeued, completed, failed or reopened.';
comment on column app.task_events.status is E'@notNull\nStatus afterwards.';
comment on column app.task_events.worker is 'The worker that held the task.';
comment on column app.task_events.progress_pct is 'Progress afterwards.';
comment on column app.task_events.current_step is 'Current step afterwards.';
comment on column app.task_events.decision_prompt is 'The question, where one was asked or answered.';
comment on column app.task_events.decision is 'The decision, where one was made.';
comment on column app.task_events.created_at is E'@notNull\nWhen it happened.';
comment on column app.task_events.created_by is E'@notNull\nWho did it.';

grant select on app.task_events to specql_reader;
--! EndIncluded 0_schema/02_query_side/023_network/0235_task/02353_task_event/023531_tv_task_events.sql
--! Included 0_schema/03_functions/033_network/0335_task/03352_agent_task/033521_fn_create_task.sql
-- 033521  app.create_task()
-- Makes a task that waits for a worker.

create or replace function app.create_task(
  direction              text,
  task_type              text,
  model                  text default null,
  command                text default null,
  context                jsonb default null,
  tier                   text default null,
  target_state           text default null,
  success_evidence       jsonb default null,
  abort_evidence         jsonb default null,
  observation_window_sec integer default null,
  task_id                text default null
)
  returns app.agent_tasks
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_id   uuid;
  v_task app.agent_tasks;
begin
  if coalesce(direction, '') = '' then
    raise exception using
      errcode = 'SG102', message = 'direction is missing', hint = 'Say what is to be done, in 1 to 5000 characters.', column = 'direction';
  end if;
  if task_id is not null and exists (select from network.tb_task_key as k where k.task_id = create_task.task_id) then
    raise exception using
      errcode = 'SG320',
      message = format('there is a task %s already', quote_literal(left(task_id, 63))),
      hint = 'Leave task_id out to get one that is free.',
      column = 'task_id';
  end if;
  if to_regclass('network.tb_agent_task_' || to_char(clock_timestamp() at time zone 'UTC', 'YYYY_MM')) is null then
    perform network.add_task_partitions(array(
      select clock_timestamp() + make_interval(months => m) from generate_series(0, 12) as m));
  end if;
  insert into network.tb_agent_task as t
    (task_id, direction, task_type, model, command, context, tier, target_state, success_evidence, abort_evidence,
     observation_window_sec)
  values
    (coalesce(create_task.task_id, 'task_' || left(replace(gen_random_uuid()::text, '-', ''), 16)),
     common.checked_text(direction, 'direction', 5000), network.checked_task_type(task_type, 'task_type'),
     common.checked_text(model, 'model', 200), common.checked_text(command, 'command', 20000), nullif(context, 'null'),
     common.checked_text(tier, 'tier', 200), common.checked_text(target_state, 'target_state', 5000),
     nullif(success_evidence, 'null'), nullif(abort_evidence, 'null'), observation_window_sec)
  returning t.id into v_id;
  select v.* into v_task from app.agent_tasks as v where v.id = v_id;
  return v_task;
end;
$$;

comment on function app.create_task(text, text, text, text, jsonb, text, text, jsonb, jsonb, integer, text) is
  'Makes a pending task. direction has 1 to 5000 characters; task_type is spec, test, impl, review or heal; the two lists of '
  'evidence are JSON arrays. observation_window_sec says how long a claim holds without a sign of life (an hour). '
  'SG127: an unknown type. SG320: the task_id is taken.';

grant execute on function
  app.create_task(text, text, text, text, jsonb, text, text, jsonb, jsonb, integer, text) to specql_author, specql_agent;
--! EndIncluded 0_schema/03_functions/033_network/0335_task/03352_agent_task/033521_fn_create_task.sql
--! Included 0_schema/03_functions/033_network/0335_task/03352_agent_task/033522_fn_claim_task.sql
-- 033522  app.claim_task()
-- Gives a worker the next task, which nobody else then gets.

create or replace function app.claim_task(worker text, task_types text[] default null)
  returns app.agent_tasks
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_worker constant text := network.checked_worker(worker);
  v_next   network.tb_agent_task;
  v_task   app.agent_tasks;
begin
  perform network.checked_task_type(t, 'task_types') from unnest(task_types) as t;
  v_next := network.next_task(task_types);
  if v_next.pk_agent_task is null then
    return null;
  end if;
  -- The row is locked by us, and was pending when we locked it.
  update network.tb_agent_task as t
  set status = 'running', claimed_by = v_worker
  where t.pk_agent_task = v_next.pk_agent_task and t.created_at = v_next.created_at;
  select v.* into v_task from app.agent_tasks as v where v.id = v_next.id;
  return v_task;
end;
$$;

comment on function app.claim_task(text, text[]) is
  'The oldest pending task (of the given types, or any), now running and held by the worker; null where there is none. No two '
  'calls return one task, and none waits for another. The claim holds for observation_window_sec (an hour), and each '
  'app.update_task() renews it; one that ran out is given to the next who asks, five times, and has failed then.';

grant execute on function app.claim_task(text, text[]) to specql_author, specql_agent;
--! EndIncluded 0_schema/03_functions/033_network/0335_task/03352_agent_task/033522_fn_claim_task.sql
--! Included 0_schema/03_functions/033_network/0335_task/03352_agent_task/033523_fn_update_task.sql
-- 033523  app.update_task()
-- Says how far a task is, or that it is done, has failed, or needs a decision.

create or replace function app.update_task(
  task_id         text,
  worker          text default null,
  status          text default null,
  progress_pct    integer default null,
  current_step    text default null,
  output          text default null,
  decision_prompt text default null,
  model           text default null,
  command         text default null,
  context         jsonb default null
)
  returns app.agent_tasks
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_old  constant network.tb_agent_task := network.locked_task(task_id);
  v_task app.agent_tasks;
begin
  if status is not null and status not in ('pending', 'running', 'completed', 'failed', 'needs_decision') then
    raise exception using
      errcode = 'SG127',
      message = format('status %s is not known', quote_literal(left(status, 40))),
      hint = 'It is pending, running, completed, failed or needs_decision.',
      column = 'status';
  end if;
  perform network.refuse_other_worker(v_old, worker);
  update network.tb_agent_task as t
  set status = coalesce(update_task.status, t.status),
    claimed_by = case
      when coalesce(update_task.status, t.status) <> 'running' then t.claimed_by
      when t.status = 'pending' or t.claimed_by is null then coalesce(common.checked_text(worker, 'worker', 200), common.current_actor())
      else t.claimed_by end,
    progress_pct = coalesce(update_task.progress_pct, t.progress_pct),
    current_step = coalesce(common.checked_text(update_task.current_step, 'current_step', 1000), t.current_step),
    output = coalesce(update_task.output, t.output),
    decision_prompt = coalesce(common.checked_text(update_task.decision_prompt, 'decision_prompt', 5000), t.decision_prompt),
    model = coalesce(common.checked_text(update_task.model, 'model', 200), t.model),
    command = coalesce(common.checked_text(update_task.command, 'command', 20000), t.command),
    context = coalesce(nullif(update_task.context, 'null'), t.context)
  where t.pk_agent_task = v_old.pk_agent_task and t.created_at = v_old.created_at;
  select v.* into v_task from app.agent_tasks as v where v.id = v_old.id;
  return v_task;
end;
$$;

comment on function app.update_task(text, text, text, integer, text, text, text, text, text, jsonb) is
  'Changes what is given of a task, by its task_id or id; null leaves a thing as it is. Each call by the worker renews its claim. '
  'Steps: pending → running; running → completed, failed, needs_decision (with decision_prompt), pending; completed and failed → '
  'pending. SG127: no such status. SG129: no question. SG227: no such task. SG321: no such step. SG322: this does not change now. '
  'SG323: another worker holds it.';

grant execute on function
  app.update_task(text, text, text, integer, text, text, text, text, text, jsonb) to specql_author, specql_agent;
--! EndIncluded 0_schema/03_functions/033_network/0335_task/03352_agent_task/033523_fn_update_task.sql
--! Included 0_schema/03_functions/033_network/0335_task/03352_agent_task/033524_fn_decide_task.sql
-- 033524  app.decide_task()
-- Answers the question that a task waits for.

create or replace function app.decide_task(task_id text, decision text)
  returns app.agent_tasks
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_old  constant network.tb_agent_task := network.locked_task(task_id);
  v_task app.agent_tasks;
begin
  if v_old.status <> 'needs_decision' then
    raise exception using
      errcode = 'SG321',
      message = format('the task is %s and needs no decision', v_old.status),
      detail = format('It is task %s.', left(v_old.task_id, 200)),
      hint = 'app.tasks_needing_attention() lists those that do.',
      column = 'task_id';
  end if;
  -- Whoever asked goes on; where nobody holds it, it waits for a worker.
  update network.tb_agent_task as t
  set decision = common.checked_text(decide_task.decision, 'decision', 5000),
    status = case when t.claimed_by is null then 'pending' else 'running' end
  where t.pk_agent_task = v_old.pk_agent_task and t.created_at = v_old.created_at;
  select v.* into v_task from app.agent_tasks as v where v.id = v_old.id;
  return v_task;
end;
$$;

comment on function app.decide_task(text, text) is
  'Gives a task that needs a decision what was decided. The worker that asked goes on (running, with a new claim); where none '
  'holds it, it is pending. Agents do not decide. SG129: nothing was decided. SG227: no such task. SG321: it needs no decision.';

grant execute on function app.decide_task(text, text) to specql_author, specql_reviewer;
--! EndIncluded 0_schema/03_functions/033_network/0335_task/03352_agent_task/033524_fn_decide_task.sql
--! Included 0_schema/03_functions/033_network/0335_task/03352_agent_task/033525_fn_release_task.sql
-- 033525  app.release_task()
-- Gives a claimed task back.

create or replace function app.release_task(task_id text, worker text default null)
  returns app.agent_tasks
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_old  constant network.tb_agent_task := network.locked_task(task_id);
  v_task app.agent_tasks;
begin
  if v_old.status <> 'running' then
    raise exception using
      errcode = 'SG321',
      message = format('the task is %s: nobody holds it', v_old.status),
      detail = format('It is task %s.', left(v_old.task_id, 200)),
      hint = 'Only a running task is released.',
      column = 'task_id';
  end if;
  perform network.refuse_other_worker(v_old, worker);
  update network.tb_agent_task as t
  set status = 'pending'
  where t.pk_agent_task = v_old.pk_agent_task and t.created_at = v_old.created_at;
  select v.* into v_task from app.agent_tasks as v where v.id = v_old.id;
  return v_task;
end;
$$;

comment on function app.release_task(text, text) is
  'Makes a running task pending again, for another worker. SG227: no such task. SG321: it does not run. SG323: another holds it.';

grant execute on function app.release_task(text, text) to specql_author, specql_agent;
--! EndIncluded 0_schema/03_functions/033_network/0335_task/03352_agent_task/033525_fn_release_task.sql
--! Included 0_schema/03_functions/033_network/0335_task/03352_agent_task/033526_fn_requeue_stale_tasks.sql
-- 033526  app.requeue_stale_tasks()
-- Makes tasks ready again whose workers gave no sign of life.

create or replace function app.requeue_stale_tasks("limit" integer default 1000)
  returns setof app.agent_tasks
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_ids  uuid[];
begin
  select array_agg((network.requeued_task(s.task)).id)
  into v_ids
  from (
    select t as task
    from network.tb_agent_task as t
    where t.status = 'running' and t.lease_until < clock_timestamp()
    order by t.lease_until
    limit least(greatest(coalesce("limit", 1000), 0), 10000)
    for no key update skip locked
  ) as s;
  return query select v.* from app.agent_tasks as v where v.id = any (v_ids) order by v.created_at, v.id;
end;
$$;

comment on function app.requeue_stale_tasks(integer) is
  'Running tasks whose claim has run out become pending; those of which five claims in a row ran out have failed. '
  'app.claim_task() does the same for the one that it takes. A task that was imported as running has no claim here.';

grant execute on function app.requeue_stale_tasks(integer) to specql_author, specql_agent;
--! EndIncluded 0_schema/03_functions/033_network/0335_task/03352_agent_task/033526_fn_requeue_stale_tasks.sql
--! Included 0_schema/03_functions/033_network/0335_task/03352_agent_task/033527_fn_tasks_needing_attention.sql
-- 033527  app.tasks_needing_attention()
-- The tasks that wait for somebody.

create or replace function app.tasks_needing_attention("limit" integer default 100)
  returns setof app.agent_tasks
  language sql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
  select v.*
  from app.agent_tasks as v
  where v.status in ('needs_decision', 'failed')
  order by v.updated_at, v.id
  limit least(greatest(coalesce("limit", 100), 0), 10000);
$$;

comment on function app.tasks_needing_attention(integer) is
  'Tasks that need a decision or have failed, longest waiting first; at most 10000.';

grant execute on function app.tasks_needing_attention(integer) to specql_reader;
--! EndIncluded 0_schema/03_functions/033_network/0335_task/03352_agent_task/033527_fn_tasks_needing_attention.sql

-- == mirror
-- == consistency
--! Included 0_schema/01_write_side/011_core/0117_cutover/0117E_consistency_run/0117E1_tb_consistency_run.sql
-- 0117E1  specql_cutover.tb_consistency_run
-- One comparison of a store with its legacy file. The phases ask for the newest.

create table if not exists specql_cutover.tb_consistency_run (
  pk_consistency_run bigint generated always as identity,
  id                 uuid not null default gen_random_uuid(),
  fk_store           bigint not null,
  identifier         text generated always as (pk_consistency_run::text) stored,
  source             text,
  legacy_sha256      text,
  snapshot           pg_snapshot not null,
  digits             integer not null,
  fingerprint        text not null,
  started_at         timestamptz not null default clock_timestamp(),
  finished_at        timestamptz,
  consistent         boolean,
  checked            bigint,
  discrepancy_count  bigint,
  summary            jsonb,
  report             jsonb,
  created_at         timestamptz not null default clock_timestamp(),
  created_by         text not null default common.current_actor(),
  updated_at         timestamptz not null default clock_timestamp(),
  updated_by         text not null default common.current_actor(),
  constraint pk_tb_consistency_run primary key (pk_consistency_run),
  constraint uq_tb_consistency_run__id unique (id),
  constraint fk_tb_consistency_run__store
    foreign key (fk_store) references specql_cutover.tb_store (pk_store),
  constraint ck_tb_consistency_run__legacy_sha256 check (legacy_sha256 ~ '^[0-9a-f]{64}$'),
  constraint ck_tb_consistency_run__finished
    check (num_nulls(finished_at, consistent, checked, discrepancy_count, summary, report) in (0, 6)),
  constraint ck_tb_consistency_run__consistent
    check (not consistent or (discrepancy_count = 0 and legacy_sha256 is not null))
);

create index if not exists ix_tb_consistency_run__fk_store
  on specql_cutover.tb_consistency_run (fk_store, started_at);

comment on table specql_cutover.tb_consistency_run is
  'A comparison of all rows of a store, in PostgreSQL and in its legacy file, and what it found.';
comment on column specql_cutover.tb_consistency_run.pk_consistency_run is 'Internal key, used by joins.';
comment on column specql_cutover.tb_consistency_run.id is 'Public key.';
comment on column specql_cutover.tb_consistency_run.fk_store is 'The store.';
comment on column specql_cutover.tb_consistency_run.identifier is 'Name for humans: its number.';
comment on column specql_cutover.tb_consistency_run.source is 'The file that was compared.';
comment on column specql_cutover.tb_consistency_run.legacy_sha256 is 'sha256 of that file, in hexadecimal.';
comment on column specql_cutover.tb_consistency_run.snapshot is
  'The transactions whose work the comparison saw; a later write makes the run stale.';
comment on column specql_cutover.tb_consistency_run.digits is 'How many hexadecimal digits named a bucket.';
comment on column specql_cutover.tb_consistency_run.fingerprint is
  'sha256 over the checksums of all tables at the beginning. What was read later must have the same one.';
comment on column specql_cutover.tb_consistency_run.started_at is 'When it began.';
comment on column specql_cutover.tb_consistency_run.finished_at is 'When its result was recorded; null until then.';
comment on column specql_cutover.tb_consistency_run.consistent is 'Nothing differed.';
comment on column specql_cutover.tb_consistency_run.checked is 'How many rows were compared.';
comment on column specql_cutover.tb_consistency_run.discrepancy_count is
  'How many differences there are, the ones not listed included.';
comment on column specql_cutover.tb_consistency_run.summary is 'Counts by kind and by table, times and notes.';
comment on column specql_cutover.tb_consistency_run.report is
  'The report without its list, which is in app.discrepancies.';
comment on column specql_cutover.tb_consistency_run.created_at is 'When the row was made.';
comment on column specql_cutover.tb_consistency_run.created_by is 'Who made the row.';
comment on column specql_cutover.tb_consistency_run.updated_at is 'When the row was last changed.';
comment on column specql_cutover.tb_consistency_run.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_consistency_run on specql_cutover.tb_consistency_run is 'the internal key is unique';
comment on constraint uq_tb_consistency_run__id on specql_cutover.tb_consistency_run is 'the public key is unique';
comment on constraint fk_tb_consistency_run__store on specql_cutover.tb_consistency_run is 'the store must exist';
comment on constraint ck_tb_consistency_run__legacy_sha256 on specql_cutover.tb_consistency_run is
  'the sha256 must be 64 hexadecimal digits';
comment on constraint ck_tb_consistency_run__finished on specql_cutover.tb_consistency_run is
  'a result is recorded as a whole';
comment on constraint ck_tb_consistency_run__consistent on specql_cutover.tb_consistency_run is
  'a consistent run has no discrepancy, and names its file by its sha256';
comment on index specql_cutover.ix_tb_consistency_run__fk_store is 'For the newest run of a store.';

select specql_audit.audit_table('specql_cutover.tb_consistency_run');
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/0117E_consistency_run/0117E1_tb_consistency_run.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/0117E_consistency_run/0117E2_fn_row_hash.sql
-- 0117E2  specql_cutover.row_hash()
-- What a legacy row is compared by.

create or replace function specql_cutover.row_hash(row_key text, content jsonb)
  returns bytea
  language sql
  stable
  strict
  parallel safe
as $$
  select sha256(convert_to(row_key || E'\n' || content::text, 'UTF8'));
$$;

comment on function specql_cutover.row_hash(text, jsonb) is
  'sha256 of the key, a line feed and the canonical text of the content. rowHash() in src/legacy/canonical.ts makes '
  'the same from the file.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/0117E_consistency_run/0117E2_fn_row_hash.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/0117F_discrepancy/0117F1_tb_discrepancy.sql
-- 0117F1  specql_cutover.tb_discrepancy
-- What a comparison found.

create table if not exists specql_cutover.tb_discrepancy (
  pk_discrepancy     bigint generated always as identity,
  id                 uuid not null default gen_random_uuid(),
  fk_consistency_run bigint not null,
  type               text not null,
  source_table       text not null,
  row_key            text not null,
  path               text not null,
  identifier         text generated always as (path) stored,
  attribute          text,
  postgresql_value   jsonb,
  legacy_value       jsonb,
  created_at         timestamptz not null default clock_timestamp(),
  created_by         text not null default common.current_actor(),
  updated_at         timestamptz not null default clock_timestamp(),
  updated_by         text not null default common.current_actor(),
  constraint pk_tb_discrepancy primary key (pk_discrepancy),
  constraint uq_tb_discrepancy__id unique (id),
  constraint fk_tb_discrepancy__consistency_run
    foreign key (fk_consistency_run)
    references specql_cutover.tb_consistency_run (pk_consistency_run),
  constraint ck_tb_discrepancy__type
    check (
      type in (
        'missing_in_postgresql', 'missing_in_legacy', 'changed', 'coerced_type', 'encoding', 'duplicate_key', 'order'
      )
    )
);

create index if not exists ix_tb_discrepancy__fk_consistency_run
  on specql_cutover.tb_discrepancy (fk_consistency_run);

comment on table specql_cutover.tb_discrepancy is
  'A difference between PostgreSQL and a legacy file. Itself a log, so the audit trigger does not stand here.';
comment on column specql_cutover.tb_discrepancy.pk_discrepancy is 'Internal key, used by joins.';
comment on column specql_cutover.tb_discrepancy.id is 'Public key.';
comment on column specql_cutover.tb_discrepancy.fk_consistency_run is 'The comparison that found it.';
comment on column specql_cutover.tb_discrepancy.type is
  'missing_in_postgresql, missing_in_legacy, changed, coerced_type (the same in another type), encoding (the same in '
  'other characters), duplicate_key or order.';
comment on column specql_cutover.tb_discrepancy.source_table is 'Table of the legacy file.';
comment on column specql_cutover.tb_discrepancy.row_key is 'Key of the legacy row.';
comment on column specql_cutover.tb_discrepancy.path is 'Table and key, readable.';
comment on column specql_cutover.tb_discrepancy.identifier is 'Name for humans: the path.';
comment on column specql_cutover.tb_discrepancy.attribute is
  'Which part of the row, with dots into the cell; null: the row as a whole.';
comment on column specql_cutover.tb_discrepancy.postgresql_value is 'What PostgreSQL holds; null where there is nothing.';
comment on column specql_cutover.tb_discrepancy.legacy_value is 'What the file holds; null where there is nothing.';
comment on column specql_cutover.tb_discrepancy.created_at is 'When the row was made.';
comment on column specql_cutover.tb_discrepancy.created_by is 'Who made the row.';
comment on column specql_cutover.tb_discrepancy.updated_at is 'When the row was last changed.';
comment on column specql_cutover.tb_discrepancy.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_discrepancy on specql_cutover.tb_discrepancy is 'the internal key is unique';
comment on constraint uq_tb_discrepancy__id on specql_cutover.tb_discrepancy is 'the public key is unique';
comment on constraint fk_tb_discrepancy__consistency_run on specql_cutover.tb_discrepancy is
  'the comparison must exist';
comment on constraint ck_tb_discrepancy__type on specql_cutover.tb_discrepancy is 'there is no such kind of discrepancy';
comment on index specql_cutover.ix_tb_discrepancy__fk_consistency_run is 'For the list of a run.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/0117F_discrepancy/0117F1_tb_discrepancy.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/0117E_consistency_run/0117E3_fn_hashed_rows.sql
-- 0117E3  specql_cutover.hashed_rows()
-- The query that hashes the rows of a legacy table, for others to build upon.

create or replace function specql_cutover.hashed_rows(store text, source_table text)
  returns text
  language plpgsql
  stable
as $$
declare
  v_table constant specql_cutover.tb_legacy_table := specql_cutover.legacy_table(store, source_table);
begin
  return format(
    'select v.row_key, v.position, sha256(convert_to(v.row_key, ''UTF8'')) as key_hash, '
    'specql_cutover.row_hash(v.row_key, v.content) as row_hash from %s as v %s',
    v_table.render_view,
    case when v_table.source_table = '*' then format('where v.source_table = %L', source_table) else '' end
  );
end;
$$;

comment on function specql_cutover.hashed_rows(text, text) is
  'A query of (row_key, position, key_hash, row_hash). As text and not as rows, so that whoever sums a million of them '
  'up keeps none. SG235, SG236: no such store, no such table.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/0117E_consistency_run/0117E3_fn_hashed_rows.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/0117E_consistency_run/0117E4_fn_table_fingerprint.sql
-- 0117E4  specql_cutover.table_fingerprint()
-- Checksums of a table: of its rows by the beginnings of their keys' hashes, and of their order.

create or replace function specql_cutover.table_fingerprint(store text, source_table text, digits integer)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_answer jsonb;
begin
  execute format(
    $query$
      with h as materialized (%s), b as (
        select
          left(encode(h.key_hash, 'hex'), $1) as bucket, count(*) as amount,
          encode(sha256(string_agg(h.row_hash, ''::bytea order by h.key_hash)), 'hex') as checksum
        from h
        group by 1
      ), p as (
        select h.key_hash, row_number() over (order by h.position, h.row_key collate "C") - 1 as place
        from h
      ), o as (
        select
          p.place / 4096 as chunk,
          encode(sha256(string_agg(substr(p.key_hash, 1, 16), ''::bytea order by p.place)), 'hex') as checksum
        from p
        group by 1
      )
      select jsonb_build_object(
        'source_table', $2,
        'rows', (select coalesce(sum(b.amount), 0) from b),
        'buckets', (select coalesce(jsonb_object_agg(b.bucket, jsonb_build_array(b.amount, b.checksum)), '{}') from b),
        'order', (select coalesce(jsonb_agg(o.checksum order by o.chunk), '[]') from o))
    $query$, specql_cutover.hashed_rows(store, source_table)
  ) into strict v_answer using digits, source_table;
  return v_answer;
end;
$$;

comment on function specql_cutover.table_fingerprint(text, text, integer) is
  '{source_table, rows, buckets: {beginning of the hexadecimal sha256 of the key: [rows, sha256 of the row hashes in the '
  'order of the keys'' hashes]}, order: [sha256 of the first halves of the hashes of 4096 keys each, in the order of the file]}. One pass over the table.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/0117E_consistency_run/0117E4_fn_table_fingerprint.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/0117E_consistency_run/0117E5_fn_store_fingerprint.sql
-- 0117E5  specql_cutover.store_fingerprint()
-- Checksums of all tables of a store, of one snapshot.

create or replace function specql_cutover.store_fingerprint(store text, digits integer)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_tables jsonb := '[]';
  v_table text;
begin
  for v_table in select t.source_table from specql_cutover.store_tables(store) as t loop
    v_tables := v_tables || specql_cutover.table_fingerprint(store, v_table, digits);
  end loop;
  return v_tables;
end;
$$;

comment on function specql_cutover.store_fingerprint(text, integer) is
  'table_fingerprint() of each table of the store. It is stable, so all of it is what the calling statement sees. '
  'SG235: no such store.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/0117E_consistency_run/0117E5_fn_store_fingerprint.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/0117E_consistency_run/0117E6_fn_checked_digits.sql
-- 0117E6  specql_cutover.checked_digits()
-- How many hexadecimal digits name a bucket.

create or replace function specql_cutover.checked_digits(digits integer, field text)
  returns integer
  language plpgsql
  immutable
as $$
begin
  if digits between 1 and 4 then
    return digits;
  end if;
  raise exception using
    errcode = 'SG159',
    message = 'a bucket is named by 1 to 4 digits',
    detail = format('Given: %s.', coalesce(digits::text, 'nothing')),
    hint = 'Two are right for up to 100,000 rows, three for more.',
    column = field;
end;
$$;

comment on function specql_cutover.checked_digits(integer, text) is 'The number itself. SG159: it is not 1 to 4.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/0117E_consistency_run/0117E6_fn_checked_digits.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/0117E_consistency_run/0117E7_fn_lock_run.sql
-- 0117E7  specql_cutover.lock_run()
-- A comparison that is under way, locked.

create or replace function specql_cutover.lock_run(run_id uuid)
  returns specql_cutover.tb_consistency_run
  language plpgsql
  volatile
as $$
declare
  v_run specql_cutover.tb_consistency_run;
begin
  select r.* into v_run from specql_cutover.tb_consistency_run as r where r.id = run_id for update;
  if not found then
    raise exception using
      errcode = 'SG244',
      message = 'there is no such comparison',
      hint = 'The view app.consistency_runs lists them.',
      column = 'run_id';
  end if;
  if v_run.finished_at is not null then
    raise exception using
      errcode = 'SG346',
      message = 'the result of this comparison has been recorded already',
      hint = 'Begin another one: what was found is not changed afterwards.',
      column = 'run_id';
  end if;
  return v_run;
end;
$$;

comment on function specql_cutover.lock_run(uuid) is
  'The run, for whoever adds to it. SG244: there is none. SG346: it is finished.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/0117E_consistency_run/0117E7_fn_lock_run.sql
--! Included 0_schema/02_query_side/021_core/0217_cutover/0217E_consistency_run/0217E1_tv_consistency_run.sql
-- 0217E1  app.consistency_runs
-- Comparisons of stores with their legacy files.

create or replace view app.consistency_runs as
select
  r.id,
  s.store,
  r.source,
  r.legacy_sha256,
  r.started_at,
  r.finished_at,
  r.consistent,
  r.checked,
  r.discrepancy_count,
  r.summary,
  r.created_at,
  r.created_by,
  r.updated_at
from specql_cutover.tb_consistency_run as r
  join specql_cutover.tb_store as s on s.pk_store = r.fk_store;

comment on view app.consistency_runs is
  E'@primaryKey id\n'
  '@orderBy started_at desc\n'
  'Comparisons of a store with its legacy file, newest first.';
comment on column app.consistency_runs.id is E'@notNull\nPublic key.';
comment on column app.consistency_runs.store is E'@notNull\nThe store.';
comment on column app.consistency_runs.source is 'The file that was compared.';
comment on column app.consistency_runs.legacy_sha256 is 'What the file was known by.';
comment on column app.consistency_runs.started_at is E'@notNull\nWhen it began.';
comment on column app.consistency_runs.finished_at is 'When its result was recorded; null until then.';
comment on column app.consistency_runs.consistent is 'Nothing differed; null until it is finished.';
comment on column app.consistency_runs.checked is 'How many rows were compared.';
comment on column app.consistency_runs.discrepancy_count is 'How many differences there are, those not listed included.';
comment on column app.consistency_runs.summary is 'Counts by kind and by table, times and notes.';
comment on column app.consistency_runs.created_at is E'@notNull\nWhen it was made.';
comment on column app.consistency_runs.created_by is E'@notNull\nWho compared.';
comment on column app.consistency_runs.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.consistency_runs to specql_reader;
--! EndIncluded 0_schema/02_query_side/021_core/0217_cutover/0217E_consistency_run/0217E1_tv_consistency_run.sql
--! Included 0_schema/02_query_side/021_core/0217_cutover/0217F_discrepancy/0217F1_tv_discrepancy.sql
-- 0217F1  app.discrepancies
-- What comparisons found. Memories of other organisations stay out of sight here too.

create or replace view app.discrepancies as
select
  d.id,
  r.id as consistency_run_id,
  s.store,
  d.type,
  d.source_table,
  d.row_key,
  d.path,
  d.attribute,
  d.postgresql_value,
  d.legacy_value,
  d.created_at
from specql_cutover.tb_discrepancy as d
  join specql_cutover.tb_consistency_run as r on r.pk_consistency_run = d.fk_consistency_run
  join specql_cutover.tb_store as s on s.pk_store = r.fk_store
where s.store <> 'memory' or common.sees_all_orgs();

comment on view app.discrepancies is
  E'@primaryKey id\n'
  '@foreignKey (consistency_run_id) references app.consistency_runs (id)\n'
  '@orderBy path\n'
  'Differences between PostgreSQL and a legacy file. Those of memories only for who sees all organisations.';
comment on column app.discrepancies.id is E'@notNull\nPublic key.';
comment on column app.discrepancies.consistency_run_id is E'@notNull\nThe comparison that found it.';
comment on column app.discrepancies.store is E'@notNull\nThe store.';
comment on column app.discrepancies.type is
  E'@notNull\nmissing_in_postgresql, missing_in_legacy, changed, coerced_type, encoding, duplicate_key or order.';
comment on column app.discrepancies.source_table is E'@notNull\nTable of the legacy file.';
comment on column app.discrepancies.row_key is E'@notNull\nKey of the legacy row.';
comment on column app.discrepancies.path is E'@notNull\nTable and key, readable.';
comment on column app.discrepancies.attribute is 'Which part of the row; null: the row as a whole.';
comment on column app.discrepancies.postgresql_value is 'What PostgreSQL holds.';
comment on column app.discrepancies.legacy_value is 'What the file holds.';
comment on column app.discrepancies.created_at is E'@notNull\nWhen it was found.';

grant select on app.discrepancies to specql_reader;
--! EndIncluded 0_schema/02_query_side/021_core/0217_cutover/0217F_discrepancy/0217F1_tv_discrepancy.sql
--! Included 0_schema/03_functions/031_core/0317_cutover/0317E_consistency_run/0317E1_fn_store_checksums.sql
-- 0317E1  app.store_checksums()
-- Checksums of a table's rows, by bucket.

create or replace function app.store_checksums(store text, source_table text, prefix text default '', digits integer default 2)
  returns table (bucket text, "rows" bigint, checksum text)
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
  set work_mem = '64MB'
as $$
begin
  perform specql_cutover.checked_digits(digits, 'digits');
  return query execute format(
    $query$
      with h as (%s)
      select
        left(encode(h.key_hash, 'hex'), $1), count(*),
        encode(sha256(string_agg(h.row_hash, ''::bytea order by h.key_hash)), 'hex')
      from h
      where starts_with(encode(h.key_hash, 'hex'), $2)
      group by 1
      order by 1
    $query$, specql_cutover.hashed_rows(store, source_table)
  ) using digits, coalesce(prefix, '');
end;
$$;

comment on function app.store_checksums(text, text, text, integer) is
  'Rows and checksum of each bucket: bucket is the beginning of the hexadecimal sha256 of the row''s key, checksum the sha256 of '
  'the row hashes in the order of the keys'' hashes. SG159: digits is not 1 to 4. SG235, SG236: no such store, no such table.';

grant execute on function app.store_checksums(text, text, text, integer) to specql_admin;
--! EndIncluded 0_schema/03_functions/031_core/0317_cutover/0317E_consistency_run/0317E1_fn_store_checksums.sql
--! Included 0_schema/03_functions/031_core/0317_cutover/0317E_consistency_run/0317E2_fn_store_row_hashes.sql
-- 0317E2  app.store_row_hashes()
-- The row hashes of some buckets.

create or replace function app.store_row_hashes(store text, source_table text, prefixes text[])
  returns table (row_key text, row_hash text)
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
  set work_mem = '64MB'
as $$
declare
  v_digits constant integer := length(prefixes[1]);
begin
  if cardinality(prefixes) = 0 then
    return;
  end if;
  perform specql_cutover.checked_digits(v_digits, 'prefixes');
  return query execute format(
    $query$
      with h as (%s)
      select h.row_key, encode(h.row_hash, 'hex')
      from h
      where left(encode(h.key_hash, 'hex'), $1) = any ($2)
    $query$, specql_cutover.hashed_rows(store, source_table)
  ) using v_digits, prefixes;
end;
$$;

comment on function app.store_row_hashes(text, text, text[]) is
  'Key and hash of each row whose key''s sha256 begins with one of the prefixes, in no order. All prefixes are of one '
  'length. SG159: that length is not 1 to 4. SG235, SG236: no such store, no such table.';

grant execute on function app.store_row_hashes(text, text, text[]) to specql_admin;
--! EndIncluded 0_schema/03_functions/031_core/0317_cutover/0317E_consistency_run/0317E2_fn_store_row_hashes.sql
--! Included 0_schema/03_functions/031_core/0317_cutover/0317E_consistency_run/0317E3_fn_store_order_checksum.sql
-- 0317E3  app.store_order_checksum()
-- Checksums of the order of a table's rows.

create or replace function app.store_order_checksum(store text, source_table text, except_keys text[] default '{}')
  returns table (chunk bigint, "rows" bigint, checksum text)
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
  set work_mem = '64MB'
as $$
begin
  return query execute format(
    $query$
      with h as (%s), p as (
        select h.key_hash, row_number() over (order by h.position, h.row_key collate "C") - 1 as place
        from h
        where h.row_key <> all ($1)
      )
      select
        p.place / 4096, count(*), encode(sha256(string_agg(substr(p.key_hash, 1, 16), ''::bytea order by p.place)), 'hex')
      from p
      group by 1
      order by 1
    $query$, specql_cutover.hashed_rows(store, source_table)
  ) using coalesce(except_keys, '{}');
end;
$$;

comment on function app.store_order_checksum(text, text, text[]) is
  'The rows but those excepted, in the order of the file: for each 4096 of them the sha256 of the first 16 bytes of '
  'the hashes of their keys. SG235, '
  'SG236: no such store, no such table.';

grant execute on function app.store_order_checksum(text, text, text[]) to specql_admin;
--! EndIncluded 0_schema/03_functions/031_core/0317_cutover/0317E_consistency_run/0317E3_fn_store_order_checksum.sql
--! Included 0_schema/03_functions/031_core/0317_cutover/0317E_consistency_run/0317E4_fn_store_order.sql
-- 0317E4  app.store_order()
-- The order of a table's rows, where it has to be looked at.

create or replace function app.store_order(store text, source_table text, except_keys text[], chunks bigint[])
  returns table (chunk bigint, keys text)
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
  set work_mem = '64MB'
as $$
begin
  return query execute format(
    $query$
      with h as (%s), p as (
        select h.key_hash, row_number() over (order by h.position, h.row_key collate "C") - 1 as place
        from h
        where h.row_key <> all ($1)
      )
      select p.place / 4096, string_agg(encode(substr(p.key_hash, 1, 16), 'hex'), '' order by p.place)
      from p
      where p.place / 4096 = any ($2)
      group by 1
      order by 1
    $query$, specql_cutover.hashed_rows(store, source_table)
  ) using coalesce(except_keys, '{}'), coalesce(chunks, '{}');
end;
$$;

comment on function app.store_order(text, text, text[], bigint[]) is
  'Of the chunks of store_order_checksum() that are asked for: the first 32 hexadecimal digits of the sha256 of each key, one '
  'after the other. SG235, SG236: no such store, no such table.';

grant execute on function app.store_order(text, text, text[], bigint[]) to specql_admin;
--! EndIncluded 0_schema/03_functions/031_core/0317_cutover/0317E_consistency_run/0317E4_fn_store_order.sql
--! Included 0_schema/03_functions/031_core/0317_cutover/0317E_consistency_run/0317E5_fn_compared_rows.sql
-- 0317E5  app.compared_rows()
-- Rows as they are compared cell by cell.

create or replace function app.compared_rows(store text, source_table text, keys text[])
  returns table (row_key text, content text, also text)
  language sql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
  select v.row_key, v.content::text, v.also::text
  from specql_cutover.rendered(store, source_table, coalesce(keys, '{}')) as v;
$$;

comment on function app.compared_rows(text, text, text[]) is
  'The rows with these keys. Content and the other values that an attribute may have are JSON as text, so that no digit of a '
  'number is lost on the way. SG235, SG236: no such store, no such table.';

grant execute on function app.compared_rows(text, text, text[]) to specql_admin;
--! EndIncluded 0_schema/03_functions/031_core/0317_cutover/0317E_consistency_run/0317E5_fn_compared_rows.sql
--! Included 0_schema/03_functions/031_core/0317_cutover/0317E_consistency_run/0317E6_fn_begin_consistency_run.sql
-- 0317E6  app.begin_consistency_run()
-- Begins a comparison: its snapshot, and the checksums of all tables in it.

create or replace function app.begin_consistency_run(store text, options jsonb default '{}')
  returns jsonb
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
  set work_mem = '64MB'
as $$
declare
  v_store constant bigint := specql_cutover.store_pk(store);
  v_options constant jsonb := coalesce(options, '{}');
  v_digits integer;
  v_answer jsonb;
begin
  if jsonb_typeof(v_options) <> 'object'
    or coalesce(v_options ->> 'legacy_sha256', repeat('0', 64)) !~ '^[0-9a-f]{64}$'
    or coalesce(v_options ->> 'digits', '2') !~ '^[0-9]$'
  then
    raise exception using
      errcode = 'SG159',
      message = 'the options of a comparison are not what they should be',
      hint = 'They are {"source": text, "legacy_sha256": 64 hexadecimal digits, "digits": 1 to 4}.',
      column = 'options';
  end if;
  if store = 'memory' then
    perform common.refuse_partial_sight();
  end if;
  v_digits := specql_cutover.checked_digits(coalesce((v_options ->> 'digits')::integer, 2), 'options');

  -- One statement, so that snapshot and checksums are of the same moment in every isolation level.
  with f as materialized (
    select
      pg_current_snapshot() as snapshot, clock_timestamp() as started_at,
      specql_cutover.store_fingerprint(begin_consistency_run.store, v_digits) as tables,
      (select count(*) from specql_cutover.tb_outbox as o
       where o.store = begin_consistency_run.store and o.mirrored_at is null) as pending
  ), r as (
    insert into specql_cutover.tb_consistency_run
      (fk_store, source, legacy_sha256, snapshot, started_at, digits, fingerprint)
    select
      v_store, v_options ->> 'source', v_options ->> 'legacy_sha256', f.snapshot, f.started_at, v_digits,
      encode(sha256(convert_to(f.tables::text, 'UTF8')), 'hex')
    from f
    returning id
  )
  select jsonb_build_object('run_id', r.id, 'snapshot', f.snapshot::text, 'pending', f.pending, 'tables', f.tables)
  into strict v_answer
  from f cross join r;
  return v_answer;
end;
$$;

comment on function app.begin_consistency_run(text, jsonb) is
  'Begins a comparison of the store with its legacy file: {run_id, snapshot, pending (rows that wait for the mirror), tables: '
  '[{source_table, rows, buckets: {hex: [rows, checksum]}, order: [checksum]}]}. Options: {source, legacy_sha256, digits}. SG159: '
  'options that are none. SG235: no such store. SG405: the caller does not see the rows of all organisations.';

grant execute on function app.begin_consistency_run(text, jsonb) to specql_admin;
--! EndIncluded 0_schema/03_functions/031_core/0317_cutover/0317E_consistency_run/0317E6_fn_begin_consistency_run.sql
--! Included 0_schema/03_functions/031_core/0317_cutover/0317E_consistency_run/0317E7_fn_record_consistency_run.sql
-- 0317E7  app.record_consistency_run()
-- Ends a comparison and keeps its result.

create or replace function app.record_consistency_run(run_id uuid, report jsonb)
  returns app.consistency_runs
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
  set work_mem = '64MB'
as $$
declare
  v_run constant specql_cutover.tb_consistency_run := specql_cutover.lock_run(run_id);
  v_result app.consistency_runs;
begin
  if jsonb_typeof(report) is distinct from 'object'
    or jsonb_typeof(report -> 'consistent') is distinct from 'boolean'
    or jsonb_typeof(report -> 'summary') is distinct from 'object'
    or coalesce(report ->> 'checked', '') !~ '^\d{1,15}$'
    or coalesce(report ->> 'discrepancy_count', '') !~ '^\d{1,15}$'
    or (report ->> 'consistent')::boolean is distinct from ((report ->> 'discrepancy_count')::bigint = 0)
  then
    raise exception using
      errcode = 'SG159',
      message = 'the report of a comparison is not what it should be',
      hint = 'It is {"consistent": true when "discrepancy_count" is 0, "checked": rows, "summary": {…}}.',
      column = 'report';
  end if;
  -- What was read after the beginning counts only if nothing has moved since.
  if coalesce((report ->> 'read_on')::boolean, false)
    and pg_current_snapshot()::text is distinct from v_run.snapshot::text
    and v_run.fingerprint is distinct from encode(sha256(convert_to((
      select specql_cutover.store_fingerprint(s.store, v_run.digits)::text
      from specql_cutover.tb_store as s where s.pk_store = v_run.fk_store), 'UTF8')), 'hex')
  then
    raise exception using
      errcode = 'SG347',
      message = 'the store was written while it was compared',
      hint = 'Compare again; in one transaction (repeatable read) it cannot happen.',
      column = 'run_id';
  end if;

  update specql_cutover.tb_consistency_run as r
  set finished_at = clock_timestamp(), consistent = (record_consistency_run.report ->> 'consistent')::boolean,
    checked = (record_consistency_run.report ->> 'checked')::bigint,
    discrepancy_count = (record_consistency_run.report ->> 'discrepancy_count')::bigint,
    summary = record_consistency_run.report -> 'summary',
    report = record_consistency_run.report - 'discrepancies'
  where r.pk_consistency_run = v_run.pk_consistency_run;
  select v.* into v_result from app.consistency_runs as v where v.id = run_id;
  return v_result;
end;
$$;

comment on function app.record_consistency_run(uuid, jsonb) is
  'Keeps the result of a comparison: {consistent, checked, discrepancy_count, summary, read_on}. read_on says that rows were read after '
  'the beginning, by other calls: then the checksums have to be what they were. SG159: a report that is none. SG244: no such '
  'comparison. SG346: it is finished. SG347: the store was written meanwhile.';

grant execute on function app.record_consistency_run(uuid, jsonb) to specql_admin;
--! EndIncluded 0_schema/03_functions/031_core/0317_cutover/0317E_consistency_run/0317E7_fn_record_consistency_run.sql
--! Included 0_schema/03_functions/031_core/0317_cutover/0317F_discrepancy/0317F1_fn_note_discrepancies.sql
-- 0317F1  app.note_discrepancies()
-- Adds to what a comparison found.

create or replace function app.note_discrepancies(run_id uuid, discrepancies jsonb)
  returns integer
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_run constant specql_cutover.tb_consistency_run := specql_cutover.lock_run(run_id);
  v_count integer;
begin
  if jsonb_typeof(discrepancies) is distinct from 'array' or exists (
    select from jsonb_array_elements(case when jsonb_typeof(discrepancies) = 'array' then discrepancies end) as d
    where jsonb_typeof(d) is distinct from 'object' or num_nulls(d ->> 'type', d ->> 'table', d ->> 'key', d ->> 'path') > 0
  ) then
    raise exception using
      errcode = 'SG159',
      message = 'the discrepancies are not what they should be',
      hint = 'They are [{"type", "table", "key", "path", "attribute", "postgresql_value", "legacy_value"}].',
      column = 'discrepancies';
  end if;
  insert into specql_cutover.tb_discrepancy
    (fk_consistency_run, type, source_table, row_key, path, attribute, postgresql_value, legacy_value)
  select
    v_run.pk_consistency_run, d.each ->> 'type', d.each ->> 'table', d.each ->> 'key', d.each ->> 'path', d.each ->> 'attribute',
    d.each -> 'postgresql_value', d.each -> 'legacy_value'
  from jsonb_array_elements(discrepancies) with ordinality as d (each, place)
  order by d.place;
  get diagnostics v_count = row_count;
  return v_count;
end;
$$;

comment on function app.note_discrepancies(uuid, jsonb) is
  'Adds differences to a comparison that is not finished, and says how many. SG159: what is given is no list of them. SG244: no '
  'such comparison. SG346: it is finished.';

grant execute on function app.note_discrepancies(uuid, jsonb) to specql_admin;
--! EndIncluded 0_schema/03_functions/031_core/0317_cutover/0317F_discrepancy/0317F1_fn_note_discrepancies.sql

-- == library
--! Included 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317CB_fn_store_route.sql
-- 0317CB  app.store_route()
-- What a client that reads and writes a store by its rows must know, and nothing that costs more.

create or replace function app.store_route(store text)
  returns jsonb
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_pk constant bigint := specql_cutover.store_pk(store);
begin
  return (
    select jsonb_build_object(
      'phase', case when s.draining then 'dual_write' else s.phase end,
      'percent', s.read_percent,
      'path', s.legacy_path,
      'now', extract(epoch from clock_timestamp()) * 1000,
      'rebuild', m.rebuild,
      'pendingSince', (
        select extract(epoch from o.created_at) * 1000
        from specql_cutover.tb_outbox as o
        where o.store = s.store and o.mirrored_at is null
        order by o.pk_outbox
        limit 1
      ))
    from specql_cutover.tb_store as s
      join specql_cutover.tb_mirror as m on m.fk_store = s.pk_store
    where s.pk_store = v_pk);
end;
$$;

comment on function app.store_route(text) is
  E'@behavior -queryField\nWhere the rows of a store are read and written now: {phase, percent, path, now, rebuild, pendingSince}; the phase is '
  'the effective one, pendingSince is the time of the first mark that is not mirrored, times are milliseconds since 1970. SG235: no such store.';

grant execute on function app.store_route(text) to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
--! EndIncluded 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317CB_fn_store_route.sql
--! Included 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317CC_fn_store_row_count.sql
-- 0317CC  app.store_row_count()
-- How many rows a table of a store has.

create or replace function app.store_row_count(store text, source_table text)
  returns bigint
  language sql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
  select count(*) from specql_cutover.rendered(store_row_count.store, store_row_count.source_table);
$$;

comment on function app.store_row_count(text, text) is
  E'@behavior -queryField\nHow many rows the table of the store''s legacy file has; of the memory store those that the caller may see. SG235, '
  'SG236: no such store or table.';

grant execute on function app.store_row_count(text, text) to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
--! EndIncluded 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317CC_fn_store_row_count.sql
--! Included 0_schema/03_functions/031_core/0317_cutover/0317F_discrepancy/0317F2_fn_record_discrepancy.sql
-- 0317F2  app.record_discrepancy()
-- A row of which the two sides of a store said different things when both were asked for it.

create or replace function app.record_discrepancy(
  store            text,
  source_table     text,
  row_key          text,
  postgresql_value jsonb default null,
  legacy_value     jsonb default null
)
  returns boolean
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_store constant bigint := specql_cutover.store_pk(store);
  v_source constant text := 'shadow read';
  v_type constant text := case
    when postgresql_value is null then 'missing_in_postgresql'
    when legacy_value is null then 'missing_in_legacy'
    else 'changed'
  end;
  v_run bigint;
begin
  perform specql_cutover.legacy_table(store, source_table);
  if postgresql_value is not distinct from legacy_value then
    return false;
  end if;
  -- One difference is met by many reads at once; it is written down once.
  perform pg_advisory_xact_lock(hashtextextended(v_source, v_store));
  if exists (
    select
    from specql_cutover.tb_discrepancy as d
      join specql_cutover.tb_consistency_run as r on r.pk_consistency_run = d.fk_consistency_run
    where r.fk_store = v_store
      and r.started_at >= coalesce((
        select max(n.started_at)
        from specql_cutover.tb_consistency_run as n
        where n.fk_store = v_store and n.source is distinct from v_source and n.finished_at is not null), '-infinity')
      and r.source = v_source
      and d.source_table = record_discrepancy.source_table
      and d.row_key = record_discrepancy.row_key
      and d.postgresql_value is not distinct from record_discrepancy.postgresql_value
      and d.legacy_value is not distinct from record_discrepancy.legacy_value
  ) then
    return false;
  end if;
  insert into specql_cutover.tb_consistency_run (
    fk_store, source, snapshot, digits, fingerprint, finished_at, consistent, checked, discrepancy_count, summary, report
  )
  values (
    v_store, v_source, pg_current_snapshot(), 1, encode(sha256(convert_to(row_key, 'UTF8')), 'hex'), clock_timestamp(), false, 1, 1,
    jsonb_build_object(v_type, 1), jsonb_build_object('source', v_source)
  )
  returning pk_consistency_run into v_run;
  insert into specql_cutover.tb_discrepancy
    (fk_consistency_run, type, source_table, row_key, path, postgresql_value, legacy_value)
  values
    (v_run, v_type, source_table, row_key,
      -- The keys of a registry's rows are paths already.
      case when store = 'registry' and source_table <> 'document' then row_key else source_table || '.' || row_key end,
      postgresql_value, legacy_value);
  return true;
end;
$$;

comment on function app.record_discrepancy(text, text, text, jsonb, jsonb) is
  E'Writes down that a row is not the same on both sides; null: it is not there. It counts as a comparison that found something, so the '
  'store does not move on before a clean one. False: they do not differ, or it is known. SG235, SG236: no such store or table.';

grant execute on function app.record_discrepancy(text, text, text, jsonb, jsonb) to specql_author, specql_admin;
--! EndIncluded 0_schema/03_functions/031_core/0317_cutover/0317F_discrepancy/0317F2_fn_record_discrepancy.sql

-- == monitor
--! Included 0_schema/01_write_side/011_core/0118_monitor/01181_query_metric/011811_tb_query_metric.sql
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
--! EndIncluded 0_schema/01_write_side/011_core/0118_monitor/01181_query_metric/011811_tb_query_metric.sql
--! Included 0_schema/01_write_side/011_core/0118_monitor/01181_query_metric/011812_fn_slot_of.sql
-- 011812  specql_monitor.slot_of()
-- The slot of a histogram that a duration falls into.

create or replace function specql_monitor.slot_of(duration_ms double precision)
  returns integer
  language sql
  immutable
  parallel safe
as $$
  select least(greatest(ceil(8 * log(2, greatest(duration_ms, 0.01)::numeric / 0.01)), 0), 240)::integer;
$$;

comment on function specql_monitor.slot_of(double precision) is
  'Slots grow by the eighth root of two: slot n holds durations up to 0.01 ms * 2^(n/8), so that what is read back is off '
  'by 4.4 % at most. From 0.01 ms (slot 0) to 180 minutes (slot 240).';
--! EndIncluded 0_schema/01_write_side/011_core/0118_monitor/01181_query_metric/011812_fn_slot_of.sql
--! Included 0_schema/01_write_side/011_core/0118_monitor/01181_query_metric/011813_fn_percentile_of.sql
-- 011813  specql_monitor.percentile_of()
-- A percentile read from a histogram.

create or replace function specql_monitor.percentile_of(
  histogram jsonb, fraction double precision, longest double precision
)
  returns double precision
  language sql
  immutable
  parallel safe
as $$
  with slot (number, calls) as (
    select s.key::integer, s.value::text::numeric from jsonb_each(histogram) as s
  ), ranked (number, reached) as (
    select s.number, sum(s.calls) over (order by s.number) from slot as s
  )
  -- The middle of the slot; no call took longer than the longest.
  select least(0.01 * 2 ^ ((r.number - 0.5) / 8), longest)
  from ranked as r
  where r.reached >= ceil(fraction * (select sum(s.calls) from slot as s))
  order by r.number
  limit 1;
$$;

comment on function specql_monitor.percentile_of(jsonb, double precision, double precision) is
  'The duration in milliseconds that the given fraction of calls (0 to 1) did not exceed, by the nearest-rank method; off by '
  '4.4 % at most. Null for no calls.';
--! EndIncluded 0_schema/01_write_side/011_core/0118_monitor/01181_query_metric/011813_fn_percentile_of.sql
--! Included 0_schema/01_write_side/011_core/0118_monitor/01181_query_metric/011814_fn_merged_histogram.sql
-- 011814  specql_monitor.merged_histogram()
-- Two histograms as one.

create or replace function specql_monitor.merged_histogram(one jsonb, other jsonb)
  returns jsonb
  language sql
  immutable
  parallel safe
as $$
  select coalesce(jsonb_object_agg(s.slot, s.calls), '{}')
  from (
    select e.key as slot, sum(e.value::text::numeric) as calls
    from (select * from jsonb_each(one) union all select * from jsonb_each(other)) as e
    group by e.key
  ) as s;
$$;

comment on function specql_monitor.merged_histogram(jsonb, jsonb) is 'Adds the calls of each slot.';
--! EndIncluded 0_schema/01_write_side/011_core/0118_monitor/01181_query_metric/011814_fn_merged_histogram.sql
--! Included 0_schema/01_write_side/011_core/0118_monitor/01181_query_metric/011815_fn_histogram_sum.sql
-- 011815  specql_monitor.histogram_sum()
-- The sum of histograms, as an aggregate.

create or replace aggregate specql_monitor.histogram_sum(jsonb) (
  sfunc = specql_monitor.merged_histogram,
  stype = jsonb,
  initcond = '{}'
);

comment on aggregate specql_monitor.histogram_sum(jsonb) is 'Adds histograms slot by slot.';

-- An aggregate is open to public whatever the default privileges say of functions made before it.
revoke all on function specql_monitor.histogram_sum(jsonb) from public;
--! EndIncluded 0_schema/01_write_side/011_core/0118_monitor/01181_query_metric/011815_fn_histogram_sum.sql
--! Included 0_schema/01_write_side/011_core/0118_monitor/01181_query_metric/011816_fn_roll_up.sql
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
--! EndIncluded 0_schema/01_write_side/011_core/0118_monitor/01181_query_metric/011816_fn_roll_up.sql
--! Included 0_schema/01_write_side/011_core/0118_monitor/01182_gauge/011821_tb_gauge.sql
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
--! EndIncluded 0_schema/01_write_side/011_core/0118_monitor/01182_gauge/011821_tb_gauge.sql
--! Included 0_schema/01_write_side/011_core/0118_monitor/01183_alert_threshold/011831_tb_alert_threshold.sql
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
--! EndIncluded 0_schema/01_write_side/011_core/0118_monitor/01183_alert_threshold/011831_tb_alert_threshold.sql
--! Included 0_schema/01_write_side/011_core/0118_monitor/01183_alert_threshold/011832_fn_threshold.sql
-- 011832  specql_monitor.threshold()
-- The value of a threshold.

create or replace function specql_monitor.threshold(threshold_name text)
  returns double precision
  language sql
  stable
as $$
  select t.value from specql_monitor.tb_alert_threshold as t where t.threshold_name = threshold.threshold_name;
$$;

comment on function specql_monitor.threshold(text) is 'The value, whether it is looked at or not.';
--! EndIncluded 0_schema/01_write_side/011_core/0118_monitor/01183_alert_threshold/011832_fn_threshold.sql
--! Included 0_schema/01_write_side/011_core/0118_monitor/01183_alert_threshold/011833_fn_replicas.sql
-- 011833  specql_monitor.replicas()
-- How far each replica is behind, or how far this one is.

create or replace function specql_monitor.replicas()
  returns table (replica text, lag_seconds double precision)
  language plpgsql
  stable
as $$
begin
  if pg_is_in_recovery() then
    return query
    select
      'this replica'::text,
      -- All that came is replayed: an old last transaction only means that nobody writes.
      case
        when pg_last_wal_receive_lsn() is not distinct from pg_last_wal_replay_lsn() then 0
        else extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp())::double precision
      end;
    return;
  end if;
  return query
  select
    coalesce(nullif(r.application_name, ''), 'replica') || coalesce(' ' || host(r.client_addr), ''),
    extract(epoch from r.replay_lag)::double precision
  from pg_catalog.pg_stat_replication as r
  where r.state is not null;
end;
$$;

comment on function specql_monitor.replicas() is
  'One row for each replica with its lag in seconds (null: it has caught up and is idle); on a replica, its own. A primary '
  'shows its replicas to members of pg_read_all_stats only, which db/roles.sql makes specql_owner.';
--! EndIncluded 0_schema/01_write_side/011_core/0118_monitor/01183_alert_threshold/011833_fn_replicas.sql
--! Included 0_schema/02_query_side/021_core/0218_monitor/02181_query_metric/021811_tv_query_metric.sql
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
--! EndIncluded 0_schema/02_query_side/021_core/0218_monitor/02181_query_metric/021811_tv_query_metric.sql
--! Included 0_schema/02_query_side/021_core/0218_monitor/02183_alert_threshold/021831_tv_alert_threshold.sql
-- 021831  app.alert_thresholds
-- From which value on something is alarming.

create or replace view app.alert_thresholds as
select
  t.id, t.threshold_name, t.value, t.unit, t.severity, t.enabled, t.time_window, t.minimum_calls, t.description,
  t.updated_at, t.updated_by
from specql_monitor.tb_alert_threshold as t;

comment on view app.alert_thresholds is
  E'@primaryKey id\n'
  '@orderBy threshold_name\n'
  'Thresholds of app.alerts().';
comment on column app.alert_thresholds.id is E'@notNull\nPublic key.';
comment on column app.alert_thresholds.threshold_name is E'@notNull\nName.';
comment on column app.alert_thresholds.value is E'@notNull\nWhat lies above it is alarming.';
comment on column app.alert_thresholds.unit is E'@notNull\nUnit: ms, s, share (0 to 1) or requests.';
comment on column app.alert_thresholds.severity is E'@notNull\ninfo, warning or critical.';
comment on column app.alert_thresholds.enabled is E'@notNull\nWhether it is looked at.';
comment on column app.alert_thresholds.time_window is E'@notNull\nHow far back calls count.';
comment on column app.alert_thresholds.minimum_calls is E'@notNull\nHow many calls there must be.';
comment on column app.alert_thresholds.description is E'@notNull\nWhat is looked at.';
comment on column app.alert_thresholds.updated_at is E'@notNull\nWhen it was last changed.';
comment on column app.alert_thresholds.updated_by is E'@notNull\nWho changed it last.';

grant select on app.alert_thresholds to specql_reader;
--! EndIncluded 0_schema/02_query_side/021_core/0218_monitor/02183_alert_threshold/021831_tv_alert_threshold.sql
--! Included 0_schema/01_write_side/011_core/0118_monitor/01181_query_metric/011817_fn_add_calls.sql
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
--! EndIncluded 0_schema/01_write_side/011_core/0118_monitor/01181_query_metric/011817_fn_add_calls.sql
--! Included 0_schema/01_write_side/011_core/0118_monitor/01182_gauge/011822_fn_add_gauges.sql
-- 011822  specql_monitor.add_gauges()
-- Keeps the last value of each gauge.

create or replace function specql_monitor.add_gauges(gauges jsonb)
  returns integer
  language plpgsql
  volatile
as $$
declare
  v_rows integer;
begin
  if exists (
    select
    from jsonb_array_elements(gauges) as g (gauge)
    where case
      when jsonb_typeof(g.gauge) <> 'object' then true
      when g.gauge ->> 'gauge' is null or g.gauge ->> 'gauge' not in ('pool_waiting', 'pool_used', 'disk_used') then true
      when jsonb_typeof(g.gauge -> 'source') is distinct from 'string' then true
      when g.gauge ->> 'source' !~ '^[[:graph:]]([[:graph:] ]{0,198}[[:graph:]])?$' then true
      else not jsonb_path_exists(g.gauge, '$.value ? (@.type() == "number" && @ >= 0 && @ <= 1000000)')
    end
  ) then
    raise exception using
      errcode = 'SG166',
      message = 'a gauge is wrong',
      detail = 'Each is {gauge: pool_waiting|pool_used|disk_used, source, value: from 0 to 1000000}.',
      hint = 'Send one entry for each gauge of a source.',
      column = 'metrics';
  end if;
  insert into specql_monitor.tb_gauge as k (gauge_name, source, value)
  select distinct on (g.gauge ->> 'gauge', g.gauge ->> 'source')
    g.gauge ->> 'gauge', g.gauge ->> 'source', (g.gauge ->> 'value')::double precision
  from jsonb_array_elements(gauges) with ordinality as g (gauge, ordinal)
  order by g.gauge ->> 'gauge', g.gauge ->> 'source', g.ordinal desc
  on conflict on constraint uq_tb_gauge__source do update
  set value = excluded.value, observed_at = clock_timestamp(), updated_at = clock_timestamp(), updated_by = excluded.updated_by;
  get diagnostics v_rows = row_count;
  return v_rows;
end;
$$;

comment on function specql_monitor.add_gauges(jsonb) is
  'Keeps [{gauge, source, value}]; of several for one source the last counts. Returns how many were kept. SG166: an entry is '
  'wrong; then none is kept.';
--! EndIncluded 0_schema/01_write_side/011_core/0118_monitor/01182_gauge/011822_fn_add_gauges.sql
--! Included 0_schema/03_functions/031_core/0318_monitor/03181_query_metric/031811_fn_record_metrics.sql
-- 031811  app.record_metrics()
-- What a process has measured since it told the last time.

create or replace function app.record_metrics(metrics jsonb)
  returns integer
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_calls  constant jsonb := coalesce(metrics -> 'calls', '[]');
  v_gauges constant jsonb := coalesce(metrics -> 'gauges', '[]');
begin
  if jsonb_typeof(metrics) is distinct from 'object' or jsonb_typeof(v_calls) <> 'array' or jsonb_typeof(v_gauges) <> 'array'
    or metrics - '{calls,gauges}'::text[] <> '{}'
  then
    raise exception using
      errcode = 'SG166',
      message = 'metrics must be an object with the lists calls and gauges',
      hint = 'For example {"calls": [{"origin": "library", "operation": "get", "durations_ms": [0.4]}]}.',
      column = 'metrics';
  end if;
  if jsonb_array_length(v_calls) > 2000 or jsonb_array_length(v_gauges) > 100 then
    raise exception using
      errcode = 'SG166',
      message = 'too many metrics at once',
      detail = 'At most 2000 operations and 100 gauges are taken.',
      hint = 'Send them more often.',
      column = 'metrics';
  end if;
  return specql_monitor.add_calls(v_calls) + specql_monitor.add_gauges(v_gauges);
end;
$$;

comment on function app.record_metrics(jsonb) is
  'Adds what a process measured: {calls: [{origin: server|cli|library, operation, durations_ms: [], failed, refused}], '
  'gauges: [{gauge: pool_waiting|pool_used|disk_used, source, value}]}. Durations in milliseconds. Returns how many rows '
  'that touched. SG166: an entry is wrong; then nothing is added.';

grant execute on function app.record_metrics(jsonb) to specql_author, specql_reviewer, specql_agent;
--! EndIncluded 0_schema/03_functions/031_core/0318_monitor/03181_query_metric/031811_fn_record_metrics.sql
--! Included 0_schema/03_functions/031_core/0318_monitor/03181_query_metric/031812_fn_performance_report.sql
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
--! EndIncluded 0_schema/03_functions/031_core/0318_monitor/03181_query_metric/031812_fn_performance_report.sql
--! Included 0_schema/03_functions/031_core/0318_monitor/03181_query_metric/031813_fn_prune_metrics.sql
-- 031813  app.prune_metrics()
-- Forgets measurements that nobody needs any more.

create or replace function app.prune_metrics(keep interval default interval '30 days')
  returns bigint
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
begin
  if keep is null or keep < interval '1 day' or keep > interval '100 years' then
    raise exception using
      errcode = 'SG167',
      message = 'measurements are kept for a day at least',
      hint = 'For example: 30 days.',
      column = 'keep';
  end if;
  return specql_monitor.roll_up(keep);
end;
$$;

comment on function app.prune_metrics(interval) is
  'Folds the minutes of more than a day ago into hours and deletes what is older than keep. Returns how many rows were '
  'deleted. SG167: keep is less than a day.';

grant execute on function app.prune_metrics(interval) to specql_admin;
--! EndIncluded 0_schema/03_functions/031_core/0318_monitor/03181_query_metric/031813_fn_prune_metrics.sql
--! Included 0_schema/03_functions/031_core/0318_monitor/03183_alert_threshold/031831_fn_set_alert_threshold.sql
-- 031831  app.set_alert_threshold()
-- Moves a threshold, or switches it off.

create or replace function app.set_alert_threshold(
  threshold_name text, value double precision default null, enabled boolean default null, severity text default null
)
  returns setof app.alert_thresholds
  language plpgsql
  volatile
  rows 1
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_known text[] := array(select t.threshold_name from specql_monitor.tb_alert_threshold as t order by 1);
begin
  if set_alert_threshold.threshold_name is null or not set_alert_threshold.threshold_name = any (v_known) then
    raise exception using
      errcode = 'SG247',
      message = format('there is no threshold %L', left(coalesce(set_alert_threshold.threshold_name, ''), 63)),
      detail = format('There are: %s.', array_to_string(v_known, ', ')),
      hint = 'app.alert_thresholds lists them.',
      column = 'threshold_name';
  end if;
  if value < 0 or value in ('infinity', 'nan') then
    raise exception using
      errcode = 'SG168', message = 'a threshold must be a number from zero on', hint = 'Shares go from 0 to 1.', column = 'value';
  end if;
  if severity not in ('info', 'warning', 'critical') then
    raise exception using
      errcode = 'SG168', message = 'the severity must be info, warning or critical', hint = 'Choose one of them.', column = 'severity';
  end if;
  update specql_monitor.tb_alert_threshold as t
  set
    value = coalesce(set_alert_threshold.value, t.value),
    enabled = coalesce(set_alert_threshold.enabled, t.enabled),
    severity = coalesce(set_alert_threshold.severity, t.severity)
  where t.threshold_name = set_alert_threshold.threshold_name
    and (t.value, t.enabled, t.severity) is distinct from (
      coalesce(set_alert_threshold.value, t.value), coalesce(set_alert_threshold.enabled, t.enabled),
      coalesce(set_alert_threshold.severity, t.severity));
  return query
  select v.* from app.alert_thresholds as v where v.threshold_name = set_alert_threshold.threshold_name;
end;
$$;

comment on function app.set_alert_threshold(text, double precision, boolean, text) is
  'Changes what is given and returns the row. Under the audit trigger like everything else. SG247: there is no such '
  'threshold; SG168: the value is none.';

grant execute on function app.set_alert_threshold(text, double precision, boolean, text) to specql_admin;
--! EndIncluded 0_schema/03_functions/031_core/0318_monitor/03183_alert_threshold/031831_fn_set_alert_threshold.sql
--! Included 0_schema/03_functions/031_core/0318_monitor/03183_alert_threshold/031832_fn_alerts.sql
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
--! EndIncluded 0_schema/03_functions/031_core/0318_monitor/03183_alert_threshold/031832_fn_alerts.sql
--! Included 0_schema/01_write_side/013_network/0135_task/01354_task_store/013543_v_lr_tasks_tasks.sql
-- 013543  network.lr_tasks_tasks
-- The tasks as rows of the task file.

create or replace view network.lr_tasks_tasks as
select
  k.task_id as row_key,
  coalesce(k.position, 1000000000000 + k.fk_agent_task) as position,
  case when t.legacy is null then network.task_cells(t)
    else (network.task_cells(t) || coalesce(t.legacy -> 'raw', '{}'))
      - array(select jsonb_array_elements_text(t.legacy -> 'absent'))
      || coalesce(t.legacy -> 'extra', '{}')
  end as content,
  null::jsonb as also
from network.tb_task_key as k
  join network.tb_agent_task as t on t.pk_agent_task = k.fk_agent_task and t.created_at = k.task_created_at;

comment on view network.lr_tasks_tasks is 'Each task as the task file has it: as it stood, but for the cells that were changed here.';
comment on column network.lr_tasks_tasks.row_key is 'The id of the task.';
comment on column network.lr_tasks_tasks.position is 'Rises in the order of the file; tasks that were made here come last.';
comment on column network.lr_tasks_tasks.content is 'The element of the list.';
comment on column network.lr_tasks_tasks.also is 'Nothing: a task has one rendering.';
--! EndIncluded 0_schema/01_write_side/013_network/0135_task/01354_task_store/013543_v_lr_tasks_tasks.sql
--! Included 0_schema/01_write_side/013_network/0135_task/01355_task_load/013552_fn_judge_tasks.sql
-- 013552  network.judge_tasks()
-- What is to become of each row of a task file.

create or replace function network.judge_tasks(run bigint, keys text[], contents jsonb[], problems jsonb[], puts boolean)
  returns table (n bigint, fate text, old jsonb)
  language sql
  volatile
as $$
  select j.n, j.fate, case when j.fate in ('updated', 'SG325') then j.old end
  from (
    select i.n,
      case
        when i.problem is not null then i.problem ->> 'code'
        when row_number() over (partition by i.key order by i.n) > 1 or k.seen_run = run then 'SG320'
        when k.pk_task_key is null then 'imported'
        when not puts and k.import_hash = sha256(convert_to(i.content::text, 'UTF8')) then 'unchanged'
        when l.content::text = i.content::text then 'unchanged'
        when puts or sha256(convert_to(l.content::text, 'UTF8')) = k.import_hash then 'updated'
        else 'SG325'
      end as fate,
      l.content as old
    from unnest(keys, contents, problems) with ordinality as i (key, content, problem, n)
      left join network.tb_task_key as k on k.task_id = i.key
      left join network.lr_tasks_tasks as l on l.row_key = k.task_id
  ) as j;
$$;

comment on function network.judge_tasks(bigint, text[], jsonb[], jsonb[], boolean) is
  'For each row imported, updated, unchanged, or the code why it is rejected; and what the database has of it now. A three-way '
  'merge: what the file has not changed since the last import is left alone, what only the file changed is updated.';
--! EndIncluded 0_schema/01_write_side/013_network/0135_task/01355_task_load/013552_fn_judge_tasks.sql
--! Included 0_schema/01_write_side/013_network/0135_task/01355_task_load/013558_sc_legacy_tables.sql
-- 013558  the legacy tables of tasks
-- Says what speaks the format of the task file, and puts the tasks under the marks of its mirror.

select specql_cutover.define_legacy_table(
  store           => 'tasks',
  source_table    => 'tasks',
  rank            => 10,
  render_view     => 'network.lr_tasks_tasks',
  load_function   => 'network.load_tasks',
  remove_function => 'network.remove_task',
  table_name      => 'network.tb_agent_task'
);

select specql_cutover.define_legacy_table(
  store           => 'tasks',
  source_table    => '*',
  rank            => 90,
  render_view     => 'network.lr_tasks_rest',
  load_function   => 'network.load_task_rest',
  remove_function => 'network.remove_task',
  table_name      => 'specql_cutover.tb_legacy_row'
);

select specql_cutover.mirror_table('network.tb_agent_task', 'tasks', 'tasks', 'r.task_id');
--! EndIncluded 0_schema/01_write_side/013_network/0135_task/01355_task_load/013558_sc_legacy_tables.sql

reset role;
