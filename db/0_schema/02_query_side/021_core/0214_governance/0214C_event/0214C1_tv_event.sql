-- 0214C1  app.schema_request_events
-- The outbox: what happened to requests, in the order of commits.

create or replace view app.schema_request_events as
select
  e.id,
  e.pk_event as event_number,
  q.id as request_id,
  q.target_schema as schema_name,
  q.target_table as table_name,
  e.event_name,
  e.old_status,
  e.new_status,
  e.revision_number,
  e.payload,
  e.actor,
  e.principal_kind,
  e.role_name,
  e.created_at
from specql_governance.tb_event as e
  join specql_governance.tb_schema_request as q on q.pk_schema_request = e.fk_schema_request;

comment on view app.schema_request_events is
  E'@primaryKey id\n'
  '@foreignKey (request_id) references app.schema_requests (id)|@fieldName request|@foreignFieldName events\n'
  '@orderBy event_number\n'
  'Steps of requests. Whoever remembers the last event_number and asks for what comes after misses none; '
  'LISTEN specql_events tells when there is something new.';
comment on column app.schema_request_events.id is E'@notNull\nPublic key; the payload of the notification.';
comment on column app.schema_request_events.event_number is
  E'@notNull\nRises in the order of commits; a reader''s cursor. It may skip numbers.';
comment on column app.schema_request_events.request_id is E'@notNull\nThe request.';
comment on column app.schema_request_events.schema_name is E'@notNull\nSchema of its table.';
comment on column app.schema_request_events.table_name is E'@notNull\nIts table.';
comment on column app.schema_request_events.event_name is
  E'@notNull\ndrafted, submitted, revised, resubmitted, approval_given, review_given, approved, rejected, '
  'changes_requested, withdrawn, conflict_found, migrated, rolled_back, and others.';
comment on column app.schema_request_events.old_status is 'Status before.';
comment on column app.schema_request_events.new_status is E'@notNull\nStatus after.';
comment on column app.schema_request_events.revision_number is E'@notNull\nRevision at that time.';
comment on column app.schema_request_events.payload is E'@notNull\nWhat else is to be known.';
comment on column app.schema_request_events.actor is E'@notNull\nWho acted.';
comment on column app.schema_request_events.principal_kind is E'@notNull\nhuman or agent.';
comment on column app.schema_request_events.role_name is E'@notNull\nRole in force.';
comment on column app.schema_request_events.created_at is E'@notNull\nWhen.';

grant select on app.schema_request_events to specql_reader;
