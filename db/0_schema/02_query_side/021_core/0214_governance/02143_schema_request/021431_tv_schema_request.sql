-- 021431  app.schema_requests
-- What was asked for, and how far it has come; newest first.

create or replace view app.schema_requests as
select
  q.id,
  q.target_table as table_name,
  q.owner,
  q.status,
  v.content -> 'schemaJson' as schema_json,
  q.requested_by,
  q.justification,
  q.related_issue,
  q.table_code,
  q.created_at,
  q.updated_at,
  q.target_schema as schema_name,
  q.request_kind,
  v.operations,
  v.violations,
  q.revision_number,
  v.content_hash,
  v.policy_version,
  d.domain_name,
  s.subdomain_name,
  q.entity_name,
  q.metadata,
  q.source,
  q.created_by as submitted_by,
  q.principal_kind,
  q.status_reason,
  q.status_changed_at,
  q.status_changed_by,
  q.approved_hash,
  q.approved_at,
  case when q.status in ('requested', 'changes_requested', 'approved') then array(
    select o.id
    from specql_governance.tb_schema_request as o
    where o.objects && q.objects
      and o.pk_schema_request <> q.pk_schema_request
      and o.status in ('requested', 'changes_requested', 'approved')
    order by o.pk_schema_request
  ) else '{}' end as conflicts_with
from specql_governance.tb_schema_request as q
  join specql_governance.tb_revision as v
    on v.fk_schema_request = q.pk_schema_request and v.revision_number = q.revision_number
  left join specql_registry.tb_subdomain as s on s.pk_subdomain = q.fk_subdomain
  left join specql_registry.tb_domain as d on d.pk_domain = s.fk_domain;

comment on view app.schema_requests is
  E'@primaryKey id\n'
  '@orderBy created_at desc,id\n'
  'Requests for tables and for changes to tables, with their current revision.';
comment on column app.schema_requests.id is E'@notNull\nPublic key.';
comment on column app.schema_requests.table_name is E'@notNull\nThe table that is asked for, or is to change.';
comment on column app.schema_requests.owner is E'@notNull\nWho will answer for the table.';
comment on column app.schema_requests.status is
  E'@notNull\ndraft, requested, changes_requested, approved, rejected, withdrawn, migrated or rolled_back.';
comment on column app.schema_requests.schema_json is 'The wanted table, as it was submitted; null for a list of changes.';
comment on column app.schema_requests.requested_by is E'@notNull\nOn whose behalf.';
comment on column app.schema_requests.justification is 'Why it is wanted.';
comment on column app.schema_requests.related_issue is 'Number or address of an issue.';
comment on column app.schema_requests.table_code is 'Code that approval was given by the registry.';
comment on column app.schema_requests.created_at is E'@notNull\nWhen it was made.';
comment on column app.schema_requests.updated_at is E'@notNull\nWhen it was last changed.';
comment on column app.schema_requests.schema_name is E'@notNull\nSchema of the table.';
comment on column app.schema_requests.request_kind is E'@notNull\ncreate or change.';
comment on column app.schema_requests.operations is E'@notNull\nWhat it means: the operations that would be applied.';
comment on column app.schema_requests.violations is E'@notNull\nWhat the policy said about the current revision.';
comment on column app.schema_requests.revision_number is E'@notNull\nThe current revision.';
comment on column app.schema_requests.content_hash is E'@notNull\nHash of the current revision: approvals are bound to it.';
comment on column app.schema_requests.policy_version is E'@notNull\nVersion of the policy that checked it.';
comment on column app.schema_requests.domain_name is 'Domain in which approval registers it.';
comment on column app.schema_requests.subdomain_name is 'Subdomain in which approval registers it.';
comment on column app.schema_requests.entity_name is 'Name under which approval registers it.';
comment on column app.schema_requests.metadata is E'@notNull\nThe request''s metadata, as they came.';
comment on column app.schema_requests.source is 'What made the draft, where a function did.';
comment on column app.schema_requests.submitted_by is E'@notNull\nWho made it.';
comment on column app.schema_requests.principal_kind is E'@notNull\nhuman or agent: what made it.';
comment on column app.schema_requests.status_reason is E'@notNull\nWhy the status is what it is.';
comment on column app.schema_requests.status_changed_at is E'@notNull\nWhen the status last moved.';
comment on column app.schema_requests.status_changed_by is E'@notNull\nWho moved it.';
comment on column app.schema_requests.approved_hash is 'Hash of what was approved.';
comment on column app.schema_requests.approved_at is 'When it was approved.';
comment on column app.schema_requests.conflicts_with is
  E'@notNull\nOther open requests that touch the same table or index.';

grant select on app.schema_requests to specql_reader;
