-- 011591  specql_type.tb_type_field
-- The fields of composite types, as the legacy registry lists them.

create table if not exists specql_type.tb_type_field (
  pk_type_field     bigint generated always as identity,
  id                uuid not null default gen_random_uuid(),
  fk_universal_type bigint not null,
  field_name        text not null,
  identifier        text generated always as (field_name) stored,
  position          integer not null,
  field_type        text not null,
  nullable          boolean not null default true,
  description       text,
  legacy            jsonb,
  created_at        timestamptz not null default clock_timestamp(),
  created_by        text not null default common.current_actor(),
  updated_at        timestamptz not null default clock_timestamp(),
  updated_by        text not null default common.current_actor(),
  constraint pk_tb_type_field primary key (pk_type_field),
  constraint uq_tb_type_field__id unique (id),
  constraint uq_tb_type_field__field_name unique (fk_universal_type, field_name),
  constraint fk_tb_type_field__universal_type
    foreign key (fk_universal_type) references specql_type.tb_universal_type (pk_universal_type),
  constraint ck_tb_type_field__field_name check (common.is_name(field_name)),
  constraint ck_tb_type_field__position check (position > 0),
  constraint ck_tb_type_field__field_type check (common.is_name(field_type))
);

comment on table specql_type.tb_type_field is
  'A field of a composite type. The JSON Schema of the type is what a value is checked by; this says which type each field has.';
comment on column specql_type.tb_type_field.pk_type_field is 'Internal key, used by joins.';
comment on column specql_type.tb_type_field.id is 'Public key.';
comment on column specql_type.tb_type_field.fk_universal_type is 'The composite type.';
comment on column specql_type.tb_type_field.field_name is 'Name of the field.';
comment on column specql_type.tb_type_field.identifier is 'Name for humans.';
comment on column specql_type.tb_type_field.position is 'Place among the fields, from 1.';
comment on column specql_type.tb_type_field.field_type is
  'Name of its type, verbatim; a type of this name need not be registered.';
comment on column specql_type.tb_type_field.nullable is 'Whether the field may be left out.';
comment on column specql_type.tb_type_field.description is 'What the field holds.';
comment on column specql_type.tb_type_field.legacy is 'What the legacy file said of it, whole.';
comment on column specql_type.tb_type_field.created_at is 'When the row was made.';
comment on column specql_type.tb_type_field.created_by is 'Who made the row.';
comment on column specql_type.tb_type_field.updated_at is 'When the row was last changed.';
comment on column specql_type.tb_type_field.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_type_field on specql_type.tb_type_field is 'the internal key is unique';
comment on constraint uq_tb_type_field__id on specql_type.tb_type_field is 'the public key is unique';
comment on constraint uq_tb_type_field__field_name on specql_type.tb_type_field is
  'the type has a field of this name';
comment on constraint fk_tb_type_field__universal_type on specql_type.tb_type_field is 'the type must exist';
comment on constraint ck_tb_type_field__field_name on specql_type.tb_type_field is
  'a field must have a name of 1 to 63 visible characters';
comment on constraint ck_tb_type_field__position on specql_type.tb_type_field is 'positions count from 1';
comment on constraint ck_tb_type_field__field_type on specql_type.tb_type_field is
  'a field must have a type of 1 to 63 visible characters';

select specql_audit.audit_table('specql_type.tb_type_field');
