-- 022182  app.memory_neighbourhoods
-- The memories with their tags and what they relate to.

create or replace view app.memory_neighbourhoods as
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
  array(
    select t.tag
    from memory.tb_memory_tag as t
    where t.fk_memory_entity = m.legacy_id and t.tag is not null
    order by t.pk_memory_tag
  ) as tags,
  coalesce((
    select jsonb_agg(jsonb_build_object(
        'id', r.id, 'relation_type', r.relation_type, 'strength', r.strength,
        'direction', case when r.fk_source = m.legacy_id then 'to' else 'from' end, 'memory_id', o.id, 'content', o.content
      ) order by r.pk_memory_relation)
    from memory.tb_memory_relation as r
      join memory.tb_memory_entity as o
        on o.pk_memory_entity = case when r.fk_source = m.legacy_id then r.fk_target else r.fk_source end
    where r.fk_source = m.legacy_id or r.fk_target = m.legacy_id
  ), '[]') as relations
from app.memory_entities as m;

comment on view app.memory_neighbourhoods is
  E'@primaryKey id\n'
  '@orderBy legacy_id\n'
  'Memories with their tags and relations.';
comment on column app.memory_neighbourhoods.id is E'@notNull\nPublic key.';
comment on column app.memory_neighbourhoods.legacy_id is E'@notNull\nIts number, also in a legacy file.';
comment on column app.memory_neighbourhoods.org_id is 'The organisation that it belongs to.';
comment on column app.memory_neighbourhoods.user_id is 'Who it came from.';
comment on column app.memory_neighbourhoods.entity_type is 'What kind of memory it is.';
comment on column app.memory_neighbourhoods.content is 'What is remembered.';
comment on column app.memory_neighbourhoods.importance is 'How important it is; 3 is ordinary.';
comment on column app.memory_neighbourhoods.metadata is 'What else is known of it.';
comment on column app.memory_neighbourhoods.created_at is E'@notNull\nWhen it was made.';
comment on column app.memory_neighbourhoods.created_by is E'@notNull\nWho made it here.';
comment on column app.memory_neighbourhoods.updated_at is E'@notNull\nWhen it was last changed.';
comment on column app.memory_neighbourhoods.tags is E'@notNull\nIts tags.';
comment on column app.memory_neighbourhoods.relations is
  E'@notNull\nWhat it relates to, and what relates to it: [{id, relation_type, strength, direction, memory_id, content}].';

grant select on app.memory_neighbourhoods to specql_reader;
