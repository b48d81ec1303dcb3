-- 022131  app.memory_tags
-- A word that a memory is filed under.

create or replace view app.memory_tags as
select
  r.id,
  r.pk_memory_tag as legacy_id,
  e.id as memory_id,
  e.org_id,
  r.tag,
  r.created_at,
  r.created_by,
  r.updated_at
from memory.tb_memory_tag as r
  join memory.tb_memory_entity as e on e.pk_memory_entity = r.fk_memory_entity;

comment on view app.memory_tags is
  E'@primaryKey id\n'
  '@foreignKey (memory_id) references app.memory_entities (id)\n'
  '@orderBy legacy_id\n'
  'A word that a memory is filed under.';
comment on column app.memory_tags.id is E'@notNull\nPublic key.';
comment on column app.memory_tags.legacy_id is E'@notNull\nIts number, also in a legacy file.';
comment on column app.memory_tags.memory_id is E'@notNull\nThe memory.';
comment on column app.memory_tags.org_id is 'The organisation that the memory belongs to.';
comment on column app.memory_tags.tag is 'The word.';
comment on column app.memory_tags.created_at is E'@notNull\nWhen it was made.';
comment on column app.memory_tags.created_by is E'@notNull\nWho made it here.';
comment on column app.memory_tags.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.memory_tags to specql_reader;
