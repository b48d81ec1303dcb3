-- 011311  specql_service.tb_service
-- A service that applications call.

create table if not exists specql_service.tb_service (
  pk_service      bigint generated always as identity,
  id              uuid not null default gen_random_uuid(),
  service_name    text not null,
  identifier      text generated always as (service_name) stored,
  domain_name     text,
  database_name   text,
  schema_names    text[] not null default '{}',
  service_type    text,
  category        text,
  execution_type  text not null default 'http',
  runner_config   jsonb,
  security_policy jsonb,
  position        integer,
  legacy          jsonb,
  created_at      timestamptz not null default clock_timestamp(),
  created_by      text not null default common.current_actor(),
  updated_at      timestamptz not null default clock_timestamp(),
  updated_by      text not null default common.current_actor(),
  description     text,
  owner           text,
  retired_at      timestamptz,
  retired_reason  text,
  constraint pk_tb_service primary key (pk_service),
  constraint uq_tb_service__id unique (id),
  constraint ck_tb_service__service_name check (common.is_name(service_name)),
  constraint ck_tb_service__execution_type
    check (execution_type in ('http', 'shell', 'docker', 'serverless')),
  constraint ck_tb_service__owner check (length(owner) between 1 and 200)
);

create unique index if not exists uq_tb_service__service_name
  on specql_service.tb_service (common.name_key(service_name));

comment on table specql_service.tb_service is 'A service: what it is, how it runs, and what it stores.';
comment on column specql_service.tb_service.pk_service is 'Internal key, used by joins.';
comment on column specql_service.tb_service.id is 'Public key.';
comment on column specql_service.tb_service.service_name is 'Name, unique whatever its case.';
comment on column specql_service.tb_service.identifier is 'Name for humans.';
comment on column specql_service.tb_service.domain_name is 'Domain, as the definition names it.';
comment on column specql_service.tb_service.database_name is 'Database that it uses.';
comment on column specql_service.tb_service.schema_names is 'Schemas that it uses.';
comment on column specql_service.tb_service.service_type is 'Type, for example payment.';
comment on column specql_service.tb_service.category is 'Category, for example financial.';
comment on column specql_service.tb_service.execution_type is 'http, shell, docker or serverless.';
comment on column specql_service.tb_service.runner_config is 'How the runner calls it. Data: never executed.';
comment on column specql_service.tb_service.security_policy is 'What the runner may do.';
comment on column specql_service.tb_service.position is 'Place in the legacy file.';
comment on column specql_service.tb_service.legacy is
  'What the legacy file said and no column holds: unknown keys, raw texts, the key''s spelling.';
comment on column specql_service.tb_service.created_at is 'When the row was made.';
comment on column specql_service.tb_service.created_by is 'Who made the row.';
comment on column specql_service.tb_service.updated_at is 'When the row was last changed.';
comment on column specql_service.tb_service.updated_by is 'Who changed the row last.';
comment on column specql_service.tb_service.description is 'What it is for.';
comment on column specql_service.tb_service.owner is
  'Who answers for it, and approves what breaks it; where nobody is named, whoever registered it.';
comment on column specql_service.tb_service.retired_at is 'Since when it is out of use; null while it is in use.';
comment on column specql_service.tb_service.retired_reason is 'Why it was retired.';
comment on constraint pk_tb_service on specql_service.tb_service is 'the internal key is unique';
comment on constraint uq_tb_service__id on specql_service.tb_service is 'the public key is unique';
comment on constraint ck_tb_service__service_name on specql_service.tb_service is
  'the service name must be 1 to 63 visible characters';
comment on constraint ck_tb_service__execution_type on specql_service.tb_service is
  'the execution type must be http, shell, docker or serverless';
comment on constraint ck_tb_service__owner on specql_service.tb_service is
  'the owner must be a name of 1 to 200 characters';
comment on index specql_service.uq_tb_service__service_name is 'A name stands once, whatever its case.';

select specql_audit.audit_table('specql_service.tb_service');
