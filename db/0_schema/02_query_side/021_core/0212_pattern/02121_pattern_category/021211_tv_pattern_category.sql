-- 021211  app.pattern_categories
-- The kinds of patterns, by name.

create or replace view app.pattern_categories as
select
  c.id,
  c.category_name,
  c.description,
  (
    select count(*)::integer from specql_pattern.tb_domain_pattern as p where p.fk_pattern_category = c.pk_pattern_category
  ) as pattern_count,
  c.created_at,
  c.updated_at
from specql_pattern.tb_pattern_category as c;

comment on view app.pattern_categories is
  E'@primaryKey id\n'
  '@orderBy category_name\n'
  'Kinds of patterns.';
comment on column app.pattern_categories.id is E'@notNull\nPublic key.';
comment on column app.pattern_categories.category_name is E'@notNull\nName.';
comment on column app.pattern_categories.description is 'What belongs here.';
comment on column app.pattern_categories.pattern_count is E'@notNull\nHow many patterns it has.';
comment on column app.pattern_categories.created_at is E'@notNull\nWhen it was made.';
comment on column app.pattern_categories.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.pattern_categories to specql_reader;
