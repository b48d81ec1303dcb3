-- 013331  network.tb_github_contribution
-- Which GitHub account contributes to which package.

create table if not exists network.tb_github_contribution (
  pk_github_contribution bigint generated always as identity,
  id                     uuid not null default gen_random_uuid(),
  github_id              text not null,
  fk_package             bigint not null,
  identifier             text not null,
  position               bigint,
  legacy                 jsonb,
  import_run             bigint,
  created_at             timestamptz not null default clock_timestamp(),
  created_by             text not null default common.current_actor(),
  updated_at             timestamptz not null default clock_timestamp(),
  updated_by             text not null default common.current_actor(),
  constraint pk_tb_github_contribution primary key (pk_github_contribution),
  constraint uq_tb_github_contribution__id unique (id),
  constraint ck_tb_github_contribution__github_id check (length(github_id) between 1 and 500),
  constraint uq_tb_github_contribution__ends unique (github_id, fk_package),
  constraint fk_tb_github_contribution__package
    foreign key (fk_package) references network.tb_package (pk_package)
);

create index if not exists ix_tb_github_contribution__package on network.tb_github_contribution (fk_package);
create index if not exists ix_tb_github_contribution__identifier
  on network.tb_github_contribution using hash (identifier);

comment on table network.tb_github_contribution is
  'A GitHub account that contributes to a package. As with edges, neither end need be known.';
comment on column network.tb_github_contribution.pk_github_contribution is 'Internal key, used by joins.';
comment on column network.tb_github_contribution.id is 'Public key.';
comment on column network.tb_github_contribution.github_id is 'Key of the account; it need not be known.';
comment on column network.tb_github_contribution.fk_package is 'The package.';
comment on column network.tb_github_contribution.identifier is
  'Keys of both ends, as the legacy files write them: id > ecosystem/name.';
comment on column network.tb_github_contribution.position is
  'Place in the legacy file; null where it did not come from one.';
comment on column network.tb_github_contribution.legacy is
  'What the legacy file said and no column holds: raw cells, unknown keys, keys that were absent.';
comment on column network.tb_github_contribution.import_run is
  'The import that brought the row; null where none did.';
comment on column network.tb_github_contribution.created_at is 'When the row was made.';
comment on column network.tb_github_contribution.created_by is 'Who made the row.';
comment on column network.tb_github_contribution.updated_at is 'When the row was last changed.';
comment on column network.tb_github_contribution.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_github_contribution on network.tb_github_contribution is
  'the internal key is unique';
comment on constraint uq_tb_github_contribution__id on network.tb_github_contribution is
  'the public key is unique';
comment on constraint ck_tb_github_contribution__github_id on network.tb_github_contribution is
  'the key of a GitHub account has 1 to 500 characters';
comment on constraint uq_tb_github_contribution__ends on network.tb_github_contribution is
  'an account contributes to a package once';
comment on constraint fk_tb_github_contribution__package on network.tb_github_contribution is
  'the package must exist';
comment on index network.ix_tb_github_contribution__package is 'For the accounts of a package.';
comment on index network.ix_tb_github_contribution__identifier is 'To find a row by its key, however long.';

select specql_audit.audit_table('network.tb_github_contribution');
