-- 022111  app.memory_entities
-- A memory: something that was said, decided or learnt.

create or replace view app.memory_entities as
select
  r.id,
  r.pk_memory_entity as legacy_id,
  r.org_id,
  r.user_id,
  r.entity_type,
  r.content,
  r.importance,
  r.metadata,
  r.created_at,
  r.created_by,
  r.updated_at
from memory.tb_memory_entity as r;

comment on view app.memory_entities is
  E'@primaryKey id\n'
  '@orderBy legacy_id\n'
  'A memory: something that was said, decided or learnt.';
comment on column app.memory_entities.id is E'@notNull\nPublic key.';
comment on column app.memory_entities.legacy_id is E'@notNull\nIts number, also in a legacy file.';
comment on column app.memory_entities.org_id is 'The organisation that it belongs to.';
comment on column app.memory_entities.user_id is 'Who it came from.';
comment on column app.memory_entities.entity_type is 'What kind of memory it is, for example DecisionOutcome.';
comment on column app.memory_entities.content is 'What is remembered.';
comment on column app.memory_entities.importance is 'How important it is; 3 is ordinary.';
comment on column app.memory_entities.metadata is 'What else is known of it.';
comment on column app.memory_entities.created_at is E'@notNull\nWhen it was made.';
comment on column app.memory_entities.created_by is E'@notNull\nWho made it here.';
comment on column app.memory_entities.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.memory_entities to specql_reader;
