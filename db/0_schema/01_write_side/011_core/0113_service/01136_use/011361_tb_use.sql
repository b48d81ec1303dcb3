-- 011361  specql_service.tb_use
-- Which tables and columns a service uses.

create table if not exists specql_service.tb_use (
  pk_use      bigint generated always as identity,
  id          uuid not null default gen_random_uuid(),
  fk_service  bigint not null,
  schema_name text not null,
  table_name  text not null,
  column_name text,
  identifier  text generated always as (schema_name || '.' || table_name || coalesce('.' || column_name, '')) stored,
  created_at  timestamptz not null default clock_timestamp(),
  created_by  text not null default common.current_actor(),
  updated_at  timestamptz not null default clock_timestamp(),
  updated_by  text not null default common.current_actor(),
  constraint pk_tb_use primary key (pk_use),
  constraint uq_tb_use__id unique (id),
  constraint uq_tb_use__column_name unique nulls not distinct (fk_service, schema_name, table_name, column_name),
  constraint fk_tb_use__service
    foreign key (fk_service)
    references specql_service.tb_service (pk_service),
  constraint ck_tb_use__schema_name check (common.is_name(schema_name)),
  constraint ck_tb_use__table_name check (common.is_name(table_name)),
  constraint ck_tb_use__column_name check (column_name is null or common.is_name(column_name))
);

create index if not exists ix_tb_use__table_name on specql_service.tb_use (table_name, schema_name);

comment on table specql_service.tb_use is
  'What a service says that it reads or writes. Whoever breaks it needs the approval of the service''s owner.';
comment on column specql_service.tb_use.pk_use is 'Internal key, used by joins.';
comment on column specql_service.tb_use.id is 'Public key.';
comment on column specql_service.tb_use.fk_service is 'The service.';
comment on column specql_service.tb_use.schema_name is 'Schema of the table, as the catalog spells it.';
comment on column specql_service.tb_use.table_name is 'The table. It need not exist here: a service may store elsewhere.';
comment on column specql_service.tb_use.column_name is 'The column; null for the whole table.';
comment on column specql_service.tb_use.identifier is 'Name for humans.';
comment on column specql_service.tb_use.created_at is 'When the row was made.';
comment on column specql_service.tb_use.created_by is 'Who made the row.';
comment on column specql_service.tb_use.updated_at is 'When the row was last changed.';
comment on column specql_service.tb_use.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_use on specql_service.tb_use is 'the internal key is unique';
comment on constraint uq_tb_use__id on specql_service.tb_use is 'the public key is unique';
comment on constraint uq_tb_use__column_name on specql_service.tb_use is 'a service names a column once';
comment on constraint fk_tb_use__service on specql_service.tb_use is 'the service must exist';
comment on constraint ck_tb_use__schema_name on specql_service.tb_use is
  'the schema name must be 1 to 63 visible characters';
comment on constraint ck_tb_use__table_name on specql_service.tb_use is
  'the table name must be 1 to 63 visible characters';
comment on constraint ck_tb_use__column_name on specql_service.tb_use is
  'the column name must be 1 to 63 visible characters';
comment on index specql_service.ix_tb_use__table_name is 'For the services that a change of a table breaks.';

select specql_audit.audit_table('specql_service.tb_use');
