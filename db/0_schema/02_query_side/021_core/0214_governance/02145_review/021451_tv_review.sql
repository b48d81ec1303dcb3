-- 021451  app.schema_request_reviews
-- Who decided what about which revision.

create or replace view app.schema_request_reviews as
select
  r.id,
  q.id as request_id,
  v.revision_number,
  r.decision,
  r.comment,
  r.content_hash,
  r.reviewer,
  r.role_name,
  r.login_name,
  r.as_admin,
  v.revision_number = q.revision_number and r.content_hash = v.content_hash as is_current,
  r.policy_version,
  r.created_at
from specql_governance.tb_review as r
  join specql_governance.tb_revision as v on v.pk_revision = r.fk_revision
  join specql_governance.tb_schema_request as q on q.pk_schema_request = v.fk_schema_request;

comment on view app.schema_request_reviews is
  E'@primaryKey id\n'
  '@foreignKey (request_id) references app.schema_requests (id)|@fieldName request|@foreignFieldName reviews\n'
  '@orderBy created_at,id\n'
  'Decisions about requests. One about an older revision no longer counts.';
comment on column app.schema_request_reviews.id is E'@notNull\nPublic key.';
comment on column app.schema_request_reviews.request_id is E'@notNull\nThe request.';
comment on column app.schema_request_reviews.revision_number is E'@notNull\nThe revision that was read.';
comment on column app.schema_request_reviews.decision is E'@notNull\napprove, reject or request_changes.';
comment on column app.schema_request_reviews.comment is 'What the reviewer says.';
comment on column app.schema_request_reviews.content_hash is E'@notNull\nHash of what was read.';
comment on column app.schema_request_reviews.reviewer is E'@notNull\nWho reviewed.';
comment on column app.schema_request_reviews.role_name is E'@notNull\nRole in force.';
comment on column app.schema_request_reviews.login_name is E'@notNull\nLogin of the session.';
comment on column app.schema_request_reviews.as_admin is E'@notNull\nWhether an administrator reviewed.';
comment on column app.schema_request_reviews.is_current is E'@notNull\nWhether the revision is still the current one.';
comment on column app.schema_request_reviews.policy_version is E'@notNull\nVersion of the policy at that time.';
comment on column app.schema_request_reviews.created_at is E'@notNull\nWhen.';

grant select on app.schema_request_reviews to specql_reader;
