-- 022151  app.structured_facts
-- A fact that was read from a document, or stated.

create or replace view app.structured_facts as
select
  r.id,
  r.pk_structured_fact as legacy_id,
  r.org_id,
  d.id as document_id,
  r.subject,
  r.predicate,
  r.object,
  r.fact_type,
  r.json_payload,
  r.occurred_at,
  r.created_at,
  r.created_by,
  r.updated_at
from memory.tb_structured_fact as r
  left join memory.tb_raw_document as d on d.pk_raw_document = r.fk_raw_document;

comment on view app.structured_facts is
  E'@primaryKey id\n'
  '@foreignKey (document_id) references app.raw_documents (id)\n'
  '@orderBy legacy_id\n'
  'A fact that was read from a document, or stated.';
comment on column app.structured_facts.id is E'@notNull\nPublic key.';
comment on column app.structured_facts.legacy_id is E'@notNull\nIts number, also in a legacy file.';
comment on column app.structured_facts.org_id is 'The organisation that it belongs to.';
comment on column app.structured_facts.document_id is 'The document that says so.';
comment on column app.structured_facts.subject is 'What it is about.';
comment on column app.structured_facts.predicate is 'What is said of it.';
comment on column app.structured_facts.object is 'The value that is said.';
comment on column app.structured_facts.fact_type is 'What kind of fact it is.';
comment on column app.structured_facts.json_payload is 'The fact as JSON.';
comment on column app.structured_facts.occurred_at is 'When it happened.';
comment on column app.structured_facts.created_at is E'@notNull\nWhen it was made.';
comment on column app.structured_facts.created_by is E'@notNull\nWho made it here.';
comment on column app.structured_facts.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.structured_facts to specql_reader;
