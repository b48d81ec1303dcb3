-- 021591  app.type_fields
-- The fields of composite types.

create or replace view app.type_fields as
select
  f.id,
  t.id as type_id,
  t.type_name,
  f.field_name,
  f.position,
  f.field_type,
  f.nullable,
  f.description,
  f.created_at,
  f.updated_at
from specql_type.tb_type_field as f
  join specql_type.tb_universal_type as t on t.pk_universal_type = f.fk_universal_type;

comment on view app.type_fields is
  E'@primaryKey id\n'
  '@foreignKey (type_id) references app.types (id)\n'
  '@orderBy type_name,position\n'
  'Fields of composite types, in their order.';
comment on column app.type_fields.id is E'@notNull\nPublic key.';
comment on column app.type_fields.type_id is E'@notNull\nThe composite type.';
comment on column app.type_fields.type_name is E'@notNull\nIts name.';
comment on column app.type_fields.field_name is E'@notNull\nName of the field.';
comment on column app.type_fields.position is E'@notNull\nPlace among the fields, from 1.';
comment on column app.type_fields.field_type is E'@notNull\nName of its type.';
comment on column app.type_fields.nullable is E'@notNull\nWhether it may be left out.';
comment on column app.type_fields.description is 'What it holds.';
comment on column app.type_fields.created_at is E'@notNull\nWhen it was made.';
comment on column app.type_fields.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.type_fields to specql_reader;
