-- 022141  app.raw_documents
-- A document as it came in.

create or replace view app.raw_documents as
select
  r.id,
  r.pk_raw_document as legacy_id,
  r.org_id,
  r.title,
  r.content,
  r.source,
  r.source_type,
  r.source_path,
  r.ingested_at,
  r.created_at,
  r.created_by,
  r.updated_at
from memory.tb_raw_document as r;

comment on view app.raw_documents is
  E'@primaryKey id\n'
  '@orderBy legacy_id\n'
  'A document as it came in.';
comment on column app.raw_documents.id is E'@notNull\nPublic key.';
comment on column app.raw_documents.legacy_id is E'@notNull\nIts number, also in a legacy file.';
comment on column app.raw_documents.org_id is 'The organisation that it belongs to.';
comment on column app.raw_documents.title is 'Its title.';
comment on column app.raw_documents.content is 'Its text.';
comment on column app.raw_documents.source is 'Where it came from.';
comment on column app.raw_documents.source_type is 'What kind of source that is.';
comment on column app.raw_documents.source_path is 'Where it lies there.';
comment on column app.raw_documents.ingested_at is 'When it came in.';
comment on column app.raw_documents.created_at is E'@notNull\nWhen it was made.';
comment on column app.raw_documents.created_by is E'@notNull\nWho made it here.';
comment on column app.raw_documents.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.raw_documents to specql_reader;
