-- 011181  specql_registry.tb_read_entity_file
-- The files of a legacy read entity.

create table if not exists specql_registry.tb_read_entity_file (
  pk_read_entity_file bigint generated always as identity,
  id                  uuid not null default gen_random_uuid(),
  fk_read_entity      bigint not null,
  file_code           text,
  file_type           text,
  file_name           text,
  file_number         integer,
  identifier          text generated always as (coalesce(file_code, '') || ' ' || coalesce(file_name, '')) stored,
  positions           integer[] not null,
  legacy              jsonb,
  created_at          timestamptz not null default clock_timestamp(),
  created_by          text not null default common.current_actor(),
  updated_at          timestamptz not null default clock_timestamp(),
  updated_by          text not null default common.current_actor(),
  constraint pk_tb_read_entity_file primary key (pk_read_entity_file),
  constraint uq_tb_read_entity_file__id unique (id),
  constraint fk_tb_read_entity_file__read_entity
    foreign key (fk_read_entity)
    references specql_registry.tb_read_entity (pk_read_entity),
  constraint ck_tb_read_entity_file__positions check (cardinality(positions) > 0)
);

create unique index if not exists uq_tb_read_entity_file__row
  on specql_registry.tb_read_entity_file (fk_read_entity, coalesce(file_code, ''), coalesce(file_type, ''), coalesce(file_name, ''),
  coalesce(file_number, -1), coalesce(legacy, '{}'));

comment on table specql_registry.tb_read_entity_file is
  'A file of a legacy read entity. The legacy tool wrote the same file several times; here it stands '
  'once, with all its positions.';
comment on column specql_registry.tb_read_entity_file.pk_read_entity_file is 'Internal key, used by joins.';
comment on column specql_registry.tb_read_entity_file.id is 'Public key.';
comment on column specql_registry.tb_read_entity_file.fk_read_entity is 'The read entity.';
comment on column specql_registry.tb_read_entity_file.file_code is 'The legacy code, verbatim.';
comment on column specql_registry.tb_read_entity_file.file_type is 'tv_, v_ or mv_.';
comment on column specql_registry.tb_read_entity_file.file_name is 'Name of the object.';
comment on column specql_registry.tb_read_entity_file.file_number is
  'The number that the legacy file counts by.';
comment on column specql_registry.tb_read_entity_file.identifier is 'Name for humans.';
comment on column specql_registry.tb_read_entity_file.positions is 'Every place in the legacy list, from 0.';
comment on column specql_registry.tb_read_entity_file.legacy is
  'What the legacy file said and no column holds: unknown keys, raw texts, the key''s spelling.';
comment on column specql_registry.tb_read_entity_file.created_at is 'When the row was made.';
comment on column specql_registry.tb_read_entity_file.created_by is 'Who made the row.';
comment on column specql_registry.tb_read_entity_file.updated_at is 'When the row was last changed.';
comment on column specql_registry.tb_read_entity_file.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_read_entity_file on specql_registry.tb_read_entity_file is
  'the internal key is unique';
comment on constraint uq_tb_read_entity_file__id on specql_registry.tb_read_entity_file is
  'the public key is unique';
comment on constraint fk_tb_read_entity_file__read_entity on specql_registry.tb_read_entity_file is
  'the read entity must exist';
comment on constraint ck_tb_read_entity_file__positions on specql_registry.tb_read_entity_file is
  'a file stands at least once in its list';
comment on index specql_registry.uq_tb_read_entity_file__row is 'The same row stands once.';

select specql_audit.audit_table('specql_registry.tb_read_entity_file');
