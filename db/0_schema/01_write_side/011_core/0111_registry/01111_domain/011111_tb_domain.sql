-- 011111  specql_registry.tb_domain
-- The first level of the registry: fifteen domains.

create table if not exists specql_registry.tb_domain (
  pk_domain     bigint generated always as identity,
  id            uuid not null default gen_random_uuid(),
  domain_number text not null,
  identifier    text generated always as (domain_number) stored,
  domain_name   text not null,
  description   text,
  multi_tenant  boolean not null default false,
  aliases       text[] not null default '{}',
  legacy        jsonb,
  created_at    timestamptz not null default clock_timestamp(),
  created_by    text not null default common.current_actor(),
  updated_at    timestamptz not null default clock_timestamp(),
  updated_by    text not null default common.current_actor(),
  constraint pk_tb_domain primary key (pk_domain),
  constraint uq_tb_domain__id unique (id),
  constraint uq_tb_domain__domain_number unique (domain_number),
  constraint uq_tb_domain__place unique (pk_domain, domain_number),
  constraint ck_tb_domain__domain_number check (domain_number ~ '^[1-9A-F]$'),
  constraint ck_tb_domain__domain_name
    check (common.is_name(domain_name)
      and common.digit_of(domain_name) is null),
  constraint ck_tb_domain__description check (length(description) <= 10000),
  constraint ck_tb_domain__aliases
    check (cardinality(aliases) <= 50 and array_position(aliases, null) is null)
);

comment on table specql_registry.tb_domain is
  'A domain: the first digit of a code below the layer. Domains are never removed.';
comment on column specql_registry.tb_domain.pk_domain is 'Internal key, used by joins.';
comment on column specql_registry.tb_domain.id is 'Public key.';
comment on column specql_registry.tb_domain.domain_number is 'The digit, 1 to F, upper case. Final.';
comment on column specql_registry.tb_domain.identifier is 'Name for humans that never changes: the digit.';
comment on column specql_registry.tb_domain.domain_name is
  'Name, unique among the names and aliases of all domains, whatever their case.';
comment on column specql_registry.tb_domain.description is 'What the domain holds.';
comment on column specql_registry.tb_domain.multi_tenant is
  'Whether its tables hold rows of several tenants.';
comment on column specql_registry.tb_domain.aliases is 'Other names that find the domain.';
comment on column specql_registry.tb_domain.legacy is
  'What the legacy file said and no column holds: unknown keys, raw texts, the key''s spelling.';
comment on column specql_registry.tb_domain.created_at is 'When the row was made.';
comment on column specql_registry.tb_domain.created_by is 'Who made the row.';
comment on column specql_registry.tb_domain.updated_at is 'When the row was last changed.';
comment on column specql_registry.tb_domain.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_domain on specql_registry.tb_domain is 'the internal key is unique';
comment on constraint uq_tb_domain__id on specql_registry.tb_domain is 'the public key is unique';
comment on constraint uq_tb_domain__domain_number on specql_registry.tb_domain is
  'the domain number is already taken';
comment on constraint uq_tb_domain__place on specql_registry.tb_domain is 'a domain stands in one place';
comment on constraint ck_tb_domain__domain_number on specql_registry.tb_domain is
  'the domain number must be one digit, 1 to F';
comment on constraint ck_tb_domain__domain_name on specql_registry.tb_domain is
  'the domain name must be 1 to 63 visible characters and no digit';
comment on constraint ck_tb_domain__description on specql_registry.tb_domain is
  'the description must have at most 10000 characters';
comment on constraint ck_tb_domain__aliases on specql_registry.tb_domain is
  'a domain has at most 50 aliases, none of them null';

select specql_audit.audit_table('specql_registry.tb_domain');

create or replace trigger tr_100_rows_stay
  before delete or truncate on specql_registry.tb_domain
  for each statement execute function common.tg__refuse_removal();

comment on trigger tr_100_rows_stay on specql_registry.tb_domain is
  'A code that was given out stays given.';

create or replace trigger tr_110_number_is_final
  before update of domain_number on specql_registry.tb_domain
  for each row execute function common.tg__columns_are_final('domain_number');

comment on trigger tr_110_number_is_final on specql_registry.tb_domain is
  'The number is part of every code below it.';
