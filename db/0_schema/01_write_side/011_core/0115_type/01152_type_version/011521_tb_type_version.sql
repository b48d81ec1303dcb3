-- 011521  specql_type.tb_type_version
-- Every schema that a type has had.

create table if not exists specql_type.tb_type_version (
  pk_type_version    bigint generated always as identity,
  id                 uuid not null default gen_random_uuid(),
  fk_universal_type  bigint not null,
  version            integer not null,
  identifier         text generated always as ('v' || version::text) stored,
  json_schema        jsonb not null,
  documents          jsonb not null default '{}',
  compiled           jsonb not null,
  schema_hash        text not null,
  compatibility_mode text not null,
  created_at         timestamptz not null default clock_timestamp(),
  created_by         text not null default common.current_actor(),
  updated_at         timestamptz not null default clock_timestamp(),
  updated_by         text not null default common.current_actor(),
  constraint pk_tb_type_version primary key (pk_type_version),
  constraint uq_tb_type_version__id unique (id),
  constraint uq_tb_type_version__version unique (fk_universal_type, version),
  constraint fk_tb_type_version__universal_type
    foreign key (fk_universal_type) references specql_type.tb_universal_type (pk_universal_type),
  constraint ck_tb_type_version__version check (version > 0),
  constraint ck_tb_type_version__json_schema
    check (jsonb_typeof(json_schema) in ('object', 'boolean')),
  constraint ck_tb_type_version__documents check (jsonb_typeof(documents) = 'object'),
  constraint ck_tb_type_version__schema_hash check (schema_hash ~ '^[0-9a-f]{64}$'),
  constraint ck_tb_type_version__compatibility_mode
    check (compatibility_mode in ('NONE', 'BACKWARD', 'BACKWARD_TRANSITIVE', 'FORWARD', 'FORWARD_TRANSITIVE', 'FULL', 'FULL_TRANSITIVE'))
);

comment on table specql_type.tb_type_version is
  'A version of a type: one JSON Schema. Rows never change, except that the compiled form may be made anew.';
comment on column specql_type.tb_type_version.pk_type_version is 'Internal key, used by joins.';
comment on column specql_type.tb_type_version.id is 'Public key.';
comment on column specql_type.tb_type_version.fk_universal_type is 'The type.';
comment on column specql_type.tb_type_version.version is 'Number, from 1, without gaps.';
comment on column specql_type.tb_type_version.identifier is 'Name for humans.';
comment on column specql_type.tb_type_version.json_schema is 'The JSON Schema (2020-12), verbatim.';
comment on column specql_type.tb_type_version.documents is
  'The schemas of other types that it refers to, as they were: {name: schema}.';
comment on column specql_type.tb_type_version.compiled is
  'The schema with its references resolved, as validation reads it.';
comment on column specql_type.tb_type_version.schema_hash is 'sha256 of schema and documents, in hexadecimal.';
comment on column specql_type.tb_type_version.compatibility_mode is 'The mode in force when it was registered.';
comment on column specql_type.tb_type_version.created_at is 'When the row was made.';
comment on column specql_type.tb_type_version.created_by is 'Who made the row.';
comment on column specql_type.tb_type_version.updated_at is 'When the row was last changed.';
comment on column specql_type.tb_type_version.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_type_version on specql_type.tb_type_version is 'the internal key is unique';
comment on constraint uq_tb_type_version__id on specql_type.tb_type_version is 'the public key is unique';
comment on constraint uq_tb_type_version__version on specql_type.tb_type_version is 'the version exists already';
comment on constraint fk_tb_type_version__universal_type on specql_type.tb_type_version is 'the type must exist';
comment on constraint ck_tb_type_version__version on specql_type.tb_type_version is 'versions are numbered from 1';
comment on constraint ck_tb_type_version__json_schema on specql_type.tb_type_version is
  'a JSON Schema is an object, true or false';
comment on constraint ck_tb_type_version__documents on specql_type.tb_type_version is
  'the documents must be an object';
comment on constraint ck_tb_type_version__schema_hash on specql_type.tb_type_version is
  'the hash must be sha256 in hexadecimal';
comment on constraint ck_tb_type_version__compatibility_mode on specql_type.tb_type_version is
  'the compatibility mode must be one of the seven';

select specql_audit.audit_table('specql_type.tb_type_version');

create or replace trigger tr_100_rows_stay
  before delete or truncate on specql_type.tb_type_version
  for each statement execute function specql_type.tg__types_stay();

comment on trigger tr_100_rows_stay on specql_type.tb_type_version is
  'Values were written by it.';

create or replace trigger tr_110_version_is_final
  before update of fk_universal_type, version, json_schema, documents, schema_hash, compatibility_mode
  on specql_type.tb_type_version
  for each row execute function specql_type.tg__types_stay();

comment on trigger tr_110_version_is_final on specql_type.tb_type_version is
  'A version says for good what a value was checked by. Only its compiled form may be made anew.';
