-- 0112B1  specql_pattern.tb_pattern_implementation
-- How a building block is written in a language.

create table if not exists specql_pattern.tb_pattern_implementation (
  pk_pattern_implementation bigint generated always as identity,
  id                        uuid not null default gen_random_uuid(),
  fk_universal_pattern      bigint not null,
  fk_language               bigint not null,
  implementation_template   text not null,
  example                   text,
  supported                 boolean not null default true,
  performance_notes         text,
  version                   text,
  identifier                text generated always as (fk_universal_pattern::text || ' ' || fk_language::text) stored,
  position                  integer,
  legacy                    jsonb,
  created_at                timestamptz not null default clock_timestamp(),
  created_by                text not null default common.current_actor(),
  updated_at                timestamptz not null default clock_timestamp(),
  updated_by                text not null default common.current_actor(),
  constraint pk_tb_pattern_implementation primary key (pk_pattern_implementation),
  constraint uq_tb_pattern_implementation__id unique (id),
  constraint uq_tb_pattern_implementation__language unique (fk_universal_pattern, fk_language),
  constraint fk_tb_pattern_implementation__universal_pattern
    foreign key (fk_universal_pattern)
    references specql_pattern.tb_universal_pattern (pk_universal_pattern),
  constraint fk_tb_pattern_implementation__language
    foreign key (fk_language)
    references specql_pattern.tb_language (pk_language)
);

create index if not exists ix_tb_pattern_implementation__fk_language
  on specql_pattern.tb_pattern_implementation (fk_language);

comment on table specql_pattern.tb_pattern_implementation is
  'A universal pattern written out in one language. The template is Jinja2 text: stored, never '
  'run.';
comment on column specql_pattern.tb_pattern_implementation.pk_pattern_implementation is
  'Internal key, used by joins.';
comment on column specql_pattern.tb_pattern_implementation.id is 'Public key.';
comment on column specql_pattern.tb_pattern_implementation.fk_universal_pattern is
  'The pattern or expression.';
comment on column specql_pattern.tb_pattern_implementation.fk_language is 'The language.';
comment on column specql_pattern.tb_pattern_implementation.implementation_template is
  'Jinja2 text. Data: stored, never run.';
comment on column specql_pattern.tb_pattern_implementation.example is 'An example of its use.';
comment on column specql_pattern.tb_pattern_implementation.supported is 'It can be used.';
comment on column specql_pattern.tb_pattern_implementation.performance_notes is
  'What to know of its speed.';
comment on column specql_pattern.tb_pattern_implementation.version is 'Version of the template.';
comment on column specql_pattern.tb_pattern_implementation.identifier is
  'Name for humans: the keys of pattern and language.';
comment on column specql_pattern.tb_pattern_implementation.position is 'Place in the legacy file.';
comment on column specql_pattern.tb_pattern_implementation.legacy is
  'What the legacy file said: the key of its row, and the row itself.';
comment on column specql_pattern.tb_pattern_implementation.created_at is 'When the row was made.';
comment on column specql_pattern.tb_pattern_implementation.created_by is 'Who made the row.';
comment on column specql_pattern.tb_pattern_implementation.updated_at is
  'When the row was last changed.';
comment on column specql_pattern.tb_pattern_implementation.updated_by is
  'Who changed the row last.';
comment on constraint pk_tb_pattern_implementation on specql_pattern.tb_pattern_implementation is
  'the internal key is unique';
comment on constraint uq_tb_pattern_implementation__id on specql_pattern.tb_pattern_implementation is
  'the public key is unique';
comment on constraint uq_tb_pattern_implementation__language on specql_pattern.tb_pattern_implementation is
  'a pattern is implemented once in a language';
comment on constraint fk_tb_pattern_implementation__universal_pattern on specql_pattern.tb_pattern_implementation is
  'the pattern must exist';
comment on constraint fk_tb_pattern_implementation__language on specql_pattern.tb_pattern_implementation is
  'the language must exist';
comment on index specql_pattern.ix_tb_pattern_implementation__fk_language is
  'For what a language implements.';

select specql_audit.audit_table('specql_pattern.tb_pattern_implementation');
