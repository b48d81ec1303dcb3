-- 021441  app.schema_request_revisions
-- What each request asked for, each time.

create or replace view app.schema_request_revisions as
select
  v.id,
  q.id as request_id,
  v.revision_number,
  v.content,
  v.operations,
  v.content_hash,
  v.author,
  v.principal_kind,
  v.violations,
  v.policy_version,
  v.comment,
  v.created_at
from specql_governance.tb_revision as v
  join specql_governance.tb_schema_request as q on q.pk_schema_request = v.fk_schema_request;

comment on view app.schema_request_revisions is
  E'@primaryKey id\n'
  '@foreignKey (request_id) references app.schema_requests (id)|@fieldName request|@foreignFieldName revisions\n'
  '@orderBy request_id,revision_number\n'
  'What a request asked for, each time it was said.';
comment on column app.schema_request_revisions.id is E'@notNull\nPublic key.';
comment on column app.schema_request_revisions.request_id is E'@notNull\nThe request.';
comment on column app.schema_request_revisions.revision_number is E'@notNull\nFrom 1.';
comment on column app.schema_request_revisions.content is E'@notNull\nTarget, owner, place and the wanted table.';
comment on column app.schema_request_revisions.operations is E'@notNull\nWhat it means.';
comment on column app.schema_request_revisions.content_hash is E'@notNull\nSHA-256 of content and operations.';
comment on column app.schema_request_revisions.author is E'@notNull\nWho wrote it.';
comment on column app.schema_request_revisions.principal_kind is E'@notNull\nhuman or agent.';
comment on column app.schema_request_revisions.violations is E'@notNull\nWhat the policy said about it.';
comment on column app.schema_request_revisions.policy_version is E'@notNull\nVersion of the policy that said so.';
comment on column app.schema_request_revisions.comment is 'What the author says about it.';
comment on column app.schema_request_revisions.created_at is E'@notNull\nWhen.';

grant select on app.schema_request_revisions to specql_reader;
