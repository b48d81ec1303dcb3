-- 021221  app.patterns
-- The patterns, by name.

create or replace view app.patterns as
select
  p.id,
  c.id as category_id,
  p.pattern_name,
  c.category_name as pattern_category,
  p.description,
  p.parameters,
  p.implementation,
  p.tags,
  p.icon,
  p.usage_count,
  p.popularity,
  p.deprecated_at is not null as deprecated,
  p.deprecated_at,
  p.deprecated_reason,
  r.pattern_name as replacement_name,
  p.created_at,
  p.updated_at
from specql_pattern.tb_domain_pattern as p
join specql_pattern.tb_pattern_category as c on c.pk_pattern_category = p.fk_pattern_category
left join specql_pattern.tb_domain_pattern as r on r.pk_domain_pattern = p.fk_replacement;

comment on view app.patterns is
  E'@primaryKey id\n'
  '@foreignKey (category_id) references app.pattern_categories (id)|@fieldName category|@foreignFieldName patterns\n'
  '@orderBy pattern_name\n'
  'Patterns that entities are built from.';
comment on column app.patterns.id is E'@notNull\nPublic key.';
comment on column app.patterns.category_id is E'@notNull\nPublic key of its category.';
comment on column app.patterns.pattern_name is E'@notNull\nName.';
comment on column app.patterns.pattern_category is E'@notNull\nName of its category.';
comment on column app.patterns.description is 'What it is for.';
comment on column app.patterns.parameters is E'@notNull\nWhat it asks for.';
comment on column app.patterns.implementation is E'@notNull\nWhat it adds: fields, actions and so on.';
comment on column app.patterns.tags is E'@notNull\nWords to find it by.';
comment on column app.patterns.icon is 'A picture for lists.';
comment on column app.patterns.usage_count is E'@notNull\nHow often it was instantiated.';
comment on column app.patterns.popularity is E'@notNull\nA score that the library gave it.';
comment on column app.patterns.deprecated is E'@notNull\nWhether it should not be used any more.';
comment on column app.patterns.deprecated_at is 'Since when not.';
comment on column app.patterns.deprecated_reason is 'Why not.';
comment on column app.patterns.replacement_name is 'What to use instead.';
comment on column app.patterns.created_at is E'@notNull\nWhen it was made.';
comment on column app.patterns.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.patterns to specql_reader;
