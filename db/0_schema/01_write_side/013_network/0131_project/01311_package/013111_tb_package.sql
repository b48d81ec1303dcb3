-- 013111  network.tb_package
-- The name of a package, whether it is indexed or not: where edges end.

create table if not exists network.tb_package (
  pk_package   bigint generated always as identity,
  id           uuid not null default gen_random_uuid(),
  ecosystem    text not null,
  package_name text not null,
  identifier   text generated always as (ecosystem || '/' || package_name) stored,
  digest       bytea generated always as (network.digest(ecosystem || '/' || package_name)) stored,
  created_at   timestamptz not null default clock_timestamp(),
  created_by   text not null default common.current_actor(),
  updated_at   timestamptz not null default clock_timestamp(),
  updated_by   text not null default common.current_actor(),
  constraint pk_tb_package primary key (pk_package),
  constraint uq_tb_package__id unique (id),
  constraint uq_tb_package__digest unique (digest),
  constraint ck_tb_package__ecosystem check (ecosystem <> '' and position('/' in ecosystem) = 0),
  constraint ck_tb_package__package_name check (package_name <> ''),
  constraint ck_tb_package__identifier check (position(' > ' in identifier) = 0)
);

create index if not exists ix_tb_package__identifier
  on network.tb_package using hash (identifier);

comment on table network.tb_package is
  'Every package that anything speaks of. Edges have both ends here, so that an edge to a package that is not indexed is an edge like any other, and resolves when its project arrives.';
comment on column network.tb_package.pk_package is 'Internal key, used by joins.';
comment on column network.tb_package.id is 'Public key.';
comment on column network.tb_package.ecosystem is 'Ecosystem in lower case, for example npm.';
comment on column network.tb_package.package_name is 'Name in lower case.';
comment on column network.tb_package.identifier is
  'Key of the package in lower case, as the legacy files write it.';
comment on column network.tb_package.digest is 'SHA-256 of the key: unique names of any length.';
comment on column network.tb_package.created_at is 'When the row was made.';
comment on column network.tb_package.created_by is 'Who made the row.';
comment on column network.tb_package.updated_at is 'When the row was last changed.';
comment on column network.tb_package.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_package on network.tb_package is 'the internal key is unique';
comment on constraint uq_tb_package__id on network.tb_package is 'the public key is unique';
comment on constraint uq_tb_package__digest on network.tb_package is 'a package has one row';
comment on constraint ck_tb_package__ecosystem on network.tb_package is
  'an ecosystem is not empty and has no slash';
comment on constraint ck_tb_package__package_name on network.tb_package is 'a package has a name';
comment on constraint ck_tb_package__identifier on network.tb_package is
  'the names of a package do not hold ''> '' between spaces';
comment on index network.ix_tb_package__identifier is 'To find a package by its key, however long.';

select specql_audit.audit_table('network.tb_package');
