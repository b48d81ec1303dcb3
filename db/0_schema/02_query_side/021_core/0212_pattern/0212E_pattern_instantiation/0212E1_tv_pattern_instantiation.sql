-- 0212E1  app.pattern_instantiations
-- What was made from patterns and templates.

create or replace view app.pattern_instantiations as
select
  i.id,
  i.entity_name,
  p.pattern_name,
  t.template_name,
  i.source_name,
  i.source_hash,
  i.parameters,
  i.effective_parameters,
  i.result,
  i.notes,
  i.instantiated_at,
  i.created_by as instantiated_by,
  i.created_at,
  i.updated_at
from specql_pattern.tb_pattern_instantiation as i
  left join specql_pattern.tb_domain_pattern as p on p.pk_domain_pattern = i.fk_domain_pattern
  left join specql_pattern.tb_entity_template as t on t.pk_entity_template = i.fk_entity_template;

comment on view app.pattern_instantiations is
  E'@primaryKey id\n'
  '@orderBy instantiated_at desc\n'
  'Uses of patterns and templates, newest first.';
comment on column app.pattern_instantiations.id is E'@notNull\nPublic key.';
comment on column app.pattern_instantiations.entity_name is 'The entity that it was made for.';
comment on column app.pattern_instantiations.pattern_name is 'The domain pattern.';
comment on column app.pattern_instantiations.template_name is 'The entity template.';
comment on column app.pattern_instantiations.source_name is
  E'@notNull\nName of pattern or template when it was used.';
comment on column app.pattern_instantiations.source_hash is 'sha256 of what it was then.';
comment on column app.pattern_instantiations.parameters is
  E'@notNull\nThe parameters as they were given.';
comment on column app.pattern_instantiations.effective_parameters is
  'The parameters with defaults applied.';
comment on column app.pattern_instantiations.result is 'What came of it.';
comment on column app.pattern_instantiations.notes is E'@notNull\nWhat should be known.';
comment on column app.pattern_instantiations.instantiated_at is E'@notNull\nWhen it was used.';
comment on column app.pattern_instantiations.instantiated_by is
  E'@notNull\nWho used it, or imported it.';
comment on column app.pattern_instantiations.created_at is E'@notNull\nWhen it was made.';
comment on column app.pattern_instantiations.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.pattern_instantiations to specql_reader;
