-- 011131  specql_registry.tb_entity_registration
-- The third level: fifteen entities to a subdomain, each with its table code.

create table if not exists specql_registry.tb_entity_registration (
  pk_entity_registration bigint generated always as identity,
  id                     uuid not null default gen_random_uuid(),
  fk_subdomain           bigint not null,
  domain_number          text not null,
  subdomain_number       text not null,
  entity_sequence        integer not null,
  table_code             text generated always as (
    '01' || domain_number || subdomain_number || substr('123456789ABCDEF', entity_sequence, 1) || '1'
  ) stored,
  entity_name            text not null,
  name_key               text generated always as (common.name_key(entity_name)) stored,
  entity_code            text,
  status                 text not null default 'active',
  retired_at             timestamptz,
  retired_reason         text,
  assigned_at            timestamptz default clock_timestamp(),
  legacy_code            text,
  legacy_layout          text,
  legacy                 jsonb,
  created_at             timestamptz not null default clock_timestamp(),
  created_by             text not null default common.current_actor(),
  updated_at             timestamptz not null default clock_timestamp(),
  updated_by             text not null default common.current_actor(),
  constraint pk_tb_entity_registration primary key (pk_entity_registration),
  constraint uq_tb_entity_registration__id unique (id),
  constraint uq_tb_entity_registration__table_code unique (table_code),
  constraint fk_tb_entity_registration__subdomain
    foreign key (fk_subdomain, domain_number, subdomain_number)
    references specql_registry.tb_subdomain (pk_subdomain, domain_number, subdomain_number),
  constraint ck_tb_entity_registration__entity_sequence check (entity_sequence between 1 and 15),
  constraint ck_tb_entity_registration__entity_name check (common.is_name(entity_name)),
  constraint ck_tb_entity_registration__entity_code check (entity_code ~ '^[A-Z0-9_]{1,16}$'),
  constraint ck_tb_entity_registration__status
    check (status in ('active', 'retired')
      and (status = 'retired') = (retired_at is not null))
);

create unique index if not exists uq_tb_entity_registration__entity_name
  on specql_registry.tb_entity_registration (fk_subdomain, name_key);
create index if not exists ix_tb_entity_registration__name
  on specql_registry.tb_entity_registration (name_key);
create index if not exists ix_tb_entity_registration__legacy_code
  on specql_registry.tb_entity_registration (legacy_code) where legacy_code is not null;

comment on table specql_registry.tb_entity_registration is
  'An entity and the code of its table. Codes are final, and a retired entity keeps its own.';
comment on column specql_registry.tb_entity_registration.pk_entity_registration is
  'Internal key, used by joins.';
comment on column specql_registry.tb_entity_registration.id is 'Public key.';
comment on column specql_registry.tb_entity_registration.fk_subdomain is 'The subdomain above.';
comment on column specql_registry.tb_entity_registration.domain_number is
  'First digit of the place; held equal to the subdomain''s by the foreign key.';
comment on column specql_registry.tb_entity_registration.subdomain_number is
  'Second digit of the place; held equal to the subdomain''s by the foreign key.';
comment on column specql_registry.tb_entity_registration.entity_sequence is
  'Third digit of the place as a number, 1 to 15. Final.';
comment on column specql_registry.tb_entity_registration.table_code is
  'The code: layer 01, domain, subdomain, entity, file 1 (the table). Made from the place, so it cannot '
  'differ from it. The identifier of the Trinity.';
comment on column specql_registry.tb_entity_registration.entity_name is
  'Name, unique in its subdomain whatever its case.';
comment on column specql_registry.tb_entity_registration.name_key is 'The name as it is compared.';
comment on column specql_registry.tb_entity_registration.entity_code is
  'Short code, usually three letters; may repeat.';
comment on column specql_registry.tb_entity_registration.status is 'active or retired.';
comment on column specql_registry.tb_entity_registration.retired_at is 'When it was retired.';
comment on column specql_registry.tb_entity_registration.retired_reason is 'Why it was retired.';
comment on column specql_registry.tb_entity_registration.assigned_at is
  'When the code was given out; null where a legacy file does not say.';
comment on column specql_registry.tb_entity_registration.legacy_code is
  'The code that the legacy file gave it, verbatim.';
comment on column specql_registry.tb_entity_registration.legacy_layout is
  'How that code is read: SDSEX, SSDSSE, SSDSSEX, SSDSEEX, SSDSSEEX, or unknown.';
comment on column specql_registry.tb_entity_registration.legacy is
  'What the legacy file said and no column holds: unknown keys, raw texts, the key''s spelling.';
comment on column specql_registry.tb_entity_registration.created_at is 'When the row was made.';
comment on column specql_registry.tb_entity_registration.created_by is 'Who made the row.';
comment on column specql_registry.tb_entity_registration.updated_at is 'When the row was last changed.';
comment on column specql_registry.tb_entity_registration.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_entity_registration on specql_registry.tb_entity_registration is
  'the internal key is unique';
comment on constraint uq_tb_entity_registration__id on specql_registry.tb_entity_registration is
  'the public key is unique';
comment on constraint uq_tb_entity_registration__table_code on specql_registry.tb_entity_registration is
  'the code is already given out';
comment on constraint fk_tb_entity_registration__subdomain on specql_registry.tb_entity_registration is
  'the subdomain must exist, and the digits must be those of its place';
comment on constraint ck_tb_entity_registration__entity_sequence on specql_registry.tb_entity_registration is
  'a subdomain holds fifteen entities';
comment on constraint ck_tb_entity_registration__entity_name on specql_registry.tb_entity_registration is
  'the entity name must be 1 to 63 visible characters';
comment on constraint ck_tb_entity_registration__entity_code on specql_registry.tb_entity_registration is
  'the entity code must be 1 to 16 letters, digits or underscores';
comment on constraint ck_tb_entity_registration__status on specql_registry.tb_entity_registration is
  'the status must be active or retired, and a retired entity says since when';
comment on index specql_registry.uq_tb_entity_registration__entity_name is
  'A name stands once in a subdomain, whatever its case.';
comment on index specql_registry.ix_tb_entity_registration__name is 'For app.find_entity().';
comment on index specql_registry.ix_tb_entity_registration__legacy_code is
  'For app.resolve_code() of old codes.';

select specql_audit.audit_table('specql_registry.tb_entity_registration');

create or replace trigger tr_100_rows_stay
  before delete or truncate on specql_registry.tb_entity_registration
  for each statement execute function common.tg__refuse_removal();

comment on trigger tr_100_rows_stay on specql_registry.tb_entity_registration is
  'A code that was given out stays given.';

create or replace trigger tr_110_place_is_final
  before update of fk_subdomain, domain_number, subdomain_number, entity_sequence on specql_registry.tb_entity_registration
  for each row execute function common.tg__columns_are_final('fk_subdomain', 'domain_number', 'subdomain_number', 'entity_sequence');

comment on trigger tr_110_place_is_final on specql_registry.tb_entity_registration is
  'A code never moves.';
