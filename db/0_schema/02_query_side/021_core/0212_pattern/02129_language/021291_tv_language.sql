-- 021291  app.languages
-- The languages that patterns are written out in.

create or replace view app.languages as
select
  l.id,
  l.language_name,
  l.ecosystem,
  l.paradigm,
  l.version,
  l.supported,
  l.created_at,
  l.updated_at
from specql_pattern.tb_language as l;

comment on view app.languages is
  E'@primaryKey id\n'
  '@orderBy language_name\n'
  'Languages that patterns are written out in.';
comment on column app.languages.id is E'@notNull\nPublic key.';
comment on column app.languages.language_name is E'@notNull\nName.';
comment on column app.languages.ecosystem is 'Where it belongs.';
comment on column app.languages.paradigm is 'declarative, imperative, functional ...';
comment on column app.languages.version is 'Versions that are meant.';
comment on column app.languages.supported is E'@notNull\nPatterns may be written out in it.';
comment on column app.languages.created_at is E'@notNull\nWhen it was made.';
comment on column app.languages.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.languages to specql_reader;
