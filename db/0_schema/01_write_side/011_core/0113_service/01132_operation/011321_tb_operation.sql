-- 011321  specql_service.tb_operation
-- What a service can be asked to do.

create table if not exists specql_service.tb_operation (
  pk_operation    bigint generated always as identity,
  id              uuid not null default gen_random_uuid(),
  fk_service      bigint not null,
  operation_name  text not null,
  identifier      text generated always as (operation_name) stored,
  input_schema    jsonb,
  output_schema   jsonb,
  timeout_seconds numeric not null default 30,
  max_retries     integer not null default 3,
  position        integer,
  legacy          jsonb,
  created_at      timestamptz not null default clock_timestamp(),
  created_by      text not null default common.current_actor(),
  updated_at      timestamptz not null default clock_timestamp(),
  updated_by      text not null default common.current_actor(),
  input_json_schema  jsonb generated always as (specql_service.as_json_schema(input_schema)) stored,
  output_json_schema jsonb generated always as (specql_service.as_json_schema(output_schema)) stored,
  constraint pk_tb_operation primary key (pk_operation),
  constraint uq_tb_operation__id unique (id),
  constraint fk_tb_operation__service
    foreign key (fk_service)
    references specql_service.tb_service (pk_service),
  constraint ck_tb_operation__operation_name check (common.is_name(operation_name)),
  constraint ck_tb_operation__timeout_seconds check (timeout_seconds > 0),
  constraint ck_tb_operation__max_retries check (max_retries >= 0)
);

create unique index if not exists uq_tb_operation__operation_name
  on specql_service.tb_operation (fk_service, common.name_key(operation_name));

comment on table specql_service.tb_operation is 'An operation of a service, with its input and output.';
comment on column specql_service.tb_operation.pk_operation is 'Internal key, used by joins.';
comment on column specql_service.tb_operation.id is 'Public key.';
comment on column specql_service.tb_operation.fk_service is 'The service.';
comment on column specql_service.tb_operation.operation_name is
  'Name, unique in its service whatever its case.';
comment on column specql_service.tb_operation.identifier is 'Name for humans.';
comment on column specql_service.tb_operation.input_schema is 'What it takes, as the definition says it.';
comment on column specql_service.tb_operation.output_schema is 'What it gives, as the definition says it.';
comment on column specql_service.tb_operation.timeout_seconds is 'How long a call may take, in seconds.';
comment on column specql_service.tb_operation.max_retries is 'How often a failed call is tried again.';
comment on column specql_service.tb_operation.position is 'Place in the legacy file.';
comment on column specql_service.tb_operation.legacy is
  'What the legacy file said and no column holds: unknown keys, raw texts, the key''s spelling.';
comment on column specql_service.tb_operation.created_at is 'When the row was made.';
comment on column specql_service.tb_operation.created_by is 'Who made the row.';
comment on column specql_service.tb_operation.updated_at is 'When the row was last changed.';
comment on column specql_service.tb_operation.updated_by is 'Who changed the row last.';
comment on column specql_service.tb_operation.input_json_schema is 'What it takes, as JSON Schema.';
comment on column specql_service.tb_operation.output_json_schema is 'What it gives, as JSON Schema.';
comment on constraint pk_tb_operation on specql_service.tb_operation is 'the internal key is unique';
comment on constraint uq_tb_operation__id on specql_service.tb_operation is 'the public key is unique';
comment on constraint fk_tb_operation__service on specql_service.tb_operation is 'the service must exist';
comment on constraint ck_tb_operation__operation_name on specql_service.tb_operation is
  'the operation name must be 1 to 63 visible characters';
comment on constraint ck_tb_operation__timeout_seconds on specql_service.tb_operation is
  'the timeout must be more than zero seconds';
comment on constraint ck_tb_operation__max_retries on specql_service.tb_operation is
  'the number of retries must not be negative';
comment on index specql_service.uq_tb_operation__operation_name is
  'A name stands once in a service, whatever its case.';

select specql_audit.audit_table('specql_service.tb_operation');
