-- 0111C1  specql_registry.tb_entity_counter
-- One counter to a subdomain: the lock behind allocation.

create table if not exists specql_registry.tb_entity_counter (
  pk_entity_counter    bigint generated always as identity,
  id                   uuid not null default gen_random_uuid(),
  fk_subdomain         bigint not null,
  next_entity_sequence integer not null default 1,
  created_at           timestamptz not null default clock_timestamp(),
  created_by           text not null default common.current_actor(),
  updated_at           timestamptz not null default clock_timestamp(),
  updated_by           text not null default common.current_actor(),
  constraint pk_tb_entity_counter primary key (pk_entity_counter),
  constraint uq_tb_entity_counter__id unique (id),
  constraint uq_tb_entity_counter__fk_subdomain unique (fk_subdomain),
  constraint fk_tb_entity_counter__subdomain
    foreign key (fk_subdomain)
    references specql_registry.tb_subdomain (pk_subdomain),
  constraint ck_tb_entity_counter__next_entity_sequence
    check (next_entity_sequence between 1 and 16)
);

comment on table specql_registry.tb_entity_counter is
  'The counter of a subdomain, and the lock that makes allocation in it a queue. A narrow row of its '
  'own, since each allocation rewrites it; it has no audit trigger, because each of its moves is the '
  'insert of an entity, which has.';
comment on column specql_registry.tb_entity_counter.pk_entity_counter is 'Internal key, used by joins.';
comment on column specql_registry.tb_entity_counter.id is 'Public key.';
comment on column specql_registry.tb_entity_counter.fk_subdomain is 'The subdomain.';
comment on column specql_registry.tb_entity_counter.next_entity_sequence is
  'The lowest digit that allocation tries next; 16 when all fifteen are given. Never lowered.';
comment on column specql_registry.tb_entity_counter.created_at is 'When the row was made.';
comment on column specql_registry.tb_entity_counter.created_by is 'Who made the row.';
comment on column specql_registry.tb_entity_counter.updated_at is 'When the row was last changed.';
comment on column specql_registry.tb_entity_counter.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_entity_counter on specql_registry.tb_entity_counter is
  'the internal key is unique';
comment on constraint uq_tb_entity_counter__id on specql_registry.tb_entity_counter is
  'the public key is unique';
comment on constraint uq_tb_entity_counter__fk_subdomain on specql_registry.tb_entity_counter is
  'a subdomain has one counter';
comment on constraint fk_tb_entity_counter__subdomain on specql_registry.tb_entity_counter is
  'the subdomain must exist';
comment on constraint ck_tb_entity_counter__next_entity_sequence on specql_registry.tb_entity_counter is
  'a subdomain holds fifteen entities';

create or replace trigger tr_100_rows_stay
  before delete or truncate on specql_registry.tb_entity_counter
  for each statement execute function common.tg__refuse_removal();

comment on trigger tr_100_rows_stay on specql_registry.tb_entity_counter is
  'A counter that starts anew would give a code twice.';
