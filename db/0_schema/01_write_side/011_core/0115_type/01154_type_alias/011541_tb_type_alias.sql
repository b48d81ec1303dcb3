-- 011541  specql_type.tb_type_alias
-- Every name by which a type is found, its own and its aliases.

create table if not exists specql_type.tb_type_alias (
  pk_type_alias     bigint generated always as identity,
  id                uuid not null default gen_random_uuid(),
  fk_universal_type bigint not null,
  alias             text not null,
  alias_key         text generated always as (specql_type.type_key(alias)) stored,
  identifier        text generated always as (alias) stored,
  is_alias          boolean not null default true,
  legacy            jsonb,
  created_at        timestamptz not null default clock_timestamp(),
  created_by        text not null default common.current_actor(),
  updated_at        timestamptz not null default clock_timestamp(),
  updated_by        text not null default common.current_actor(),
  constraint pk_tb_type_alias primary key (pk_type_alias),
  constraint uq_tb_type_alias__id unique (id),
  constraint uq_tb_type_alias__alias_key unique (alias_key),
  constraint fk_tb_type_alias__universal_type
    foreign key (fk_universal_type) references specql_type.tb_universal_type (pk_universal_type),
  constraint ck_tb_type_alias__alias check (specql_type.is_type_name(alias))
);

create index if not exists ix_tb_type_alias__fk_universal_type
  on specql_type.tb_type_alias (fk_universal_type);

comment on table specql_type.tb_type_alias is
  'A name and the type that it finds. The unique index keeps names and aliases apart, so that each finds one type.';
comment on column specql_type.tb_type_alias.pk_type_alias is 'Internal key, used by joins.';
comment on column specql_type.tb_type_alias.id is 'Public key.';
comment on column specql_type.tb_type_alias.fk_universal_type is 'The type that the name finds.';
comment on column specql_type.tb_type_alias.alias is 'The name, verbatim.';
comment on column specql_type.tb_type_alias.alias_key is 'The name as it is compared.';
comment on column specql_type.tb_type_alias.identifier is 'Name for humans.';
comment on column specql_type.tb_type_alias.is_alias is 'False for the type''s own name.';
comment on column specql_type.tb_type_alias.legacy is 'What the legacy file said of it, whole.';
comment on column specql_type.tb_type_alias.created_at is 'When the row was made.';
comment on column specql_type.tb_type_alias.created_by is 'Who made the row.';
comment on column specql_type.tb_type_alias.updated_at is 'When the row was last changed.';
comment on column specql_type.tb_type_alias.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_type_alias on specql_type.tb_type_alias is 'the internal key is unique';
comment on constraint uq_tb_type_alias__id on specql_type.tb_type_alias is 'the public key is unique';
comment on constraint uq_tb_type_alias__alias_key on specql_type.tb_type_alias is
  'a type has this name or alias already';
comment on constraint fk_tb_type_alias__universal_type on specql_type.tb_type_alias is 'the type must exist';
comment on constraint ck_tb_type_alias__alias on specql_type.tb_type_alias is
  'an alias must be 1 to 63 visible characters without spaces, brackets, quotes, commas, semicolons or @';
comment on index specql_type.ix_tb_type_alias__fk_universal_type is 'For the foreign key.';

select specql_audit.audit_table('specql_type.tb_type_alias');

create or replace trigger tr_100_rows_stay
  before delete or truncate on specql_type.tb_type_alias
  for each statement execute function specql_type.tg__types_stay();

comment on trigger tr_100_rows_stay on specql_type.tb_type_alias is
  'Schemas and requests use aliases as they use names.';

create or replace trigger tr_110_alias_is_final
  before update of fk_universal_type, alias, is_alias on specql_type.tb_type_alias
  for each row execute function specql_type.tg__types_stay();

comment on trigger tr_110_alias_is_final on specql_type.tb_type_alias is
  'An alias that found one type must not find another.';
