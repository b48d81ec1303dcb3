-- 013121  network.tb_project
-- A package that is indexed.

create table if not exists network.tb_project (
  pk_project       bigint generated always as identity,
  id               uuid not null default gen_random_uuid(),
  fk_package       bigint not null,
  ecosystem        text not null,
  project_name     text not null,
  version          text,
  description      text,
  dependency_count numeric,
  search_document  tsvector generated always as (
    to_tsvector('pg_catalog.simple', left(project_name, 2000) || ' ' || left(coalesce(description, ''), 50000))
  ) stored,
  search_name      text generated always as (network.package_key(left(project_name, 500))) stored,
  identifier       text generated always as (ecosystem || '/' || project_name) stored,
  position         bigint,
  legacy           jsonb,
  import_run       bigint,
  created_at       timestamptz not null default clock_timestamp(),
  created_by       text not null default common.current_actor(),
  updated_at       timestamptz not null default clock_timestamp(),
  updated_by       text not null default common.current_actor(),
  constraint pk_tb_project primary key (pk_project),
  constraint uq_tb_project__id unique (id),
  constraint uq_tb_project__fk_package unique (fk_package),
  constraint fk_tb_project__package
    foreign key (fk_package) references network.tb_package (pk_package)
);

create index if not exists ix_tb_project__search_document
  on network.tb_project using gin (search_document);
do $$
begin
  -- The extension lies where its database's administrator put it.
  execute format(
    'create index if not exists ix_tb_project__search_name on network.tb_project '
    'using gin (search_name %I.gin_trgm_ops)',
    specql_pattern.extension_schema('pg_trgm'));
end;
$$;

comment on table network.tb_project is
  'An indexed package. Its name is looked up whatever its case and kept as it is spelled.';
comment on column network.tb_project.pk_project is 'Internal key, used by joins.';
comment on column network.tb_project.id is 'Public key.';
comment on column network.tb_project.fk_package is 'The package.';
comment on column network.tb_project.ecosystem is 'Ecosystem, as it is spelled.';
comment on column network.tb_project.project_name is 'Name, as it is spelled.';
comment on column network.tb_project.version is 'Version, as the file says it.';
comment on column network.tb_project.description is 'What it is for.';
comment on column network.tb_project.dependency_count is 'How many dependencies it has, as the file says it.';
comment on column network.tb_project.search_document is 'Name and description, for full text.';
comment on column network.tb_project.search_name is 'Name in lower case, for trigrams.';
comment on column network.tb_project.identifier is 'Name for humans.';
comment on column network.tb_project.position is
  'Place in the legacy file; null where it did not come from one.';
comment on column network.tb_project.legacy is
  'What the legacy file said and no column holds: raw cells, unknown keys, keys that were absent.';
comment on column network.tb_project.import_run is 'The import that brought the row; null where none did.';
comment on column network.tb_project.created_at is 'When the row was made.';
comment on column network.tb_project.created_by is 'Who made the row.';
comment on column network.tb_project.updated_at is 'When the row was last changed.';
comment on column network.tb_project.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_project on network.tb_project is 'the internal key is unique';
comment on constraint uq_tb_project__id on network.tb_project is 'the public key is unique';
comment on constraint uq_tb_project__fk_package on network.tb_project is 'a package is indexed once';
comment on constraint fk_tb_project__package on network.tb_project is 'the package must exist';
comment on index network.ix_tb_project__search_document is 'For full text.';
comment on index network.ix_tb_project__search_name is 'For trigrams.';

select specql_audit.audit_table('network.tb_project');
