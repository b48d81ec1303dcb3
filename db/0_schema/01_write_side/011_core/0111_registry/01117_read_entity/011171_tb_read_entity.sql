-- 011171  specql_registry.tb_read_entity
-- The legacy registry's read entities, kept with their codes.

create table if not exists specql_registry.tb_read_entity (
  pk_read_entity   bigint generated always as identity,
  id               uuid not null default gen_random_uuid(),
  fk_subdomain     bigint not null,
  read_entity_name text not null,
  identifier       text generated always as (read_entity_name) stored,
  code             text,
  code_layout      text,
  entity_number    integer,
  view_type        text,
  assigned_at      timestamptz,
  position         integer not null,
  legacy           jsonb,
  created_at       timestamptz not null default clock_timestamp(),
  created_by       text not null default common.current_actor(),
  updated_at       timestamptz not null default clock_timestamp(),
  updated_by       text not null default common.current_actor(),
  constraint pk_tb_read_entity primary key (pk_read_entity),
  constraint uq_tb_read_entity__id unique (id),
  constraint fk_tb_read_entity__subdomain
    foreign key (fk_subdomain)
    references specql_registry.tb_subdomain (pk_subdomain),
  constraint ck_tb_read_entity__read_entity_name check (common.is_name(read_entity_name))
);

create unique index if not exists uq_tb_read_entity__read_entity_name
  on specql_registry.tb_read_entity (fk_subdomain, common.name_key(read_entity_name));

comment on table specql_registry.tb_read_entity is
  'A read entity (a view) of the legacy registry. Its code stays as it was: the query side numbers its '
  'files below the write side''s entity now.';
comment on column specql_registry.tb_read_entity.pk_read_entity is 'Internal key, used by joins.';
comment on column specql_registry.tb_read_entity.id is 'Public key.';
comment on column specql_registry.tb_read_entity.fk_subdomain is 'The subdomain.';
comment on column specql_registry.tb_read_entity.read_entity_name is
  'Name, unique in its subdomain whatever its case.';
comment on column specql_registry.tb_read_entity.identifier is 'Name for humans.';
comment on column specql_registry.tb_read_entity.code is 'The legacy code, verbatim.';
comment on column specql_registry.tb_read_entity.code_layout is 'How that code is read.';
comment on column specql_registry.tb_read_entity.entity_number is
  'The number that the legacy file counts by.';
comment on column specql_registry.tb_read_entity.view_type is 'tv_, v_ or mv_.';
comment on column specql_registry.tb_read_entity.assigned_at is 'When the code was given out.';
comment on column specql_registry.tb_read_entity.position is 'Place in the legacy file.';
comment on column specql_registry.tb_read_entity.legacy is
  'What the legacy file said and no column holds: unknown keys, raw texts, the key''s spelling.';
comment on column specql_registry.tb_read_entity.created_at is 'When the row was made.';
comment on column specql_registry.tb_read_entity.created_by is 'Who made the row.';
comment on column specql_registry.tb_read_entity.updated_at is 'When the row was last changed.';
comment on column specql_registry.tb_read_entity.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_read_entity on specql_registry.tb_read_entity is 'the internal key is unique';
comment on constraint uq_tb_read_entity__id on specql_registry.tb_read_entity is 'the public key is unique';
comment on constraint fk_tb_read_entity__subdomain on specql_registry.tb_read_entity is
  'the subdomain must exist';
comment on constraint ck_tb_read_entity__read_entity_name on specql_registry.tb_read_entity is
  'the read entity name must be 1 to 63 visible characters';
comment on index specql_registry.uq_tb_read_entity__read_entity_name is
  'A name stands once in a subdomain, whatever its case.';

select specql_audit.audit_table('specql_registry.tb_read_entity');
