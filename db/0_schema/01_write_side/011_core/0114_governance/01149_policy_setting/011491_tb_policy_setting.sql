-- 011491  specql_governance.tb_policy_setting
-- What an administrator set about a rule, everywhere or in one place.

create table if not exists specql_governance.tb_policy_setting (
  pk_policy_setting bigint generated always as identity,
  id                uuid not null default gen_random_uuid(),
  fk_policy_rule    bigint not null,
  scope             text not null default 'all',
  enabled           boolean,
  severity          text,
  parameters        jsonb,
  identifier        text generated always as (scope) stored,
  policy_version    bigint not null default 0,
  created_at        timestamptz not null default clock_timestamp(),
  created_by        text not null default common.current_actor(),
  updated_at        timestamptz not null default clock_timestamp(),
  updated_by        text not null default common.current_actor(),
  constraint pk_tb_policy_setting primary key (pk_policy_setting),
  constraint uq_tb_policy_setting__id unique (id),
  constraint uq_tb_policy_setting__rule_scope unique (fk_policy_rule, scope),
  constraint fk_tb_policy_setting__policy_rule
    foreign key (fk_policy_rule)
    references specql_governance.tb_policy_rule (pk_policy_rule),
  constraint ck_tb_policy_setting__scope check (scope ~ '^(all|(domain|subdomain|table):.{1,200})$'),
  constraint ck_tb_policy_setting__severity check (severity in ('error', 'warning', 'info')),
  constraint ck_tb_policy_setting__parameters check (jsonb_typeof(parameters) = 'object')
);

comment on table specql_governance.tb_policy_setting is
  'Settings of rules that differ from what was delivered. A narrower scope outweighs a wider one: table, subdomain, domain, all.';
comment on column specql_governance.tb_policy_setting.pk_policy_setting is 'Internal key, used by joins.';
comment on column specql_governance.tb_policy_setting.id is 'Public key.';
comment on column specql_governance.tb_policy_setting.fk_policy_rule is 'The rule that is set.';
comment on column specql_governance.tb_policy_setting.scope is
  'Where: all, domain:NUMBER, subdomain:NUMBER/NUMBER or table:SCHEMA.NAME.';
comment on column specql_governance.tb_policy_setting.enabled is 'Whether it is on there; null: as in the wider scope.';
comment on column specql_governance.tb_policy_setting.severity is
  'How bad it is there, in files, requests and for new tables alike; null: as in the wider scope.';
comment on column specql_governance.tb_policy_setting.parameters is 'Parameters that differ there; null: none.';
comment on column specql_governance.tb_policy_setting.identifier is 'Name for humans.';
comment on column specql_governance.tb_policy_setting.policy_version is 'State of the rule set that this row belongs to.';
comment on column specql_governance.tb_policy_setting.created_at is 'When the row was made.';
comment on column specql_governance.tb_policy_setting.created_by is 'Who made the row.';
comment on column specql_governance.tb_policy_setting.updated_at is 'When the row was last changed.';
comment on column specql_governance.tb_policy_setting.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_policy_setting on specql_governance.tb_policy_setting is 'the internal key is unique';
comment on constraint uq_tb_policy_setting__id on specql_governance.tb_policy_setting is 'the public key is unique';
comment on constraint uq_tb_policy_setting__rule_scope on specql_governance.tb_policy_setting is
  'a rule is set once in each place';
comment on constraint fk_tb_policy_setting__policy_rule on specql_governance.tb_policy_setting is 'there must be such a rule';
comment on constraint ck_tb_policy_setting__scope on specql_governance.tb_policy_setting is
  'a scope is all, domain:NUMBER, subdomain:NUMBER/NUMBER or table:SCHEMA.NAME';
comment on constraint ck_tb_policy_setting__severity on specql_governance.tb_policy_setting is
  'a severity is error, warning or info';
comment on constraint ck_tb_policy_setting__parameters on specql_governance.tb_policy_setting is
  'parameters are a JSON object';

select specql_audit.audit_table('specql_governance.tb_policy_setting');
