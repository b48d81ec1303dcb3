-- 022121  app.memory_relations
-- How one memory relates to another.

create or replace view app.memory_relations as
select
  r.id,
  r.pk_memory_relation as legacy_id,
  coalesce(r.org_id, s.org_id) as org_id,
  s.id as source_id,
  t.id as target_id,
  r.relation_type,
  r.strength,
  r.created_at,
  r.created_by,
  r.updated_at
from memory.tb_memory_relation as r
  join memory.tb_memory_entity as s on s.pk_memory_entity = r.fk_source
  join memory.tb_memory_entity as t on t.pk_memory_entity = r.fk_target;

comment on view app.memory_relations is
  E'@primaryKey id\n'
  '@foreignKey (source_id) references app.memory_entities (id)\n'
  '@foreignKey (target_id) references app.memory_entities (id)\n'
  '@orderBy legacy_id\n'
  'How one memory relates to another.';
comment on column app.memory_relations.id is E'@notNull\nPublic key.';
comment on column app.memory_relations.legacy_id is E'@notNull\nIts number, also in a legacy file.';
comment on column app.memory_relations.org_id is 'The organisation that it belongs to: its own, else that of the memory that relates.';
comment on column app.memory_relations.source_id is E'@notNull\nThe memory that relates.';
comment on column app.memory_relations.target_id is E'@notNull\nThe memory that it relates to.';
comment on column app.memory_relations.relation_type is 'How: supports, contradicts and so on.';
comment on column app.memory_relations.strength is 'How strongly.';
comment on column app.memory_relations.created_at is E'@notNull\nWhen it was made.';
comment on column app.memory_relations.created_by is E'@notNull\nWho made it here.';
comment on column app.memory_relations.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.memory_relations to specql_reader;
