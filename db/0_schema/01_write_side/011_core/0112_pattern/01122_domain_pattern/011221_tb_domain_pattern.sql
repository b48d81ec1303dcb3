-- 011221  specql_pattern.tb_domain_pattern
-- A pattern that entities are built from: what it asks for, and what it adds.

create table if not exists specql_pattern.tb_domain_pattern (
  pk_domain_pattern   bigint generated always as identity,
  id                  uuid not null default gen_random_uuid(),
  pattern_name        text not null,
  identifier          text generated always as (pattern_name) stored,
  fk_pattern_category bigint not null,
  description         text,
  parameters          jsonb not null default '{}',
  implementation      jsonb not null default '{}',
  tags                text[] not null default '{}',
  tag_keys            text[] not null generated always as (specql_pattern.tag_keys(tags)) stored,
  icon                text,
  usage_count         integer not null default 0,
  popularity          double precision not null default 0,
  deprecated_at       timestamptz,
  deprecated_reason   text,
  fk_replacement      bigint,
  keywords            text not null default '',
  search_name         text not null generated always as (specql_pattern.search_name(pattern_name, tags)) stored,
  search_document     tsvector not null generated always as
    (specql_pattern.search_document(pattern_name, tags, description, keywords)) stored,
  text_hash           text not null default '',
  position            integer,
  legacy              jsonb,
  created_at          timestamptz not null default clock_timestamp(),
  created_by          text not null default common.current_actor(),
  updated_at          timestamptz not null default clock_timestamp(),
  updated_by          text not null default common.current_actor(),
  constraint pk_tb_domain_pattern primary key (pk_domain_pattern),
  constraint uq_tb_domain_pattern__id unique (id),
  constraint fk_tb_domain_pattern__category foreign key (fk_pattern_category)
    references specql_pattern.tb_pattern_category (pk_pattern_category),
  constraint fk_tb_domain_pattern__replacement foreign key (fk_replacement)
    references specql_pattern.tb_domain_pattern (pk_domain_pattern),
  constraint ck_tb_domain_pattern__pattern_name check (common.is_name(pattern_name)),
  constraint ck_tb_domain_pattern__parameters check (jsonb_typeof(parameters) = 'object'),
  constraint ck_tb_domain_pattern__implementation check (jsonb_typeof(implementation) = 'object'),
  constraint ck_tb_domain_pattern__usage_count check (usage_count >= 0),
  constraint ck_tb_domain_pattern__popularity check (popularity between -1e15 and 1e15),
  constraint ck_tb_domain_pattern__deprecated check ((deprecated_at is null) = (deprecated_reason is null)),
  constraint ck_tb_domain_pattern__replacement
    check (fk_replacement is null or (deprecated_at is not null and fk_replacement <> pk_domain_pattern))
);

create unique index if not exists uq_tb_domain_pattern__pattern_name
  on specql_pattern.tb_domain_pattern (common.name_key(pattern_name));
create index if not exists ix_tb_domain_pattern__category on specql_pattern.tb_domain_pattern (fk_pattern_category);
create index if not exists ix_tb_domain_pattern__replacement on specql_pattern.tb_domain_pattern (fk_replacement);
create index if not exists ix_tb_domain_pattern__tag_keys on specql_pattern.tb_domain_pattern using gin (tag_keys);
create index if not exists ix_tb_domain_pattern__search_document on specql_pattern.tb_domain_pattern using gin (search_document);

do $$
begin
  -- The extension lies where its database's administrator put it.
  execute format(
    'create index if not exists ix_tb_domain_pattern__search_name on specql_pattern.tb_domain_pattern '
    'using gin (search_name %I.gin_trgm_ops)',
    specql_pattern.extension_schema('pg_trgm'));
end;
$$;

comment on table specql_pattern.tb_domain_pattern is 'A reusable pattern: its parameters and what it adds to an entity.';
comment on column specql_pattern.tb_domain_pattern.pk_domain_pattern is 'Internal key, used by joins.';
comment on column specql_pattern.tb_domain_pattern.id is 'Public key.';
comment on column specql_pattern.tb_domain_pattern.pattern_name is 'Name, unique whatever its case.';
comment on column specql_pattern.tb_domain_pattern.identifier is 'Name for humans.';
comment on column specql_pattern.tb_domain_pattern.fk_pattern_category is 'What kind of pattern it is.';
comment on column specql_pattern.tb_domain_pattern.description is 'What it is for.';
comment on column specql_pattern.tb_domain_pattern.parameters is
  'What it asks for, as it was written: a JSON Schema, or the library''s map of names and types.';
