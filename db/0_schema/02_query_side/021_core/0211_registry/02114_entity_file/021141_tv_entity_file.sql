-- 021141  app.entity_files
-- The files of the entities, by code.

create or replace view app.entity_files as
select
  f.id,
  e.id as entity_id,
  e.entity_name,
  e.table_code,
  f.layer,
  f.kind,
  f.file_name,
  f.file_code,
  f.file_sequence,
  f.created_at,
  f.updated_at
from specql_registry.tb_entity_file as f
  join specql_registry.tb_entity_registration as e on e.pk_entity_registration = f.fk_entity_registration;

comment on view app.entity_files is
  E'@primaryKey id\n'
  '@foreignKey (entity_id) references app.entities (id)\n'
  '@orderBy file_code\n'
  'Files of entities and their codes.';
comment on column app.entity_files.id is E'@notNull\nPublic key.';
comment on column app.entity_files.entity_id is E'@notNull\nThe entity.';
comment on column app.entity_files.entity_name is E'@notNull\nName of the entity.';
comment on column app.entity_files.table_code is E'@notNull\nCode of the entity''s table.';
comment on column app.entity_files.layer is E'@notNull\nTwo digits.';
comment on column app.entity_files.kind is E'@notNull\nKind of object.';
comment on column app.entity_files.file_name is E'@notNull\nName of the object.';
comment on column app.entity_files.file_code is E'@notNull\nThe six-digit code.';
comment on column app.entity_files.file_sequence is E'@notNull\nThe last digit as a number.';
comment on column app.entity_files.created_at is E'@notNull\nWhen it was made.';
comment on column app.entity_files.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.entity_files to specql_reader;
