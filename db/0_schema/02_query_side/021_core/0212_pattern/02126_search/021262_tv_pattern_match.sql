-- 021262  app.pattern_matches
-- A pattern in the answer of a search. No search, no rows: the view is there for its columns.

create or replace view app.pattern_matches as
select
  p.id,
  p.pattern_name,
  p.pattern_category,
  p.description,
  p.parameters,
  p.implementation,
  p.tags,
  p.icon,
  p.usage_count,
  p.popularity,
  p.deprecated,
  p.deprecated_reason,
  p.replacement_name,
  null::double precision as distance,
  null::double precision as score,
  null::integer as text_rank,
  null::integer as synonym_rank,
  null::integer as trigram_rank,
  null::integer as vector_rank
from app.patterns as p
where false;

comment on view app.pattern_matches is
  E'@primaryKey id\n'
  '@behavior -query:resource:list -query:resource:connection -query:resource:single\n'
  'What app.search_patterns(), app.find_patterns() and app.similar_patterns() answer with. Empty by itself.';
comment on column app.pattern_matches.id is E'@notNull\nPublic key of the pattern.';
comment on column app.pattern_matches.pattern_name is E'@notNull\nName.';
comment on column app.pattern_matches.pattern_category is E'@notNull\nName of its category.';
comment on column app.pattern_matches.description is 'What it is for.';
comment on column app.pattern_matches.parameters is E'@notNull\nWhat it asks for.';
comment on column app.pattern_matches.implementation is E'@notNull\nWhat it adds: fields, actions and so on.';
comment on column app.pattern_matches.tags is E'@notNull\nWords to find it by.';
comment on column app.pattern_matches.icon is 'A picture for lists.';
comment on column app.pattern_matches.usage_count is E'@notNull\nHow often it was instantiated.';
comment on column app.pattern_matches.popularity is E'@notNull\nA score that the library gave it.';
comment on column app.pattern_matches.deprecated is E'@notNull\nWhether it should not be used any more.';
comment on column app.pattern_matches.deprecated_reason is 'Why not.';
comment on column app.pattern_matches.replacement_name is 'What to use instead.';
comment on column app.pattern_matches.distance is
  'Cosine distance of the vectors: 0 is the same direction, 1 nothing in common. Null where it is not among the nearest.';
comment on column app.pattern_matches.score is 'The fused score of app.find_patterns().';
comment on column app.pattern_matches.text_rank is 'Its place in full text search; null where no word matched.';
comment on column app.pattern_matches.synonym_rank is 'Its place when words that mean the same count too; null where none matched.';
comment on column app.pattern_matches.trigram_rank is 'Its place by spelling; null where no word was like its name or tags.';
comment on column app.pattern_matches.vector_rank is 'Its place by distance; null where it is not among the nearest.';

grant select on app.pattern_matches to specql_reader;
