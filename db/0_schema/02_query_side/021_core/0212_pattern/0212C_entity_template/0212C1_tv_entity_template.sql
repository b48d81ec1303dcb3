-- 0212C1  app.entity_templates
-- Entities as they are usually wanted.

create or replace view app.entity_templates as
select
  t.id,
  t.template_name,
  t.template_namespace,
  t.description,
  p.pattern_name,
  t.default_fields,
  t.default_patterns,
  t.default_actions,
  t.configuration_options,
  t.icon,
  t.tags,
  t.usage_count,
  t.popularity_score,
  t.created_at,
  t.updated_at
from specql_pattern.tb_entity_template as t
  left join specql_pattern.tb_domain_pattern as p on p.pk_domain_pattern = t.fk_domain_pattern;

comment on view app.entity_templates is
  E'@primaryKey id\n'
  '@orderBy template_namespace,template_name\n'
  'Ready entities: fields, patterns, actions.';
comment on column app.entity_templates.id is E'@notNull\nPublic key.';
comment on column app.entity_templates.template_name is E'@notNull\nName.';
comment on column app.entity_templates.template_namespace is E'@notNull\nLine of business.';
comment on column app.entity_templates.description is 'What it is for.';
comment on column app.entity_templates.pattern_name is 'Domain pattern that it is based on.';
comment on column app.entity_templates.default_fields is E'@notNull\nIts fields.';
comment on column app.entity_templates.default_patterns is
  E'@notNull\nDomain patterns that it uses, with parameters.';
comment on column app.entity_templates.default_actions is E'@notNull\nIts actions.';
comment on column app.entity_templates.configuration_options is 'What can be set.';
comment on column app.entity_templates.icon is 'An emoji, or the name of an icon.';
comment on column app.entity_templates.tags is E'@notNull\nWords to find it by.';
comment on column app.entity_templates.usage_count is E'@notNull\nHow often it was used.';
comment on column app.entity_templates.popularity_score is E'@notNull\nHow popular it is.';
comment on column app.entity_templates.created_at is E'@notNull\nWhen it was made.';
comment on column app.entity_templates.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.entity_templates to specql_reader;
