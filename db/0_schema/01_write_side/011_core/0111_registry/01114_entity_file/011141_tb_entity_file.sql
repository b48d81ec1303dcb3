-- 011141  specql_registry.tb_entity_file
-- The files of an entity: fifteen to a layer, each with its code.

create table if not exists specql_registry.tb_entity_file (
  pk_entity_file         bigint generated always as identity,
  id                     uuid not null default gen_random_uuid(),
  fk_entity_registration bigint not null,
  layer                  text not null,
  file_sequence          integer not null,
  file_code              text not null,
  identifier             text generated always as (file_code) stored,
  kind                   text not null,
  file_name              text not null,
  created_at             timestamptz not null default clock_timestamp(),
  created_by             text not null default common.current_actor(),
  updated_at             timestamptz not null default clock_timestamp(),
  updated_by             text not null default common.current_actor(),
  constraint pk_tb_entity_file primary key (pk_entity_file),
  constraint uq_tb_entity_file__id unique (id),
  constraint uq_tb_entity_file__file_code unique (file_code),
  constraint uq_tb_entity_file__file_sequence unique (fk_entity_registration, layer, file_sequence),
  constraint fk_tb_entity_file__entity_registration
    foreign key (fk_entity_registration)
    references specql_registry.tb_entity_registration (pk_entity_registration),
  constraint ck_tb_entity_file__layer check (layer ~ '^0[0-3]$'),
  constraint ck_tb_entity_file__file_sequence check (file_sequence between 1 and 15),
  constraint ck_tb_entity_file__file_code
    check (file_code ~ '^0[0-3][1-9A-F]{4}$' and left(file_code, 2) = layer
    and right(file_code, 1) = substr('123456789ABCDEF', file_sequence, 1)),
  constraint ck_tb_entity_file__kind
    check (kind in ('tb', 'tv', 'v', 'mv', 'fn', 'tr', 'ty', 'sc')),
  constraint ck_tb_entity_file__file_name check (common.is_name(file_name))
);

create unique index if not exists uq_tb_entity_file__file_name
  on specql_registry.tb_entity_file (fk_entity_registration, layer, kind, common.name_key(file_name));

comment on table specql_registry.tb_entity_file is
  'A file of an entity and its code. File digit 1 of the write side is the table itself, whose code is '
  'the entity''s.';
comment on column specql_registry.tb_entity_file.pk_entity_file is 'Internal key, used by joins.';
comment on column specql_registry.tb_entity_file.id is 'Public key.';
comment on column specql_registry.tb_entity_file.fk_entity_registration is 'The entity.';
comment on column specql_registry.tb_entity_file.layer is
  'Two digits: 00 common, 01 write side, 02 query side, 03 functions.';
comment on column specql_registry.tb_entity_file.file_sequence is
  'The last digit as a number, 1 to 15. Final.';
comment on column specql_registry.tb_entity_file.file_code is
  'Layer, domain, subdomain, entity and file digit. Final.';
comment on column specql_registry.tb_entity_file.identifier is
  'Name for humans that never changes: the code.';
comment on column specql_registry.tb_entity_file.kind is 'Kind of object: tb, tv, v, mv, fn, tr, ty or sc.';
comment on column specql_registry.tb_entity_file.file_name is
  'Name of the object, without code, kind and ending.';
comment on column specql_registry.tb_entity_file.created_at is 'When the row was made.';
comment on column specql_registry.tb_entity_file.created_by is 'Who made the row.';
comment on column specql_registry.tb_entity_file.updated_at is 'When the row was last changed.';
comment on column specql_registry.tb_entity_file.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_entity_file on specql_registry.tb_entity_file is 'the internal key is unique';
comment on constraint uq_tb_entity_file__id on specql_registry.tb_entity_file is 'the public key is unique';
comment on constraint uq_tb_entity_file__file_code on specql_registry.tb_entity_file is
  'the file code is already given out';
comment on constraint uq_tb_entity_file__file_sequence on specql_registry.tb_entity_file is
  'the file digit is already given out';
comment on constraint fk_tb_entity_file__entity_registration on specql_registry.tb_entity_file is
  'the entity must exist';
comment on constraint ck_tb_entity_file__layer on specql_registry.tb_entity_file is
  'the layer must be 00, 01, 02 or 03';
comment on constraint ck_tb_entity_file__file_sequence on specql_registry.tb_entity_file is
  'a layer of an entity holds fifteen files';
comment on constraint ck_tb_entity_file__file_code on specql_registry.tb_entity_file is
  'the file code must be made of its layer, its place and its digit';
comment on constraint ck_tb_entity_file__kind on specql_registry.tb_entity_file is
  'the kind must be tb, tv, v, mv, fn, tr, ty or sc';
comment on constraint ck_tb_entity_file__file_name on specql_registry.tb_entity_file is
  'the file name must be 1 to 63 visible characters';
comment on index specql_registry.uq_tb_entity_file__file_name is 'A file has one code.';

select specql_audit.audit_table('specql_registry.tb_entity_file');

create or replace trigger tr_100_rows_stay
  before delete or truncate on specql_registry.tb_entity_file
  for each statement execute function common.tg__refuse_removal();

comment on trigger tr_100_rows_stay on specql_registry.tb_entity_file is
  'A code that was given out stays given.';

create or replace trigger tr_110_code_is_final
  before update of fk_entity_registration, layer, file_sequence, file_code on specql_registry.tb_entity_file
  for each row execute function common.tg__columns_are_final('fk_entity_registration', 'layer', 'file_sequence', 'file_code');

comment on trigger tr_110_code_is_final on specql_registry.tb_entity_file is
  'A code never moves.';
