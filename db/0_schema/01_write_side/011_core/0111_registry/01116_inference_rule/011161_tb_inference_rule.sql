-- 011161  specql_registry.tb_inference_rule
-- Which words in an entity's name point to which subdomain.

create table if not exists specql_registry.tb_inference_rule (
  pk_inference_rule bigint generated always as identity,
  id                uuid not null default gen_random_uuid(),
  domain_name       text not null,
  subdomain_name    text not null,
  pattern           text not null,
  identifier        text generated always as (domain_name || '.' || subdomain_name || ': ' || pattern) stored,
  position          integer not null,
  legacy            jsonb,
  created_at        timestamptz not null default clock_timestamp(),
  created_by        text not null default common.current_actor(),
  updated_at        timestamptz not null default clock_timestamp(),
  updated_by        text not null default common.current_actor(),
  constraint pk_tb_inference_rule primary key (pk_inference_rule),
  constraint uq_tb_inference_rule__id unique (id),
  constraint uq_tb_inference_rule__pattern unique (domain_name, subdomain_name, pattern),
  constraint ck_tb_inference_rule__domain_name check (common.is_name(domain_name)),
  constraint ck_tb_inference_rule__subdomain_name check (common.is_name(subdomain_name)),
  constraint ck_tb_inference_rule__pattern check (common.is_name(pattern))
);

create index if not exists ix_tb_inference_rule__domain
  on specql_registry.tb_inference_rule (common.name_key(domain_name));

comment on table specql_registry.tb_inference_rule is
  'One word that, found in an entity''s name, points to a subdomain. The subdomain is named, not '
  'referenced: legacy files have rules for subdomains that do not exist yet.';
comment on column specql_registry.tb_inference_rule.pk_inference_rule is 'Internal key, used by joins.';
comment on column specql_registry.tb_inference_rule.id is 'Public key.';
comment on column specql_registry.tb_inference_rule.domain_name is 'The domain, as the rule names it.';
comment on column specql_registry.tb_inference_rule.subdomain_name is 'The subdomain, as the rule names it.';
comment on column specql_registry.tb_inference_rule.pattern is
  'The word; matched in the entity''s name in snake case.';
comment on column specql_registry.tb_inference_rule.identifier is 'Name for humans.';
comment on column specql_registry.tb_inference_rule.position is 'Order in which the rules are tried.';
comment on column specql_registry.tb_inference_rule.legacy is
  'What the legacy file said and no column holds: unknown keys, raw texts, the key''s spelling.';
comment on column specql_registry.tb_inference_rule.created_at is 'When the row was made.';
comment on column specql_registry.tb_inference_rule.created_by is 'Who made the row.';
comment on column specql_registry.tb_inference_rule.updated_at is 'When the row was last changed.';
comment on column specql_registry.tb_inference_rule.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_inference_rule on specql_registry.tb_inference_rule is
  'the internal key is unique';
comment on constraint uq_tb_inference_rule__id on specql_registry.tb_inference_rule is
  'the public key is unique';
comment on constraint uq_tb_inference_rule__pattern on specql_registry.tb_inference_rule is
  'the rule is already there';
comment on constraint ck_tb_inference_rule__domain_name on specql_registry.tb_inference_rule is
  'the domain name must be 1 to 63 visible characters';
comment on constraint ck_tb_inference_rule__subdomain_name on specql_registry.tb_inference_rule is
  'the subdomain name must be 1 to 63 visible characters';
comment on constraint ck_tb_inference_rule__pattern on specql_registry.tb_inference_rule is
  'the pattern must be 1 to 63 visible characters';
comment on index specql_registry.ix_tb_inference_rule__domain is 'For app.infer_subdomain().';

select specql_audit.audit_table('specql_registry.tb_inference_rule');
