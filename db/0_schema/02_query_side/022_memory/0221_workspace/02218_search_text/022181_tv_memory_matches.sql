-- 022181  app.memory_matches
-- What a search for memories returns: the memory, and how well it fits.

create or replace view app.memory_matches as
select
  m.id,
  m.legacy_id,
  m.org_id,
  m.user_id,
  m.entity_type,
  m.content,
  m.importance,
  m.metadata,
  m.created_at,
  m.created_by,
  m.updated_at,
  null::double precision as score
from app.memory_entities as m
where false;

comment on view app.memory_matches is
  E'@primaryKey id\n'
  '@behavior -query:resource:list -query:resource:connection -query:resource:single\n'
  'A memory that a search found. Always empty as a view: app.search_memories() returns its rows.';
comment on column app.memory_matches.id is E'@notNull\nPublic key.';
comment on column app.memory_matches.legacy_id is E'@notNull\nIts number, also in a legacy file.';
comment on column app.memory_matches.org_id is 'The organisation that it belongs to.';
comment on column app.memory_matches.user_id is 'Who it came from.';
comment on column app.memory_matches.entity_type is 'What kind of memory it is.';
comment on column app.memory_matches.content is 'What is remembered.';
comment on column app.memory_matches.importance is 'How important it is; 3 is ordinary.';
comment on column app.memory_matches.metadata is 'What else is known of it.';
comment on column app.memory_matches.created_at is E'@notNull\nWhen it was made.';
comment on column app.memory_matches.created_by is E'@notNull\nWho made it here.';
comment on column app.memory_matches.updated_at is E'@notNull\nWhen it was last changed.';
comment on column app.memory_matches.score is E'@notNull\nHow well it fits; higher is better.';

grant select on app.memory_matches to specql_reader;
