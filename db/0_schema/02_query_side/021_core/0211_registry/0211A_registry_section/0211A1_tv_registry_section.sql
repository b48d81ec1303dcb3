-- 0211A1  app.registry_sections
-- The other sections of the legacy file.

create or replace view app.registry_sections as
select
  s.id,
  s.section_name,
  s.content,
  s.created_at,
  s.updated_at
from specql_registry.tb_registry_section as s;

comment on view app.registry_sections is
  E'@primaryKey id\n'
  '@orderBy section_name\n'
  'Sections of the legacy registry file that have no table of their own.';
comment on column app.registry_sections.id is E'@notNull\nPublic key.';
comment on column app.registry_sections.section_name is E'@notNull\nThe key in the file.';
comment on column app.registry_sections.content is 'What stands there; every scalar a text.';
comment on column app.registry_sections.created_at is E'@notNull\nWhen it was made.';
comment on column app.registry_sections.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.registry_sections to specql_reader;
