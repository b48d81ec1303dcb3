-- 011511  specql_type.tb_universal_type
-- The types that columns, values and fields are made of.

create table if not exists specql_type.tb_universal_type (
  pk_universal_type     bigint generated always as identity,
  id                    uuid not null default gen_random_uuid(),
  type_name             text not null,
  identifier            text generated always as (type_name) stored,
  fk_type_category      bigint not null,
  default_postgres_type text,
  is_rich_type          boolean not null default false,
  description           text,
  example               text,
  compatibility_mode    text not null default 'BACKWARD',
  current_version       integer,
  deprecated_at         timestamptz,
  deprecation_reason    text,
  fk_replacement        bigint,
  legacy                jsonb,
  created_at            timestamptz not null default clock_timestamp(),
  created_by            text not null default common.current_actor(),
  updated_at            timestamptz not null default clock_timestamp(),
  updated_by            text not null default common.current_actor(),
  constraint pk_tb_universal_type primary key (pk_universal_type),
  constraint uq_tb_universal_type__id unique (id),
  constraint uq_tb_universal_type__type_name unique (type_name),
  constraint fk_tb_universal_type__type_category
    foreign key (fk_type_category) references specql_type.tb_type_category (pk_type_category),
  constraint fk_tb_universal_type__replacement
    foreign key (fk_replacement) references specql_type.tb_universal_type (pk_universal_type),
  constraint ck_tb_universal_type__type_name check (specql_type.is_type_name(type_name)),
  constraint ck_tb_universal_type__description check (length(description) <= 10000),
  constraint ck_tb_universal_type__example check (length(example) <= 10000),
  constraint ck_tb_universal_type__compatibility_mode
    check (compatibility_mode in ('NONE', 'BACKWARD', 'BACKWARD_TRANSITIVE', 'FORWARD', 'FORWARD_TRANSITIVE', 'FULL', 'FULL_TRANSITIVE')),
  constraint ck_tb_universal_type__replacement check (fk_replacement <> pk_universal_type),
  constraint ck_tb_universal_type__deprecation
    check (deprecated_at is not null or (deprecation_reason is null and fk_replacement is null))
);

create index if not exists ix_tb_universal_type__fk_type_category
  on specql_type.tb_universal_type (fk_type_category);

create index if not exists ix_tb_universal_type__fk_replacement
  on specql_type.tb_universal_type (fk_replacement);

comment on table specql_type.tb_universal_type is
  'A type: what it is called, what PostgreSQL makes of it, and by which rule its schema may change. Its schemas are its versions.';
comment on column specql_type.tb_universal_type.pk_universal_type is 'Internal key, used by joins.';
comment on column specql_type.tb_universal_type.id is 'Public key.';
comment on column specql_type.tb_universal_type.type_name is
  'Name, unique among the names and aliases of all types. Upper and lower case differ: url is not URL.';
comment on column specql_type.tb_universal_type.identifier is 'Name for humans.';
comment on column specql_type.tb_universal_type.fk_type_category is 'The kind of type.';
comment on column specql_type.tb_universal_type.default_postgres_type is
  'The PostgreSQL type of a column, as it was written; ARRAY for a collection. Null: jsonb.';
comment on column specql_type.tb_universal_type.is_rich_type is
  'Whether it means more than its PostgreSQL type: a composite, or a text with a rule.';
comment on column specql_type.tb_universal_type.description is 'What the type is for.';
comment on column specql_type.tb_universal_type.example is 'A value, as text.';
comment on column specql_type.tb_universal_type.compatibility_mode is
  'What a new version must be compatible with.';
comment on column specql_type.tb_universal_type.current_version is
  'Number of the version in force; null for a type without a schema.';
comment on column specql_type.tb_universal_type.deprecated_at is 'When it was deprecated; null while it is not.';
comment on column specql_type.tb_universal_type.deprecation_reason is 'Why it was deprecated.';
comment on column specql_type.tb_universal_type.fk_replacement is 'The type to use instead.';
comment on column specql_type.tb_universal_type.legacy is 'What the legacy file said of it, whole.';
comment on column specql_type.tb_universal_type.created_at is 'When the row was made.';
comment on column specql_type.tb_universal_type.created_by is 'Who made the row.';
comment on column specql_type.tb_universal_type.updated_at is 'When the row was last changed.';
comment on column specql_type.tb_universal_type.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_universal_type on specql_type.tb_universal_type is 'the internal key is unique';
comment on constraint uq_tb_universal_type__id on specql_type.tb_universal_type is 'the public key is unique';
comment on constraint uq_tb_universal_type__type_name on specql_type.tb_universal_type is
  'a type of this name exists';
comment on constraint fk_tb_universal_type__type_category on specql_type.tb_universal_type is
  'the category must exist';
comment on constraint fk_tb_universal_type__replacement on specql_type.tb_universal_type is
  'the replacement must exist';
comment on constraint ck_tb_universal_type__type_name on specql_type.tb_universal_type is
  'the type name must be 1 to 63 visible characters without spaces, brackets, quotes, commas, semicolons or @';
comment on constraint ck_tb_universal_type__description on specql_type.tb_universal_type is
  'the description must have at most 10000 characters';
comment on constraint ck_tb_universal_type__example on specql_type.tb_universal_type is
  'the example must have at most 10000 characters';
comment on constraint ck_tb_universal_type__compatibility_mode on specql_type.tb_universal_type is
  'the compatibility mode must be one of the seven';
comment on constraint ck_tb_universal_type__replacement on specql_type.tb_universal_type is
  'a type cannot replace itself';
comment on constraint ck_tb_universal_type__deprecation on specql_type.tb_universal_type is
  'only a deprecated type has a reason and a replacement';
comment on index specql_type.ix_tb_universal_type__fk_type_category is 'For the foreign key.';
comment on index specql_type.ix_tb_universal_type__fk_replacement is 'For the foreign key.';

select specql_audit.audit_table('specql_type.tb_universal_type');

create or replace trigger tr_100_rows_stay
  before delete or truncate on specql_type.tb_universal_type
  for each statement execute function specql_type.tg__types_stay();

comment on trigger tr_100_rows_stay on specql_type.tb_universal_type is
  'Schemas, tables and CHECK constraints name a type; it is deprecated, never removed.';

create or replace trigger tr_110_name_is_final
  before update of type_name on specql_type.tb_universal_type
  for each row execute function common.tg__columns_are_final('type_name');

comment on trigger tr_110_name_is_final on specql_type.tb_universal_type is
  'Schemas and CHECK constraints name the type.';
