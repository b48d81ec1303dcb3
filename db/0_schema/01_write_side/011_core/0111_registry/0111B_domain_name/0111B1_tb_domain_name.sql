-- 0111B1  specql_registry.tb_domain_name
-- Every number, name and alias by which a domain is found, each held by one domain.

create table if not exists specql_registry.tb_domain_name (
  pk_domain_name bigint generated always as identity,
  id             uuid not null default gen_random_uuid(),
  fk_domain      bigint not null,
  name           text not null,
  name_key       text generated always as (common.name_key(name)) stored,
  identifier     text generated always as (name) stored,
  kind           text not null,
  created_at     timestamptz not null default clock_timestamp(),
  created_by     text not null default common.current_actor(),
  updated_at     timestamptz not null default clock_timestamp(),
  updated_by     text not null default common.current_actor(),
  constraint pk_tb_domain_name primary key (pk_domain_name),
  constraint uq_tb_domain_name__id unique (id),
  constraint uq_tb_domain_name__name_key unique (name_key),
  constraint fk_tb_domain_name__domain
    foreign key (fk_domain)
    references specql_registry.tb_domain (pk_domain),
  constraint ck_tb_domain_name__name check (common.is_name(name)),
  constraint ck_tb_domain_name__kind check (kind in ('number', 'name', 'alias'))
);

create index if not exists ix_tb_domain_name__fk_domain
  on specql_registry.tb_domain_name (fk_domain);

comment on table specql_registry.tb_domain_name is
  'A number, name or alias and the domain that holds it. Kept by a trigger on tb_domain; its unique '
  'index is what keeps them apart, so that each finds one domain.';
comment on column specql_registry.tb_domain_name.pk_domain_name is 'Internal key, used by joins.';
comment on column specql_registry.tb_domain_name.id is 'Public key.';
comment on column specql_registry.tb_domain_name.fk_domain is 'The domain that holds the name.';
comment on column specql_registry.tb_domain_name.name is 'The name, verbatim.';
comment on column specql_registry.tb_domain_name.name_key is 'The name as it is compared.';
comment on column specql_registry.tb_domain_name.identifier is 'Name for humans.';
comment on column specql_registry.tb_domain_name.kind is 'number, name or alias.';
comment on column specql_registry.tb_domain_name.created_at is 'When the row was made.';
comment on column specql_registry.tb_domain_name.created_by is 'Who made the row.';
comment on column specql_registry.tb_domain_name.updated_at is 'When the row was last changed.';
comment on column specql_registry.tb_domain_name.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_domain_name on specql_registry.tb_domain_name is 'the internal key is unique';
comment on constraint uq_tb_domain_name__id on specql_registry.tb_domain_name is 'the public key is unique';
comment on constraint uq_tb_domain_name__name_key on specql_registry.tb_domain_name is
  'the name is already taken by another domain';
comment on constraint fk_tb_domain_name__domain on specql_registry.tb_domain_name is 'the domain must exist';
comment on constraint ck_tb_domain_name__name on specql_registry.tb_domain_name is
  'a name must be 1 to 63 visible characters';
comment on constraint ck_tb_domain_name__kind on specql_registry.tb_domain_name is
  'the kind must be number, name or alias';
comment on index specql_registry.ix_tb_domain_name__fk_domain is 'For the foreign key.';

select specql_audit.audit_table('specql_registry.tb_domain_name');
