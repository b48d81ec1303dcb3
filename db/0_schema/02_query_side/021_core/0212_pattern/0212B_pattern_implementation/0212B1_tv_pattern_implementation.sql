-- 0212B1  app.pattern_implementations
-- Building blocks written out in languages.

create or replace view app.pattern_implementations as
select
  i.id,
  case when u.pattern_kind = 'pattern' then u.id end as universal_pattern_id,
  u.pattern_name,
  u.pattern_kind,
  l.id as language_id,
  l.language_name,
  i.implementation_template,
  i.example,
  i.supported,
  i.performance_notes,
  i.version,
  i.created_at,
  i.updated_at
from specql_pattern.tb_pattern_implementation as i
  join specql_pattern.tb_universal_pattern as u on u.pk_universal_pattern = i.fk_universal_pattern
  join specql_pattern.tb_language as l on l.pk_language = i.fk_language;

comment on view app.pattern_implementations is
  E'@primaryKey id\n'
  '@foreignKey (universal_pattern_id) references app.universal_patterns (id)\n'
  '@foreignKey (language_id) references app.languages (id)\n'
  '@orderBy pattern_name,language_name\n'
  'Building blocks written out in a language.';
comment on column app.pattern_implementations.id is E'@notNull\nPublic key.';
comment on column app.pattern_implementations.universal_pattern_id is
  'The building block; null of an expression.';
comment on column app.pattern_implementations.pattern_name is
  E'@notNull\nName of the building block or expression.';
comment on column app.pattern_implementations.pattern_kind is E'@notNull\npattern or expression.';
comment on column app.pattern_implementations.language_id is E'@notNull\nThe language.';
comment on column app.pattern_implementations.language_name is E'@notNull\nName of the language.';
comment on column app.pattern_implementations.implementation_template is
  E'@notNull\nJinja2 text. Stored, never run.';
comment on column app.pattern_implementations.example is 'An example of its use.';
comment on column app.pattern_implementations.supported is E'@notNull\nIt can be used.';
comment on column app.pattern_implementations.performance_notes is 'What to know of its speed.';
comment on column app.pattern_implementations.version is 'Version of the template.';
comment on column app.pattern_implementations.created_at is E'@notNull\nWhen it was made.';
comment on column app.pattern_implementations.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.pattern_implementations to specql_reader;
