-- 0112C1  specql_pattern.tb_entity_template
-- An entity as it is usually wanted: fields, patterns, actions.

create table if not exists specql_pattern.tb_entity_template (
  pk_entity_template    bigint generated always as identity,
  id                    uuid not null default gen_random_uuid(),
  fk_domain_pattern     bigint,
  template_name         text not null,
  identifier            text generated always as (template_name) stored,
  template_namespace    text not null,
  description           text,
  default_fields        jsonb not null,
  default_patterns      jsonb not null default '{}',
  default_actions       jsonb not null default '{}',
  configuration_options jsonb,
  icon                  text,
  tags                  text[] not null default '{}',
  usage_count           integer not null default 0,
  popularity_score      double precision not null default 0,
  position              integer,
  legacy                jsonb,
  created_at            timestamptz not null default clock_timestamp(),
  created_by            text not null default common.current_actor(),
  updated_at            timestamptz not null default clock_timestamp(),
  updated_by            text not null default common.current_actor(),
  constraint pk_tb_entity_template primary key (pk_entity_template),
  constraint uq_tb_entity_template__id unique (id),
  constraint fk_tb_entity_template__domain_pattern
    foreign key (fk_domain_pattern)
    references specql_pattern.tb_domain_pattern (pk_domain_pattern),
  constraint ck_tb_entity_template__template_name check (common.is_name(template_name)),
  constraint ck_tb_entity_template__template_namespace check (common.is_name(template_namespace)),
  constraint ck_tb_entity_template__default_fields
    check (jsonb_typeof(default_fields) in ('object', 'array')),
  constraint ck_tb_entity_template__default_patterns
    check (jsonb_typeof(default_patterns) in ('object', 'array')),
  constraint ck_tb_entity_template__default_actions
    check (jsonb_typeof(default_actions) in ('object', 'array')),
  constraint ck_tb_entity_template__usage_count check (usage_count >= 0)
);

create unique index if not exists uq_tb_entity_template__template_name
  on specql_pattern.tb_entity_template (common.name_key(template_name));
create index if not exists ix_tb_entity_template__fk_domain_pattern
  on specql_pattern.tb_entity_template (fk_domain_pattern);

comment on table specql_pattern.tb_entity_template is
  'A ready entity of some line of business: its fields, the domain patterns that it uses with '
  'their parameters, its actions.';
comment on column specql_pattern.tb_entity_template.pk_entity_template is
  'Internal key, used by joins.';
comment on column specql_pattern.tb_entity_template.id is 'Public key.';
comment on column specql_pattern.tb_entity_template.fk_domain_pattern is
  'The domain pattern that it is based on, if any.';
comment on column specql_pattern.tb_entity_template.template_name is
  'Name, unique whatever its case.';
comment on column specql_pattern.tb_entity_template.identifier is 'Name for humans.';
comment on column specql_pattern.tb_entity_template.template_namespace is
  'Line of business, for example crm.';
comment on column specql_pattern.tb_entity_template.description is 'What it is for.';
comment on column specql_pattern.tb_entity_template.default_fields is
  'Fields by name, or a list of them.';
comment on column specql_pattern.tb_entity_template.default_patterns is
  'Parameters by the name of the domain pattern.';
comment on column specql_pattern.tb_entity_template.default_actions is
  'Actions by name. Data: never run.';
comment on column specql_pattern.tb_entity_template.configuration_options is
  'What can be set, with type and default.';
comment on column specql_pattern.tb_entity_template.icon is 'An emoji, or the name of an icon.';
comment on column specql_pattern.tb_entity_template.tags is 'Words to find it by.';
comment on column specql_pattern.tb_entity_template.usage_count is 'How often it was used.';
comment on column specql_pattern.tb_entity_template.popularity_score is
  'How popular it is, as the legacy library counted.';
comment on column specql_pattern.tb_entity_template.position is 'Place in the legacy file.';
comment on column specql_pattern.tb_entity_template.legacy is
  'What the legacy file said: the key of its row, and the row itself.';
comment on column specql_pattern.tb_entity_template.created_at is 'When the row was made.';
comment on column specql_pattern.tb_entity_template.created_by is 'Who made the row.';
comment on column specql_pattern.tb_entity_template.updated_at is 'When the row was last changed.';
comment on column specql_pattern.tb_entity_template.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_entity_template on specql_pattern.tb_entity_template is
  'the internal key is unique';
comment on constraint uq_tb_entity_template__id on specql_pattern.tb_entity_template is
  'the public key is unique';
comment on constraint fk_tb_entity_template__domain_pattern on specql_pattern.tb_entity_template is
  'the domain pattern must exist';
comment on constraint ck_tb_entity_template__template_name on specql_pattern.tb_entity_template is
  'the template name must be 1 to 63 visible characters';
comment on constraint ck_tb_entity_template__template_namespace on specql_pattern.tb_entity_template is
  'the namespace must be 1 to 63 visible characters';
comment on constraint ck_tb_entity_template__default_fields on specql_pattern.tb_entity_template is
  'the fields must be a JSON object or list';
comment on constraint ck_tb_entity_template__default_patterns on specql_pattern.tb_entity_template is
  'the patterns must be a JSON object or list';
comment on constraint ck_tb_entity_template__default_actions on specql_pattern.tb_entity_template is
  'the actions must be a JSON object or list';
comment on constraint ck_tb_entity_template__usage_count on specql_pattern.tb_entity_template is
  'the usage count cannot be negative';
comment on index specql_pattern.uq_tb_entity_template__template_name is
  'A name stands once, whatever its case.';
comment on index specql_pattern.ix_tb_entity_template__fk_domain_pattern is
  'For the templates of a domain pattern.';

select specql_audit.audit_table('specql_pattern.tb_entity_template');
