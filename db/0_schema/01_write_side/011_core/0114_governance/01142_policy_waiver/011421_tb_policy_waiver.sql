-- 011421  specql_governance.tb_policy_waiver
-- A rule that need not be kept somewhere, for a reason and until a day.

create table if not exists specql_governance.tb_policy_waiver (
  pk_policy_waiver bigint generated always as identity,
  id               uuid not null default gen_random_uuid(),
  fk_policy_rule   bigint not null,
  scope            text not null,
  reason           text not null,
  expires_at       timestamptz not null,
  revoked_at       timestamptz,
  revoked_by       text,
  identifier       text generated always as (scope) stored,
  policy_version   bigint not null default 0,
  created_at       timestamptz not null default clock_timestamp(),
  created_by       text not null default common.current_actor(),
  updated_at       timestamptz not null default clock_timestamp(),
  updated_by       text not null default common.current_actor(),
  constraint pk_tb_policy_waiver primary key (pk_policy_waiver),
  constraint uq_tb_policy_waiver__id unique (id),
  constraint fk_tb_policy_waiver__policy_rule
    foreign key (fk_policy_rule)
    references specql_governance.tb_policy_rule (pk_policy_rule),
  constraint ck_tb_policy_waiver__scope
    check (scope ~ '^(all|(domain|subdomain|table|request):.{1,200})$'),
  constraint ck_tb_policy_waiver__reason check (length(btrim(reason)) between 1 and 2000),
  constraint ck_tb_policy_waiver__revoked check ((revoked_at is null) = (revoked_by is null))
);

create index if not exists ix_tb_policy_waiver__fk_policy_rule
  on specql_governance.tb_policy_waiver (fk_policy_rule);

comment on table specql_governance.tb_policy_waiver is
  'Exceptions from rules. What a waiver covers is still reported, as waived. One that has expired or was revoked stays here.';
comment on column specql_governance.tb_policy_waiver.pk_policy_waiver is 'Internal key, used by joins.';
comment on column specql_governance.tb_policy_waiver.id is 'Public key.';
comment on column specql_governance.tb_policy_waiver.fk_policy_rule is 'The rule that is waived.';
comment on column specql_governance.tb_policy_waiver.scope is
  'Where: all, domain:NUMBER, subdomain:NUMBER/NUMBER, table:SCHEMA.NAME or request:ID.';
comment on column specql_governance.tb_policy_waiver.reason is 'Why it is right here.';
comment on column specql_governance.tb_policy_waiver.expires_at is 'When the rule holds again.';
comment on column specql_governance.tb_policy_waiver.revoked_at is 'When it was taken back before that.';
comment on column specql_governance.tb_policy_waiver.revoked_by is 'Who took it back.';
comment on column specql_governance.tb_policy_waiver.identifier is 'Name for humans.';
comment on column specql_governance.tb_policy_waiver.policy_version is 'State of the rule set that this row belongs to.';
comment on column specql_governance.tb_policy_waiver.created_at is 'When the row was made.';
comment on column specql_governance.tb_policy_waiver.created_by is 'Who made the row.';
comment on column specql_governance.tb_policy_waiver.updated_at is 'When the row was last changed.';
comment on column specql_governance.tb_policy_waiver.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_policy_waiver on specql_governance.tb_policy_waiver is 'the internal key is unique';
comment on constraint uq_tb_policy_waiver__id on specql_governance.tb_policy_waiver is 'the public key is unique';
comment on constraint fk_tb_policy_waiver__policy_rule on specql_governance.tb_policy_waiver is 'there must be such a rule';
comment on constraint ck_tb_policy_waiver__scope on specql_governance.tb_policy_waiver is
  'a scope is all, domain:NUMBER, subdomain:NUMBER/NUMBER, table:SCHEMA.NAME or request:ID';
comment on constraint ck_tb_policy_waiver__reason on specql_governance.tb_policy_waiver is
  'a waiver needs a reason of 1 to 2000 characters';
comment on constraint ck_tb_policy_waiver__revoked on specql_governance.tb_policy_waiver is
  'who revoked a waiver and when stand together';
comment on index specql_governance.ix_tb_policy_waiver__fk_policy_rule is 'Finds the waivers of a rule.';

select specql_audit.audit_table('specql_governance.tb_policy_waiver');
