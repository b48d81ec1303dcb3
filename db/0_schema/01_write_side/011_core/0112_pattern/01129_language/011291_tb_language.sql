-- 011291  specql_pattern.tb_language
-- A language or framework that patterns are written out in.

create table if not exists specql_pattern.tb_language (
  pk_language   bigint generated always as identity,
  id            uuid not null default gen_random_uuid(),
  language_name text not null,
  identifier    text generated always as (language_name) stored,
  ecosystem     text,
  paradigm      text,
  version       text,
  supported     boolean not null default true,
  position      integer,
  legacy        jsonb,
  created_at    timestamptz not null default clock_timestamp(),
  created_by    text not null default common.current_actor(),
  updated_at    timestamptz not null default clock_timestamp(),
  updated_by    text not null default common.current_actor(),
  constraint pk_tb_language primary key (pk_language),
  constraint uq_tb_language__id unique (id),
  constraint ck_tb_language__language_name check (common.is_name(language_name))
);

create unique index if not exists uq_tb_language__language_name
  on specql_pattern.tb_language (common.name_key(language_name));

comment on table specql_pattern.tb_language is
  'A target that patterns can be written out in: a language with its framework, for example '
  'postgresql or python_django.';
comment on column specql_pattern.tb_language.pk_language is 'Internal key, used by joins.';
comment on column specql_pattern.tb_language.id is 'Public key.';
comment on column specql_pattern.tb_language.language_name is 'Name, unique whatever its case.';
comment on column specql_pattern.tb_language.identifier is 'Name for humans.';
comment on column specql_pattern.tb_language.ecosystem is
  'Where it belongs: postgresql, python, typescript ...';
comment on column specql_pattern.tb_language.paradigm is 'declarative, imperative, functional ...';
comment on column specql_pattern.tb_language.version is 'Versions that are meant, for example 14+.';
comment on column specql_pattern.tb_language.supported is 'Patterns may be written out in it.';
comment on column specql_pattern.tb_language.position is 'Place in the legacy file.';
comment on column specql_pattern.tb_language.legacy is
  'What the legacy file said: the key of its row, and the row itself.';
comment on column specql_pattern.tb_language.created_at is 'When the row was made.';
comment on column specql_pattern.tb_language.created_by is 'Who made the row.';
comment on column specql_pattern.tb_language.updated_at is 'When the row was last changed.';
comment on column specql_pattern.tb_language.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_language on specql_pattern.tb_language is 'the internal key is unique';
comment on constraint uq_tb_language__id on specql_pattern.tb_language is
  'the public key is unique';
comment on constraint ck_tb_language__language_name on specql_pattern.tb_language is
  'the language name must be 1 to 63 visible characters';
comment on index specql_pattern.uq_tb_language__language_name is
  'A name stands once, whatever its case.';

select specql_audit.audit_table('specql_pattern.tb_language');
