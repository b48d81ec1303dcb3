-- 021531  app.type_mappings
-- What types are called in languages.

create or replace view app.type_mappings as
select
  m.id,
  t.id as type_id,
  t.type_name,
  m.language,
  m.mapped_type,
  m.import_statement,
  m.validation_rules,
  m.created_at,
  m.updated_at
from specql_type.tb_type_mapping as m
  join specql_type.tb_universal_type as t on t.pk_universal_type = m.fk_universal_type;

comment on view app.type_mappings is
  E'@primaryKey id\n'
  '@foreignKey (type_id) references app.types (id)\n'
  '@orderBy type_name,language\n'
  'The type of a language that stands for one of ours.';
comment on column app.type_mappings.id is E'@notNull\nPublic key.';
comment on column app.type_mappings.type_id is E'@notNull\nThe type.';
comment on column app.type_mappings.type_name is E'@notNull\nThe type''s name.';
comment on column app.type_mappings.language is E'@notNull\nThe language.';
comment on column app.type_mappings.mapped_type is E'@notNull\nWhat the type is called there.';
comment on column app.type_mappings.import_statement is 'What a source file needs to use it.';
comment on column app.type_mappings.validation_rules is 'What the mapping asks of a value.';
comment on column app.type_mappings.created_at is E'@notNull\nWhen it was made.';
comment on column app.type_mappings.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.type_mappings to specql_reader;
