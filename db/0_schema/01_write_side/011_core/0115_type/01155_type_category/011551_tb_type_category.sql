-- 011551  specql_type.tb_type_category
-- The kinds of types: a reference table.

create table if not exists specql_type.tb_type_category (
  pk_type_category bigint generated always as identity,
  id               uuid not null default gen_random_uuid(),
  category_name    text not null,
  identifier       text generated always as (category_name) stored,
  description      text,
  created_at       timestamptz not null default clock_timestamp(),
  created_by       text not null default common.current_actor(),
  updated_at       timestamptz not null default clock_timestamp(),
  updated_by       text not null default common.current_actor(),
  constraint pk_tb_type_category primary key (pk_type_category),
  constraint uq_tb_type_category__id unique (id),
  constraint uq_tb_type_category__category_name unique (category_name),
  constraint ck_tb_type_category__category_name
    check (common.is_name(category_name) and category_name = lower(category_name))
);

comment on table specql_type.tb_type_category is 'A kind of type. New kinds are rows, not code.';
comment on column specql_type.tb_type_category.pk_type_category is 'Internal key, used by joins.';
comment on column specql_type.tb_type_category.id is 'Public key.';
comment on column specql_type.tb_type_category.category_name is 'Name, unique whatever its case.';
comment on column specql_type.tb_type_category.identifier is 'Name for humans.';
comment on column specql_type.tb_type_category.description is 'What belongs to the kind.';
comment on column specql_type.tb_type_category.created_at is 'When the row was made.';
comment on column specql_type.tb_type_category.created_by is 'Who made the row.';
comment on column specql_type.tb_type_category.updated_at is 'When the row was last changed.';
comment on column specql_type.tb_type_category.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_type_category on specql_type.tb_type_category is 'the internal key is unique';
comment on constraint uq_tb_type_category__id on specql_type.tb_type_category is 'the public key is unique';
comment on constraint uq_tb_type_category__category_name on specql_type.tb_type_category is
  'the category is already there';
comment on constraint ck_tb_type_category__category_name on specql_type.tb_type_category is
  'the category must be a name of 1 to 63 lower-case characters';

select specql_audit.audit_table('specql_type.tb_type_category');
