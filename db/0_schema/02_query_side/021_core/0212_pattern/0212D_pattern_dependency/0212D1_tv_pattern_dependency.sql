-- 0212D1  app.pattern_dependencies
-- What building blocks and templates need, suggest or exclude.

create or replace view app.pattern_dependencies as
select
  d.id,
  case when d.fk_universal_pattern is null then 'template' else 'universal pattern' end as dependent_kind,
  coalesce(u.pattern_name, t.template_name) as dependent_name,
  d.dependency_type,
  case
    when d.fk_needed_domain_pattern is not null then 'pattern'
    when d.fk_needed_entity_template is not null then 'template'
    else 'universal pattern'
  end as needed_kind,
  coalesce(np.pattern_name, nt.template_name, nu.pattern_name) as needed_name,
  d.created_at,
  d.updated_at
from specql_pattern.tb_pattern_dependency as d
  left join specql_pattern.tb_universal_pattern as u on u.pk_universal_pattern = d.fk_universal_pattern
  left join specql_pattern.tb_entity_template as t on t.pk_entity_template = d.fk_entity_template
  left join specql_pattern.tb_universal_pattern as nu on nu.pk_universal_pattern = d.fk_needed_universal_pattern
  left join specql_pattern.tb_entity_template as nt on nt.pk_entity_template = d.fk_needed_entity_template
  left join specql_pattern.tb_domain_pattern as np on np.pk_domain_pattern = d.fk_needed_domain_pattern;

comment on view app.pattern_dependencies is
  E'@primaryKey id\n'
  '@orderBy dependent_kind,dependent_name,needed_name\n'
  'What building blocks and templates need, suggest or exclude.';
comment on column app.pattern_dependencies.id is E'@notNull\nPublic key.';
comment on column app.pattern_dependencies.dependent_kind is
  E'@notNull\ntemplate or universal pattern.';
comment on column app.pattern_dependencies.dependent_name is E'@notNull\nWhat depends.';
comment on column app.pattern_dependencies.dependency_type is
  E'@notNull\nrequires, suggests or conflicts_with.';
comment on column app.pattern_dependencies.needed_kind is
  E'@notNull\npattern, template or universal pattern.';
comment on column app.pattern_dependencies.needed_name is E'@notNull\nWhat is meant.';
comment on column app.pattern_dependencies.created_at is E'@notNull\nWhen it was made.';
comment on column app.pattern_dependencies.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.pattern_dependencies to specql_reader;
