-- 011211  specql_pattern.tb_pattern_category
-- What kinds of patterns there are. Rows, not an enum: libraries bring kinds of their own.

create table if not exists specql_pattern.tb_pattern_category (
  pk_pattern_category bigint generated always as identity,
  id                  uuid not null default gen_random_uuid(),
  category_name       text not null,
  identifier          text generated always as (category_name) stored,
  description         text,
  created_at          timestamptz not null default clock_timestamp(),
  created_by          text not null default common.current_actor(),
  updated_at          timestamptz not null default clock_timestamp(),
  updated_by          text not null default common.current_actor(),
  constraint pk_tb_pattern_category primary key (pk_pattern_category),
  constraint uq_tb_pattern_category__id unique (id),
  constraint ck_tb_pattern_category__category_name check (common.is_name(category_name))
);

create unique index if not exists uq_tb_pattern_category__category_name
  on specql_pattern.tb_pattern_category (common.name_key(category_name));

comment on table specql_pattern.tb_pattern_category is 'A kind of pattern, for example workflow.';
comment on column specql_pattern.tb_pattern_category.pk_pattern_category is 'Internal key, used by joins.';
comment on column specql_pattern.tb_pattern_category.id is 'Public key.';
comment on column specql_pattern.tb_pattern_category.category_name is 'Name, unique whatever its case.';
comment on column specql_pattern.tb_pattern_category.identifier is 'Name for humans.';
comment on column specql_pattern.tb_pattern_category.description is 'What belongs here.';
comment on column specql_pattern.tb_pattern_category.created_at is 'When the row was made.';
comment on column specql_pattern.tb_pattern_category.created_by is 'Who made the row.';
comment on column specql_pattern.tb_pattern_category.updated_at is 'When the row was last changed.';
comment on column specql_pattern.tb_pattern_category.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_pattern_category on specql_pattern.tb_pattern_category is 'the internal key is unique';
comment on constraint uq_tb_pattern_category__id on specql_pattern.tb_pattern_category is 'the public key is unique';
comment on constraint ck_tb_pattern_category__category_name on specql_pattern.tb_pattern_category is
  'the category must be a name of 1 to 63 visible characters';
comment on index specql_pattern.uq_tb_pattern_category__category_name is 'A name stands once, whatever its case.';

select specql_audit.audit_table('specql_pattern.tb_pattern_category');
