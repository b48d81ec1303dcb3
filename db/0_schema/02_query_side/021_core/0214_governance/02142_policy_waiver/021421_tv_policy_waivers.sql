-- 021421  app.policy_waivers
-- The waivers, also those that have ended.

create or replace view app.policy_waivers as
select
  w.id,
  r.id as policy_rule_id,
  r.rule_id,
  w.scope,
  w.reason,
  w.expires_at,
  w.revoked_at is null and w.expires_at > now() as is_live,
  w.revoked_at,
  w.revoked_by,
  w.created_at,
  w.created_by,
  w.updated_at
from specql_governance.tb_policy_waiver as w
  join specql_governance.tb_policy_rule as r on r.pk_policy_rule = w.fk_policy_rule;

comment on view app.policy_waivers is
  E'@primaryKey id\n'
  '@foreignKey (policy_rule_id) references app.policy_rules (id)\n'
  '@orderBy created_at\n'
  'Rules that need not be kept somewhere, for a reason and until a day.';
comment on column app.policy_waivers.id is E'@notNull\nPublic key.';
comment on column app.policy_waivers.policy_rule_id is E'@notNull\nThe rule.';
comment on column app.policy_waivers.rule_id is E'@notNull\nShort name of the rule.';
comment on column app.policy_waivers.scope is E'@notNull\nWhere: all, domain:N, subdomain:N/M, table:SCHEMA.NAME or request:ID.';
comment on column app.policy_waivers.reason is E'@notNull\nWhy it is right here.';
comment on column app.policy_waivers.expires_at is E'@notNull\nWhen the rule holds again.';
comment on column app.policy_waivers.is_live is E'@notNull\nWhether it counts now.';
comment on column app.policy_waivers.revoked_at is 'When it was taken back.';
comment on column app.policy_waivers.revoked_by is 'Who took it back.';
comment on column app.policy_waivers.created_at is E'@notNull\nWhen it was made.';
comment on column app.policy_waivers.created_by is E'@notNull\nWho made it.';
comment on column app.policy_waivers.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.policy_waivers to specql_reader;
