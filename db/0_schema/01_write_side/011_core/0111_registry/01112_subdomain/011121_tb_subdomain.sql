-- 011121  specql_registry.tb_subdomain
-- The second level: fifteen subdomains to a domain.

create table if not exists specql_registry.tb_subdomain (
  pk_subdomain     bigint generated always as identity,
  id               uuid not null default gen_random_uuid(),
  fk_domain        bigint not null,
  domain_number    text not null,
  subdomain_number text not null,
  identifier       text generated always as (domain_number || subdomain_number) stored,
  subdomain_name   text not null,
  name_key         text generated always as (common.name_key(subdomain_name)) stored,
  description      text,
  legacy           jsonb,
  created_at       timestamptz not null default clock_timestamp(),
  created_by       text not null default common.current_actor(),
  updated_at       timestamptz not null default clock_timestamp(),
  updated_by       text not null default common.current_actor(),
  constraint pk_tb_subdomain primary key (pk_subdomain),
  constraint uq_tb_subdomain__id unique (id),
  constraint uq_tb_subdomain__subdomain_number unique (fk_domain, subdomain_number),
  constraint uq_tb_subdomain__place unique (pk_subdomain, domain_number, subdomain_number),
  constraint fk_tb_subdomain__domain
    foreign key (fk_domain, domain_number)
    references specql_registry.tb_domain (pk_domain, domain_number),
  constraint ck_tb_subdomain__subdomain_number check (subdomain_number ~ '^[1-9A-F]$'),
  constraint ck_tb_subdomain__subdomain_name
    check (common.is_name(subdomain_name)
      and common.digit_of(subdomain_name) is null),
  constraint ck_tb_subdomain__description check (length(description) <= 10000)
);

create unique index if not exists uq_tb_subdomain__subdomain_name
  on specql_registry.tb_subdomain (fk_domain, name_key);
create index if not exists ix_tb_subdomain__fk_domain
  on specql_registry.tb_subdomain (fk_domain, domain_number);

comment on table specql_registry.tb_subdomain is
  'A subdomain: the second digit, and the counter of the entities below it. Subdomains are never '
  'removed.';
comment on column specql_registry.tb_subdomain.pk_subdomain is 'Internal key, used by joins.';
comment on column specql_registry.tb_subdomain.id is 'Public key.';
comment on column specql_registry.tb_subdomain.fk_domain is 'The domain above.';
comment on column specql_registry.tb_subdomain.domain_number is
  'The digit above; held equal to the domain''s by the foreign key.';
comment on column specql_registry.tb_subdomain.subdomain_number is 'The digit, 1 to F, upper case. Final.';
comment on column specql_registry.tb_subdomain.identifier is
  'Name for humans that never changes: both digits.';
comment on column specql_registry.tb_subdomain.subdomain_name is
  'Name, unique in its domain whatever its case.';
comment on column specql_registry.tb_subdomain.name_key is 'The name as it is compared.';
comment on column specql_registry.tb_subdomain.description is 'What the subdomain holds.';
comment on column specql_registry.tb_subdomain.legacy is
  'What the legacy file said and no column holds: unknown keys, raw texts, the key''s spelling.';
comment on column specql_registry.tb_subdomain.created_at is 'When the row was made.';
comment on column specql_registry.tb_subdomain.created_by is 'Who made the row.';
comment on column specql_registry.tb_subdomain.updated_at is 'When the row was last changed.';
comment on column specql_registry.tb_subdomain.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_subdomain on specql_registry.tb_subdomain is 'the internal key is unique';
comment on constraint uq_tb_subdomain__id on specql_registry.tb_subdomain is 'the public key is unique';
comment on constraint uq_tb_subdomain__subdomain_number on specql_registry.tb_subdomain is
  'the subdomain number is already taken in this domain';
comment on constraint uq_tb_subdomain__place on specql_registry.tb_subdomain is
  'a subdomain stands in one place';
comment on constraint fk_tb_subdomain__domain on specql_registry.tb_subdomain is
  'the domain must exist, and the digit above must be its number';
comment on constraint ck_tb_subdomain__subdomain_number on specql_registry.tb_subdomain is
  'the subdomain number must be one digit, 1 to F';
comment on constraint ck_tb_subdomain__subdomain_name on specql_registry.tb_subdomain is
  'the subdomain name must be 1 to 63 visible characters and no digit';
comment on constraint ck_tb_subdomain__description on specql_registry.tb_subdomain is
  'the description must have at most 10000 characters';
comment on index specql_registry.uq_tb_subdomain__subdomain_name is
  'A name stands once in a domain, whatever its case.';
comment on index specql_registry.ix_tb_subdomain__fk_domain is 'For the foreign key.';

select specql_audit.audit_table('specql_registry.tb_subdomain');

create or replace trigger tr_100_rows_stay
  before delete or truncate on specql_registry.tb_subdomain
  for each statement execute function common.tg__refuse_removal();

comment on trigger tr_100_rows_stay on specql_registry.tb_subdomain is
  'A code that was given out stays given.';

create or replace trigger tr_110_place_is_final
  before update of fk_domain, domain_number, subdomain_number on specql_registry.tb_subdomain
  for each row execute function common.tg__columns_are_final('fk_domain', 'domain_number', 'subdomain_number');

comment on trigger tr_110_place_is_final on specql_registry.tb_subdomain is
  'The place is part of every code below it.';
