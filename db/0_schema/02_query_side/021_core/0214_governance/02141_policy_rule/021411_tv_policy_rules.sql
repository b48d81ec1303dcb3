-- 021411  app.policy_rules
-- The rules as they hold everywhere, with what was delivered beside what was set.

create or replace view app.policy_rules as
select
  r.id,
  r.rule_id,
  r.slug,
  r.category,
  r.title,
  r.why,
  coalesce(s.enabled, r.enabled) as enabled,
  coalesce(s.severity, r.severity) as severity,
  coalesce(s.severity, r.request_severity) as request_severity,
  coalesce(s.severity, r.new_table_severity) as new_table_severity,
  r.parameters || coalesce(s.parameters, '{}') as parameters,
  s.pk_policy_setting is not null as is_changed,
  r.priority,
  r.applies_to,
  r.needs,
  r.wording,
  r.suggestion,
  r.check_function,
  r.origin,
  r.triggering_example,
  r.passing_example,
  r.created_at,
  greatest(r.updated_at, s.updated_at) as updated_at
from specql_governance.tb_policy_rule as r
  left join specql_governance.tb_policy_setting as s on s.fk_policy_rule = r.pk_policy_rule and s.scope = 'all'
    and (s.enabled is not null or s.severity is not null or s.parameters is not null);

comment on view app.policy_rules is
  E'@primaryKey id\n'
  '@orderBy rule_id\n'
  'Rules that schema changes are held against, as they hold everywhere; policySettings has what differs in places.';
comment on column app.policy_rules.id is E'@notNull\nPublic key.';
comment on column app.policy_rules.rule_id is E'@notNull\nShort name.';
comment on column app.policy_rules.slug is E'@notNull\nTelling name.';
comment on column app.policy_rules.category is E'@notNull\nWhat it is about.';
comment on column app.policy_rules.title is E'@notNull\nWhat it catches.';
comment on column app.policy_rules.why is 'Why that matters.';
comment on column app.policy_rules.enabled is E'@notNull\nWhether it is on.';
comment on column app.policy_rules.severity is E'@notNull\nHow bad it is in a SQL file: error, warning or info.';
comment on column app.policy_rules.request_severity is E'@notNull\nHow bad it is in a request that changes a table.';
comment on column app.policy_rules.new_table_severity is E'@notNull\nHow bad it is about a new table.';
comment on column app.policy_rules.parameters is E'@notNull\nLimits, lists and patterns.';
comment on column app.policy_rules.is_changed is E'@notNull\nWhether somebody set it otherwise than it was delivered.';
comment on column app.policy_rules.priority is E'@notNull\nP1, P2, or P3 for opt-in.';
comment on column app.policy_rules.applies_to is E'@notNull\nKinds of change: create, alter, drop, dml, request.';
comment on column app.policy_rules.needs is E'@notNull\nWhat it must know: static, catalog or registry.';
comment on column app.policy_rules.wording is E'@notNull\nMessage, with places for values.';
comment on column app.policy_rules.suggestion is 'What to do instead.';
comment on column app.policy_rules.check_function is E'@notNull\nFunction that finds it.';
comment on column app.policy_rules.origin is E'@notNull\nbuilt-in or custom.';
comment on column app.policy_rules.triggering_example is 'Something that breaks it.';
comment on column app.policy_rules.passing_example is 'Something that does not.';
comment on column app.policy_rules.created_at is E'@notNull\nWhen it was made.';
comment on column app.policy_rules.updated_at is E'@notNull\nWhen it, or its setting, was last changed.';

grant select on app.policy_rules to specql_reader;
