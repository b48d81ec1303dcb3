-- 021181  app.read_entity_files
-- The files of the legacy read entities.

create or replace view app.read_entity_files as
select
  f.id,
  r.id as read_entity_id,
  r.read_entity_name,
  f.file_code,
  f.file_type,
  f.file_name,
  f.file_number,
  f.positions,
  f.created_at,
  f.updated_at
from specql_registry.tb_read_entity_file as f
  join specql_registry.tb_read_entity as r on r.pk_read_entity = f.fk_read_entity;

comment on view app.read_entity_files is
  E'@primaryKey id\n'
  '@foreignKey (read_entity_id) references app.read_entities (id)\n'
  '@orderBy read_entity_name,positions\n'
  'Files of legacy read entities; a file that the legacy list repeats stands here once.';
comment on column app.read_entity_files.id is E'@notNull\nPublic key.';
comment on column app.read_entity_files.read_entity_id is E'@notNull\nThe read entity.';
comment on column app.read_entity_files.read_entity_name is E'@notNull\nName of the read entity.';
comment on column app.read_entity_files.file_code is 'The legacy code, verbatim.';
comment on column app.read_entity_files.file_type is 'tv_, v_ or mv_.';
comment on column app.read_entity_files.file_name is 'Name of the object.';
comment on column app.read_entity_files.file_number is 'The number that the legacy file counts by.';
comment on column app.read_entity_files.positions is E'@notNull\nEvery place in the legacy list, from 0.';
comment on column app.read_entity_files.created_at is E'@notNull\nWhen it was made.';
comment on column app.read_entity_files.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.read_entity_files to specql_reader;
