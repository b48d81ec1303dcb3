-- 011531  specql_type.tb_type_mapping
-- What a type is called in a language.

create table if not exists specql_type.tb_type_mapping (
  pk_type_mapping   bigint generated always as identity,
  id                uuid not null default gen_random_uuid(),
  fk_universal_type bigint not null,
  language          text not null,
  identifier        text generated always as (language) stored,
  mapped_type       text not null,
  import_statement  text,
  validation_rules  jsonb,
  legacy            jsonb,
  created_at        timestamptz not null default clock_timestamp(),
  created_by        text not null default common.current_actor(),
  updated_at        timestamptz not null default clock_timestamp(),
  updated_by        text not null default common.current_actor(),
  constraint pk_tb_type_mapping primary key (pk_type_mapping),
  constraint uq_tb_type_mapping__id unique (id),
  constraint uq_tb_type_mapping__language unique (fk_universal_type, language),
  constraint fk_tb_type_mapping__universal_type
    foreign key (fk_universal_type) references specql_type.tb_universal_type (pk_universal_type),
  constraint ck_tb_type_mapping__language check (language ~ '^[a-z][a-z0-9_+#.-]{0,62}$'),
  constraint ck_tb_type_mapping__mapped_type
    check (length(mapped_type) between 1 and 200 and mapped_type !~ '[[:cntrl:]]'),
  constraint ck_tb_type_mapping__import_statement check (length(import_statement) <= 1000)
);

comment on table specql_type.tb_type_mapping is
  'The type of a programming language, or of another system, that stands for one of ours.';
comment on column specql_type.tb_type_mapping.pk_type_mapping is 'Internal key, used by joins.';
comment on column specql_type.tb_type_mapping.id is 'Public key.';
comment on column specql_type.tb_type_mapping.fk_universal_type is 'The type.';
comment on column specql_type.tb_type_mapping.language is 'The language: python, typescript, graphql …';
comment on column specql_type.tb_type_mapping.identifier is 'Name for humans: the language.';
comment on column specql_type.tb_type_mapping.mapped_type is 'What the type is called there.';
comment on column specql_type.tb_type_mapping.import_statement is
  'What a source file needs to use it. Stored, never run.';
comment on column specql_type.tb_type_mapping.validation_rules is
  'What the mapping asks of a value, in the words of the language.';
comment on column specql_type.tb_type_mapping.legacy is 'What the legacy file said of it, whole.';
comment on column specql_type.tb_type_mapping.created_at is 'When the row was made.';
comment on column specql_type.tb_type_mapping.created_by is 'Who made the row.';
comment on column specql_type.tb_type_mapping.updated_at is 'When the row was last changed.';
comment on column specql_type.tb_type_mapping.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_type_mapping on specql_type.tb_type_mapping is 'the internal key is unique';
comment on constraint uq_tb_type_mapping__id on specql_type.tb_type_mapping is 'the public key is unique';
comment on constraint uq_tb_type_mapping__language on specql_type.tb_type_mapping is
  'the type has a mapping for this language';
comment on constraint fk_tb_type_mapping__universal_type on specql_type.tb_type_mapping is 'the type must exist';
comment on constraint ck_tb_type_mapping__language on specql_type.tb_type_mapping is
  'the language must be 1 to 63 of a-z, 0-9, _, +, #, . and -, a letter first';
comment on constraint ck_tb_type_mapping__mapped_type on specql_type.tb_type_mapping is
  'the mapped type must have 1 to 200 characters on one line';
comment on constraint ck_tb_type_mapping__import_statement on specql_type.tb_type_mapping is
  'the import statement must have at most 1000 characters';

select specql_audit.audit_table('specql_type.tb_type_mapping');
