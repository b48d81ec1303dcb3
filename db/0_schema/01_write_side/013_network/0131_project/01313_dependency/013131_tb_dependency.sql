-- 013131  network.tb_dependency
-- Which package depends on which.

create table if not exists network.tb_dependency (
  pk_dependency bigint generated always as identity,
  id            uuid not null default gen_random_uuid(),
  fk_from       bigint not null,
  fk_to         bigint not null,
  is_self       boolean not null generated always as (fk_from = fk_to) stored,
  identifier    text not null,
  position      bigint,
  legacy        jsonb,
  import_run    bigint,
  created_at    timestamptz not null default clock_timestamp(),
  created_by    text not null default common.current_actor(),
  updated_at    timestamptz not null default clock_timestamp(),
  updated_by    text not null default common.current_actor(),
  constraint pk_tb_dependency primary key (pk_dependency),
  constraint uq_tb_dependency__id unique (id),
  constraint uq_tb_dependency__ends unique (fk_from, fk_to),
  constraint fk_tb_dependency__from
    foreign key (fk_from) references network.tb_package (pk_package),
  constraint fk_tb_dependency__to foreign key (fk_to) references network.tb_package (pk_package)
);

create index if not exists ix_tb_dependency__to
  on network.tb_dependency (fk_to, fk_from);
create index if not exists ix_tb_dependency__identifier
  on network.tb_dependency using hash (identifier);

comment on table network.tb_dependency is
  'An edge of the package graph. Whether it is dangling is asked of the projects when it is read, so it is never out of date.';
comment on column network.tb_dependency.pk_dependency is 'Internal key, used by joins.';
comment on column network.tb_dependency.id is 'Public key.';
comment on column network.tb_dependency.fk_from is 'The package that depends on the other.';
comment on column network.tb_dependency.fk_to is 'The package that it depends on.';
comment on column network.tb_dependency.is_self is 'Whether the package depends on itself.';
comment on column network.tb_dependency.identifier is
  'Keys of both ends, as the legacy files write them: from > to.';
comment on column network.tb_dependency.position is
  'Place in the legacy file; null where it did not come from one.';
comment on column network.tb_dependency.legacy is
  'What the legacy file said and no column holds: raw cells, unknown keys, keys that were absent.';
comment on column network.tb_dependency.import_run is 'The import that brought the row; null where none did.';
comment on column network.tb_dependency.created_at is 'When the row was made.';
comment on column network.tb_dependency.created_by is 'Who made the row.';
comment on column network.tb_dependency.updated_at is 'When the row was last changed.';
comment on column network.tb_dependency.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_dependency on network.tb_dependency is 'the internal key is unique';
comment on constraint uq_tb_dependency__id on network.tb_dependency is 'the public key is unique';
comment on constraint uq_tb_dependency__ends on network.tb_dependency is 'a dependency stands once';
comment on constraint fk_tb_dependency__from on network.tb_dependency is 'the depending package must exist';
comment on constraint fk_tb_dependency__to on network.tb_dependency is 'the package depended on must exist';
comment on index network.ix_tb_dependency__to is
  'For dependents, near and far: an index has all that the walk needs.';
comment on index network.ix_tb_dependency__identifier is 'To find an edge by its key, however long.';

select specql_audit.audit_table('network.tb_dependency');
