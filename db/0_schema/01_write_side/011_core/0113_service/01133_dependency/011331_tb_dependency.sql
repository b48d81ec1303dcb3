-- 011331  specql_service.tb_dependency
-- Which service needs which.

create table if not exists specql_service.tb_dependency (
  pk_dependency     bigint generated always as identity,
  id                uuid not null default gen_random_uuid(),
  fk_service        bigint not null,
  fk_needed_service bigint not null,
  identifier        text generated always as (fk_service::text || ' needs ' || fk_needed_service::text) stored,
  position          integer,
  created_at        timestamptz not null default clock_timestamp(),
  created_by        text not null default common.current_actor(),
  updated_at        timestamptz not null default clock_timestamp(),
  updated_by        text not null default common.current_actor(),
  constraint pk_tb_dependency primary key (pk_dependency),
  constraint uq_tb_dependency__id unique (id),
  constraint uq_tb_dependency__services unique (fk_service, fk_needed_service),
  constraint fk_tb_dependency__service
    foreign key (fk_service)
    references specql_service.tb_service (pk_service),
  constraint fk_tb_dependency__needed_service
    foreign key (fk_needed_service)
    references specql_service.tb_service (pk_service),
  constraint ck_tb_dependency__not_itself check (fk_service <> fk_needed_service)
);

create index if not exists ix_tb_dependency__fk_needed_service
  on specql_service.tb_dependency (fk_needed_service);

comment on table specql_service.tb_dependency is 'One service needs another. The graph has no cycle.';
comment on column specql_service.tb_dependency.pk_dependency is 'Internal key, used by joins.';
comment on column specql_service.tb_dependency.id is 'Public key.';
comment on column specql_service.tb_dependency.fk_service is 'The service that needs the other.';
comment on column specql_service.tb_dependency.fk_needed_service is 'The service that is needed.';
comment on column specql_service.tb_dependency.identifier is 'Name for humans.';
comment on column specql_service.tb_dependency.position is 'Place in the definition.';
comment on column specql_service.tb_dependency.created_at is 'When the row was made.';
comment on column specql_service.tb_dependency.created_by is 'Who made the row.';
comment on column specql_service.tb_dependency.updated_at is 'When the row was last changed.';
comment on column specql_service.tb_dependency.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_dependency on specql_service.tb_dependency is 'the internal key is unique';
comment on constraint uq_tb_dependency__id on specql_service.tb_dependency is 'the public key is unique';
comment on constraint uq_tb_dependency__services on specql_service.tb_dependency is
  'the dependency is already there';
comment on constraint fk_tb_dependency__service on specql_service.tb_dependency is 'the service must exist';
comment on constraint fk_tb_dependency__needed_service on specql_service.tb_dependency is
  'the needed service must exist';
comment on constraint ck_tb_dependency__not_itself on specql_service.tb_dependency is
  'a service cannot depend on itself';
comment on index specql_service.ix_tb_dependency__fk_needed_service is
  'For the foreign key and the dependents.';

select specql_audit.audit_table('specql_service.tb_dependency');
