-- 011281  specql_pattern.tb_universal_pattern
-- A building block in no language: what pattern logic is made of.

create table if not exists specql_pattern.tb_universal_pattern (
  pk_universal_pattern bigint generated always as identity,
  id                   uuid not null default gen_random_uuid(),
  pattern_kind         text not null default 'pattern',
  pattern_name         text not null,
  identifier           text generated always as (pattern_kind || ' ' || pattern_name) stored,
  pattern_category     text not null,
  abstract_syntax      jsonb,
  description          text,
  complexity_score     integer,
  arity                integer,
  position             integer,
  legacy               jsonb,
  created_at           timestamptz not null default clock_timestamp(),
  created_by           text not null default common.current_actor(),
  updated_at           timestamptz not null default clock_timestamp(),
  updated_by           text not null default common.current_actor(),
  constraint pk_tb_universal_pattern primary key (pk_universal_pattern),
  constraint uq_tb_universal_pattern__id unique (id),
  constraint ck_tb_universal_pattern__pattern_kind check (pattern_kind in ('pattern', 'expression')),
  constraint ck_tb_universal_pattern__pattern_name check (common.is_name(pattern_name)),
  constraint ck_tb_universal_pattern__pattern_category check (common.is_name(pattern_category)),
  constraint ck_tb_universal_pattern__abstract_syntax
    check (pattern_kind = 'expression' or abstract_syntax is not null),
  constraint ck_tb_universal_pattern__arity check (arity >= 0)
);

create unique index if not exists uq_tb_universal_pattern__pattern_name
  on specql_pattern.tb_universal_pattern (pattern_kind, common.name_key(pattern_name));

comment on table specql_pattern.tb_universal_pattern is
  'A primitive that patterns are written in (declare, assign, if ...) or an expression (an '
  'operator, a function), without a language.';
comment on column specql_pattern.tb_universal_pattern.pk_universal_pattern is
  'Internal key, used by joins.';
comment on column specql_pattern.tb_universal_pattern.id is 'Public key.';
comment on column specql_pattern.tb_universal_pattern.pattern_kind is 'pattern or expression.';
comment on column specql_pattern.tb_universal_pattern.pattern_name is
  'Name, unique among those of its kind whatever its case.';
comment on column specql_pattern.tb_universal_pattern.identifier is
  'Name for humans: kind and name.';
comment on column specql_pattern.tb_universal_pattern.pattern_category is
  'Category, for example primitive or control_flow.';
comment on column specql_pattern.tb_universal_pattern.abstract_syntax is
  'Of a pattern: what it consists of.';
comment on column specql_pattern.tb_universal_pattern.description is 'What it does.';
comment on column specql_pattern.tb_universal_pattern.complexity_score is
  'How hard it is to write in a language; 1 is easy.';
comment on column specql_pattern.tb_universal_pattern.arity is
  'Of an expression: how many arguments it takes.';
comment on column specql_pattern.tb_universal_pattern.position is 'Place in the legacy file.';
comment on column specql_pattern.tb_universal_pattern.legacy is
  'What the legacy file said: the key of its row, and the row itself.';
comment on column specql_pattern.tb_universal_pattern.created_at is 'When the row was made.';
comment on column specql_pattern.tb_universal_pattern.created_by is 'Who made the row.';
comment on column specql_pattern.tb_universal_pattern.updated_at is
  'When the row was last changed.';
comment on column specql_pattern.tb_universal_pattern.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_universal_pattern on specql_pattern.tb_universal_pattern is
  'the internal key is unique';
comment on constraint uq_tb_universal_pattern__id on specql_pattern.tb_universal_pattern is
  'the public key is unique';
comment on constraint ck_tb_universal_pattern__pattern_kind on specql_pattern.tb_universal_pattern is
  'the kind must be pattern or expression';
comment on constraint ck_tb_universal_pattern__pattern_name on specql_pattern.tb_universal_pattern is
  'the pattern name must be 1 to 63 visible characters';
comment on constraint ck_tb_universal_pattern__pattern_category on specql_pattern.tb_universal_pattern is
  'the category must be 1 to 63 visible characters';
comment on constraint ck_tb_universal_pattern__abstract_syntax on specql_pattern.tb_universal_pattern is
  'a pattern must have its abstract syntax';
comment on constraint ck_tb_universal_pattern__arity on specql_pattern.tb_universal_pattern is
  'the number of arguments cannot be negative';
comment on index specql_pattern.uq_tb_universal_pattern__pattern_name is
  'A name stands once among its kind, whatever its case.';

select specql_audit.audit_table('specql_pattern.tb_universal_pattern');
