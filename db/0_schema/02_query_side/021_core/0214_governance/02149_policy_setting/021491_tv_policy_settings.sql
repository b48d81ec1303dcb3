-- 021491  app.policy_settings
-- What was set about rules, everywhere and in places.

create or replace view app.policy_settings as
select
  s.id,
  r.id as policy_rule_id,
  r.rule_id,
  s.scope,
  s.enabled,
  s.severity,
  s.parameters,
  s.created_at,
  s.updated_at,
  s.updated_by
from specql_governance.tb_policy_setting as s
  join specql_governance.tb_policy_rule as r on r.pk_policy_rule = s.fk_policy_rule;

comment on view app.policy_settings is
  E'@primaryKey id\n'
  '@foreignKey (policy_rule_id) references app.policy_rules (id)\n'
  '@orderBy rule_id,scope\n'
  'Settings of rules that differ from what was delivered; the narrowest scope counts.';
comment on column app.policy_settings.id is E'@notNull\nPublic key.';
comment on column app.policy_settings.policy_rule_id is E'@notNull\nThe rule.';
comment on column app.policy_settings.rule_id is E'@notNull\nShort name of the rule.';
comment on column app.policy_settings.scope is E'@notNull\nWhere: all, domain:N, subdomain:N/M or table:SCHEMA.NAME.';
comment on column app.policy_settings.enabled is 'Whether it is on there; null: as in the wider scope.';
comment on column app.policy_settings.severity is 'How bad it is there; null: as in the wider scope.';
comment on column app.policy_settings.parameters is 'Parameters that differ there.';
comment on column app.policy_settings.created_at is E'@notNull\nWhen it was first set.';
comment on column app.policy_settings.updated_at is E'@notNull\nWhen it was last set.';
comment on column app.policy_settings.updated_by is E'@notNull\nWho set it last.';

grant select on app.policy_settings to specql_reader;
