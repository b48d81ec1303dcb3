-- 0112A1  specql_pattern.tb_language_capability
-- What a language can do by itself, and what to do where it cannot.

create table if not exists specql_pattern.tb_language_capability (
  pk_language_capability bigint generated always as identity,
  id                     uuid not null default gen_random_uuid(),
  fk_language            bigint not null,
  capability_name        text not null,
  identifier             text generated always as (capability_name) stored,
  supported              boolean not null default true,
  workaround_notes       text,
  position               integer,
  legacy                 jsonb,
  created_at             timestamptz not null default clock_timestamp(),
  created_by             text not null default common.current_actor(),
  updated_at             timestamptz not null default clock_timestamp(),
  updated_by             text not null default common.current_actor(),
  constraint pk_tb_language_capability primary key (pk_language_capability),
  constraint uq_tb_language_capability__id unique (id),
  constraint fk_tb_language_capability__language
    foreign key (fk_language)
    references specql_pattern.tb_language (pk_language),
  constraint ck_tb_language_capability__capability_name check (common.is_name(capability_name))
);

create unique index if not exists uq_tb_language_capability__capability_name
  on specql_pattern.tb_language_capability (fk_language, common.name_key(capability_name));

comment on table specql_pattern.tb_language_capability is
  'A capability of a language: there or not, and the way around.';
comment on column specql_pattern.tb_language_capability.pk_language_capability is
  'Internal key, used by joins.';
comment on column specql_pattern.tb_language_capability.id is 'Public key.';
comment on column specql_pattern.tb_language_capability.fk_language is 'The language.';
comment on column specql_pattern.tb_language_capability.capability_name is
  'Name, unique within the language whatever its case.';
comment on column specql_pattern.tb_language_capability.identifier is 'Name for humans.';
comment on column specql_pattern.tb_language_capability.supported is 'The language has it.';
comment on column specql_pattern.tb_language_capability.workaround_notes is
  'What to do where it has not.';
comment on column specql_pattern.tb_language_capability.position is 'Place in the legacy file.';
comment on column specql_pattern.tb_language_capability.legacy is
  'What the legacy file said: the key of its row, and the row itself.';
comment on column specql_pattern.tb_language_capability.created_at is 'When the row was made.';
comment on column specql_pattern.tb_language_capability.created_by is 'Who made the row.';
comment on column specql_pattern.tb_language_capability.updated_at is
  'When the row was last changed.';
comment on column specql_pattern.tb_language_capability.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_language_capability on specql_pattern.tb_language_capability is
  'the internal key is unique';
comment on constraint uq_tb_language_capability__id on specql_pattern.tb_language_capability is
  'the public key is unique';
comment on constraint fk_tb_language_capability__language on specql_pattern.tb_language_capability is
  'the language must exist';
comment on constraint ck_tb_language_capability__capability_name on specql_pattern.tb_language_capability is
  'the capability name must be 1 to 63 visible characters';
comment on index specql_pattern.uq_tb_language_capability__capability_name is
  'A language says once whether it has a capability.';

select specql_audit.audit_table('specql_pattern.tb_language_capability');