comment on column specql_pattern.tb_domain_pattern.implementation is 'What it adds: fields, actions and so on. Data: never executed.';
comment on column specql_pattern.tb_domain_pattern.tags is 'Words to find it by, as they were written.';
comment on column specql_pattern.tb_domain_pattern.tag_keys is 'The tags in the form in which they are compared.';
comment on column specql_pattern.tb_domain_pattern.icon is 'A picture for lists.';
comment on column specql_pattern.tb_domain_pattern.usage_count is 'How often it was instantiated.';
comment on column specql_pattern.tb_domain_pattern.popularity is 'A score that the library gave it.';
comment on column specql_pattern.tb_domain_pattern.deprecated_at is 'Since when it should not be used any more.';
comment on column specql_pattern.tb_domain_pattern.deprecated_reason is 'Why not.';
comment on column specql_pattern.tb_domain_pattern.fk_replacement is 'What to use instead.';
comment on column specql_pattern.tb_domain_pattern.keywords is 'Category and names inside the implementation; kept by a trigger.';
comment on column specql_pattern.tb_domain_pattern.search_name is 'Name and tags as words, for trigrams.';
comment on column specql_pattern.tb_domain_pattern.search_document is 'Name, tags, description and keywords, for full text.';
comment on column specql_pattern.tb_domain_pattern.text_hash is 'SHA-256 of the text that is embedded; kept by a trigger.';
comment on column specql_pattern.tb_domain_pattern.position is 'Place in the legacy file.';
comment on column specql_pattern.tb_domain_pattern.legacy is 'What the legacy file said and no column holds.';
comment on column specql_pattern.tb_domain_pattern.created_at is 'When the row was made.';
comment on column specql_pattern.tb_domain_pattern.created_by is 'Who made the row.';
comment on column specql_pattern.tb_domain_pattern.updated_at is 'When the row was last changed.';
comment on column specql_pattern.tb_domain_pattern.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_domain_pattern on specql_pattern.tb_domain_pattern is 'the internal key is unique';
comment on constraint uq_tb_domain_pattern__id on specql_pattern.tb_domain_pattern is 'the public key is unique';
comment on constraint fk_tb_domain_pattern__category on specql_pattern.tb_domain_pattern is 'a pattern belongs to a category';
comment on constraint fk_tb_domain_pattern__replacement on specql_pattern.tb_domain_pattern is 'a replacement is a pattern';
comment on constraint ck_tb_domain_pattern__pattern_name on specql_pattern.tb_domain_pattern is
  'the pattern name must be 1 to 63 visible characters';
comment on constraint ck_tb_domain_pattern__parameters on specql_pattern.tb_domain_pattern is 'parameters must be a JSON object';
comment on constraint ck_tb_domain_pattern__implementation on specql_pattern.tb_domain_pattern is 'the implementation must be a JSON object';
comment on constraint ck_tb_domain_pattern__usage_count on specql_pattern.tb_domain_pattern is 'the usage count must not be negative';
comment on constraint ck_tb_domain_pattern__popularity on specql_pattern.tb_domain_pattern is 'the popularity must be a finite number';
comment on constraint ck_tb_domain_pattern__deprecated on specql_pattern.tb_domain_pattern is 'a deprecated pattern has a reason';
comment on constraint ck_tb_domain_pattern__replacement on specql_pattern.tb_domain_pattern is
  'only a deprecated pattern has a replacement, and it is another one';
comment on index specql_pattern.uq_tb_domain_pattern__pattern_name is 'A name stands once, whatever its case.';
comment on index specql_pattern.ix_tb_domain_pattern__category is 'Patterns of a category.';
comment on index specql_pattern.ix_tb_domain_pattern__replacement is 'Patterns that another replaces.';
comment on index specql_pattern.ix_tb_domain_pattern__tag_keys is 'Patterns by tag.';
comment on index specql_pattern.ix_tb_domain_pattern__search_document is 'Full text.';
comment on index specql_pattern.ix_tb_domain_pattern__search_name is 'Names and tags by trigrams: typing errors, parts of words.';

select specql_audit.audit_table('specql_pattern.tb_domain_pattern');
