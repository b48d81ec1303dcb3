-- 021282  app.expression_patterns
-- The operators and functions that pattern logic uses.

create or replace view app.expression_patterns as
select
  u.id,
  u.pattern_name as expression_name,
  u.pattern_category as expression_category,
  u.arity,
  u.description,
  u.created_at,
  u.updated_at
from specql_pattern.tb_universal_pattern as u
where u.pattern_kind = 'expression';

comment on view app.expression_patterns is
  E'@primaryKey id\n'
  '@orderBy expression_name\n'
  'Expressions in no language.';
comment on column app.expression_patterns.id is E'@notNull\nPublic key.';
comment on column app.expression_patterns.expression_name is E'@notNull\nName.';
comment on column app.expression_patterns.expression_category is
  E'@notNull\noperator, function, aggregate ...';
comment on column app.expression_patterns.arity is 'How many arguments it takes.';
comment on column app.expression_patterns.description is 'What it does.';
comment on column app.expression_patterns.created_at is E'@notNull\nWhen it was made.';
comment on column app.expression_patterns.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.expression_patterns to specql_reader;
