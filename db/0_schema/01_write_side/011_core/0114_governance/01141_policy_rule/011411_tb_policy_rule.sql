-- 011411  specql_governance.tb_policy_rule
-- A rule for schema changes: what it catches, how bad that is, what it says, and an example each way.

create sequence if not exists specql_governance.sq_policy_version;
comment on sequence specql_governance.sq_policy_version is 'Numbers each state of the rules, settings and waivers.';

create table if not exists specql_governance.tb_policy_rule (
  pk_policy_rule     bigint generated always as identity,
  id                 uuid not null default gen_random_uuid(),
  rule_id            text not null,
  identifier         text generated always as (rule_id) stored,
  slug               text not null,
  category           text not null,
  title              text not null,
  why                text,
  severity           text not null,
  request_severity   text not null,
  new_table_severity text not null,
  enabled            boolean not null default true,
  priority           text not null default 'P1',
  applies_to         text[] not null,
  needs              text not null default 'static',
  parameters         jsonb not null default '{}',
  wording            text not null,
  suggestion         text,
  check_function     text not null,
  origin             text not null default 'built-in',
  example_form       text not null default 'sql',
  triggering_example text,
  passing_example    text,
  triggering_input   jsonb,
  passing_input      jsonb,
  policy_version     bigint not null default 0,
  created_at         timestamptz not null default clock_timestamp(),
  created_by         text not null default common.current_actor(),
  updated_at         timestamptz not null default clock_timestamp(),
  updated_by         text not null default common.current_actor(),
  constraint pk_tb_policy_rule primary key (pk_policy_rule),
  constraint uq_tb_policy_rule__id unique (id),
  constraint uq_tb_policy_rule__rule_id unique (rule_id),
  constraint uq_tb_policy_rule__slug unique (slug),
  constraint ck_tb_policy_rule__rule_id check (rule_id ~ '^[A-Z]{2,8}[0-9]{2,4}$'),
  constraint ck_tb_policy_rule__slug check (slug ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$' and length(slug) <= 63),
  constraint ck_tb_policy_rule__severity
    check (severity in ('error', 'warning', 'info') and request_severity in ('error', 'warning', 'info')
      and new_table_severity in ('error', 'warning', 'info')),
  constraint ck_tb_policy_rule__priority check (priority in ('P1', 'P2', 'P3')),
  constraint ck_tb_policy_rule__applies_to
    check (applies_to <@ array['create', 'alter', 'drop', 'dml', 'request'] and cardinality(applies_to) > 0),
  constraint ck_tb_policy_rule__parameters check (jsonb_typeof(parameters) = 'object'),
  constraint ck_tb_policy_rule__origin check (origin in ('built-in', 'custom')),
  constraint ck_tb_policy_rule__example_form check (example_form in ('sql', 'request', 'facts', 'syntax'))
);

comment on table specql_governance.tb_policy_rule is
  'The rules that schema changes are held against, as delivered or added. What an administrator sets about one stands in '
  'tb_policy_setting, so that an upgrade of the rules keeps it.';
comment on column specql_governance.tb_policy_rule.pk_policy_rule is 'Internal key, used by joins.';
comment on column specql_governance.tb_policy_rule.id is 'Public key.';
comment on column specql_governance.tb_policy_rule.rule_id is 'Short name of the rule, for example LCK01.';
comment on column specql_governance.tb_policy_rule.identifier is 'Name for humans.';
comment on column specql_governance.tb_policy_rule.slug is 'Telling name of the rule, for example index-not-concurrent.';
comment on column specql_governance.tb_policy_rule.category is 'What the rule is about, for example lock or naming.';
comment on column specql_governance.tb_policy_rule.title is 'What it catches.';
comment on column specql_governance.tb_policy_rule.why is 'Why that matters.';
comment on column specql_governance.tb_policy_rule.severity is 'How bad it is in a SQL file: error, warning or info.';
comment on column specql_governance.tb_policy_rule.request_severity is
  'How bad it is in a request that changes a table: an error refuses the request, a warning goes to those who approve.';
comment on column specql_governance.tb_policy_rule.new_table_severity is 'How bad it is about a table made by the same change.';
comment on column specql_governance.tb_policy_rule.enabled is 'Whether it is on unless somebody sets otherwise.';
comment on column specql_governance.tb_policy_rule.priority is 'P1 and P2 are on by default, P3 is opt-in.';
comment on column specql_governance.tb_policy_rule.applies_to is 'Kinds of change it looks at: create, alter, drop, dml, request.';
comment on column specql_governance.tb_policy_rule.needs is 'What it must know: static, catalog, registry.';
comment on column specql_governance.tb_policy_rule.parameters is 'Limits, lists and patterns, by name.';
comment on column specql_governance.tb_policy_rule.wording is 'Message; {name} stands for a value of the finding.';
comment on column specql_governance.tb_policy_rule.suggestion is 'What to do instead; {name} as in the message.';
comment on column specql_governance.tb_policy_rule.check_function is
  'Function of specql_governance that finds it; for a custom rule, one that the owner of SpecQL or a superuser owns.';
comment on column specql_governance.tb_policy_rule.origin is 'built-in or custom.';
comment on column specql_governance.tb_policy_rule.example_form is
  'What the examples are: sql, a request, facts alone, or text that does not parse (syntax).';
comment on column specql_governance.tb_policy_rule.triggering_example is 'Something that breaks the rule.';
comment on column specql_governance.tb_policy_rule.passing_example is 'Something near to it that does not.';
comment on column specql_governance.tb_policy_rule.triggering_input is
  'What app.policy_self_test() feeds to the checks for the triggering example: tree, request, facts, context.';
comment on column specql_governance.tb_policy_rule.passing_input is 'The same for the passing example.';
comment on column specql_governance.tb_policy_rule.policy_version is 'State of the rule set that this row belongs to.';
comment on column specql_governance.tb_policy_rule.created_at is 'When the row was made.';
comment on column specql_governance.tb_policy_rule.created_by is 'Who made the row.';
comment on column specql_governance.tb_policy_rule.updated_at is 'When the row was last changed.';
comment on column specql_governance.tb_policy_rule.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_policy_rule on specql_governance.tb_policy_rule is 'the internal key is unique';
comment on constraint uq_tb_policy_rule__id on specql_governance.tb_policy_rule is 'the public key is unique';
comment on constraint uq_tb_policy_rule__rule_id on specql_governance.tb_policy_rule is 'there is a rule of this id already';
comment on constraint uq_tb_policy_rule__slug on specql_governance.tb_policy_rule is 'there is a rule of this slug already';
comment on constraint ck_tb_policy_rule__rule_id on specql_governance.tb_policy_rule is
  'a rule id is capital letters and a number, for example ORG01';
comment on constraint ck_tb_policy_rule__slug on specql_governance.tb_policy_rule is
  'a slug is words in lower case joined by hyphens, for example table-has-owner';
comment on constraint ck_tb_policy_rule__severity on specql_governance.tb_policy_rule is
  'a severity is error, warning or info';
comment on constraint ck_tb_policy_rule__priority on specql_governance.tb_policy_rule is 'a priority is P1, P2 or P3';
comment on constraint ck_tb_policy_rule__applies_to on specql_governance.tb_policy_rule is
  'a rule applies to one or more of create, alter, drop, dml and request';
comment on constraint ck_tb_policy_rule__parameters on specql_governance.tb_policy_rule is
  'parameters are a JSON object';
comment on constraint ck_tb_policy_rule__origin on specql_governance.tb_policy_rule is 'the origin is built-in or custom';
comment on constraint ck_tb_policy_rule__example_form on specql_governance.tb_policy_rule is
  'an example is sql, a request, facts or syntax';

select specql_audit.audit_table('specql_governance.tb_policy_rule');
