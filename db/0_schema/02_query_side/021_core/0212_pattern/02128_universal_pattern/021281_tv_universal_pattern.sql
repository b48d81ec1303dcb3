-- 021281  app.universal_patterns
-- The building blocks that pattern logic is made of.

create or replace view app.universal_patterns as
select
  u.id,
  u.pattern_name,
  u.pattern_category,
  u.abstract_syntax,
  u.description,
  u.complexity_score,
  (
    select count(*)::integer
    from specql_pattern.tb_pattern_implementation as i
    where i.fk_universal_pattern = u.pk_universal_pattern
  ) as implementation_count,
  u.created_at,
  u.updated_at
from specql_pattern.tb_universal_pattern as u
where u.pattern_kind = 'pattern';

comment on view app.universal_patterns is
  E'@primaryKey id\n'
  '@orderBy pattern_name\n'
  'Building blocks in no language.';
comment on column app.universal_patterns.id is E'@notNull\nPublic key.';
comment on column app.universal_patterns.pattern_name is E'@notNull\nName.';
comment on column app.universal_patterns.pattern_category is E'@notNull\nCategory.';
comment on column app.universal_patterns.abstract_syntax is E'@notNull\nWhat it consists of.';
comment on column app.universal_patterns.description is 'What it does.';
comment on column app.universal_patterns.complexity_score is
  'How hard it is to write in a language.';
comment on column app.universal_patterns.implementation_count is
  E'@notNull\nIn how many languages it is written out.';
comment on column app.universal_patterns.created_at is E'@notNull\nWhen it was made.';
comment on column app.universal_patterns.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.universal_patterns to specql_reader;
