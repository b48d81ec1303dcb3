-- 0212A1  app.language_capabilities
-- What languages can do by themselves.

create or replace view app.language_capabilities as
select
  c.id,
  l.id as language_id,
  l.language_name,
  c.capability_name,
  c.supported,
  c.workaround_notes,
  c.created_at,
  c.updated_at
from specql_pattern.tb_language_capability as c
  join specql_pattern.tb_language as l on l.pk_language = c.fk_language;

comment on view app.language_capabilities is
  E'@primaryKey id\n'
  '@foreignKey (language_id) references app.languages (id)\n'
  '@orderBy language_name,capability_name\n'
  'What languages can do by themselves.';
comment on column app.language_capabilities.id is E'@notNull\nPublic key.';
comment on column app.language_capabilities.language_id is E'@notNull\nThe language.';
comment on column app.language_capabilities.language_name is E'@notNull\nName of the language.';
comment on column app.language_capabilities.capability_name is E'@notNull\nName.';
comment on column app.language_capabilities.supported is E'@notNull\nThe language has it.';
comment on column app.language_capabilities.workaround_notes is 'What to do where it has not.';
comment on column app.language_capabilities.created_at is E'@notNull\nWhen it was made.';
comment on column app.language_capabilities.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.language_capabilities to specql_reader;
