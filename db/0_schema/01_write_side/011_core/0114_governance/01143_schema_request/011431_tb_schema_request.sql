-- 011431  specql_governance.tb_schema_request
-- A wish for a table or for a change to one, and how far it has come.

create table if not exists specql_governance.tb_schema_request (
  pk_schema_request bigint generated always as identity,
  id                uuid not null default gen_random_uuid(),
  target_schema     text not null default 'public',
  target_table      text not null,
  identifier        text generated always as (
    target_schema || '.' || target_table || ' #' || pk_schema_request::text
  ) stored,
  request_kind      text not null,
  owner             text not null,
  requested_by      text not null,
  principal_kind    text not null,
  justification     text,
  related_issue     text,
  metadata          jsonb not null default '{}',
  source            jsonb,
  fk_subdomain      bigint,
  entity_name       text,
  table_code        text,
  status            text not null default 'draft',
  status_reason     jsonb not null default '{}',
  status_changed_at timestamptz not null default clock_timestamp(),
  status_changed_by text not null default common.current_actor(),
  revision_number   integer not null default 0,
  objects           text[] not null default '{}',
  approved_hash     text,
  approved_at       timestamptz,
  created_at        timestamptz not null default clock_timestamp(),
  created_by        text not null default common.current_actor(),
  updated_at        timestamptz not null default clock_timestamp(),
  updated_by        text not null default common.current_actor(),
  constraint pk_tb_schema_request primary key (pk_schema_request),
  constraint uq_tb_schema_request__id unique (id),
  constraint fk_tb_schema_request__subdomain
    foreign key (fk_subdomain)
    references specql_registry.tb_subdomain (pk_subdomain),
  constraint ck_tb_schema_request__target_schema check (octet_length(target_schema) between 1 and 63),
  constraint ck_tb_schema_request__target_table check (octet_length(target_table) between 1 and 63),
  constraint ck_tb_schema_request__request_kind check (request_kind in ('create', 'change')),
  constraint ck_tb_schema_request__principal_kind check (principal_kind in ('human', 'agent')),
  constraint ck_tb_schema_request__place check ((fk_subdomain is null) = (entity_name is null)),
  constraint ck_tb_schema_request__status check (status in (
    'draft', 'requested', 'changes_requested', 'approved', 'rejected', 'withdrawn', 'migrated', 'rolled_back'
  )),
  constraint ck_tb_schema_request__approved check (
    (approved_hash is not null and approved_at is not null) = (status in ('approved', 'migrated', 'rolled_back'))
  ),
  constraint ck_tb_schema_request__revision_number check (revision_number >= 0)
);

-- Two sessions that approve the same new table meet here, whatever door they came through.
create unique index if not exists uq_tb_schema_request__approved_table
  on specql_governance.tb_schema_request (target_schema, target_table)
  where status = 'approved' and request_kind = 'create';

create index if not exists ix_tb_schema_request__fk_subdomain
  on specql_governance.tb_schema_request (fk_subdomain);

create index if not exists ix_tb_schema_request__created_at
  on specql_governance.tb_schema_request (created_at desc, pk_schema_request desc);

create index if not exists ix_tb_schema_request__open_objects
  on specql_governance.tb_schema_request using gin (objects)
  where status in ('requested', 'changes_requested', 'approved');

comment on table specql_governance.tb_schema_request is
  'A request for a table or a change to one. Its status moves only as tr_100_status_moves allows.';
comment on column specql_governance.tb_schema_request.pk_schema_request is 'Internal key, used by joins.';
comment on column specql_governance.tb_schema_request.id is 'Public key.';
comment on column specql_governance.tb_schema_request.target_schema is 'Schema of the table that is asked for.';
comment on column specql_governance.tb_schema_request.target_table is 'The table that is asked for, or is to change.';
comment on column specql_governance.tb_schema_request.identifier is 'Table and number, for humans.';
comment on column specql_governance.tb_schema_request.request_kind is 'create or change.';
comment on column specql_governance.tb_schema_request.owner is 'Who will answer for the table.';
comment on column specql_governance.tb_schema_request.requested_by is
  'On whose behalf: the claim of the request where the session may speak for others, else who submitted it.';
comment on column specql_governance.tb_schema_request.principal_kind is 'human or agent: what made it.';
comment on column specql_governance.tb_schema_request.justification is 'Why it is wanted.';
comment on column specql_governance.tb_schema_request.related_issue is 'Number or address of an issue.';
comment on column specql_governance.tb_schema_request.metadata is 'The request''s metadata, as they came.';
comment on column specql_governance.tb_schema_request.source is
  'What made the draft, where a function did: a template, a pattern, a type.';
comment on column specql_governance.tb_schema_request.fk_subdomain is
  'Subdomain in which approval registers the table.';
comment on column specql_governance.tb_schema_request.entity_name is 'Name under which approval registers the table.';
comment on column specql_governance.tb_schema_request.table_code is 'Code that approval was given by the registry.';
comment on column specql_governance.tb_schema_request.status is
  'draft, requested, changes_requested, approved, rejected, withdrawn, migrated or rolled_back.';
comment on column specql_governance.tb_schema_request.status_reason is 'Why the status is what it is.';
comment on column specql_governance.tb_schema_request.status_changed_at is 'When the status last moved.';
comment on column specql_governance.tb_schema_request.status_changed_by is 'Who moved it.';
comment on column specql_governance.tb_schema_request.revision_number is 'The current revision, from 1.';
comment on column specql_governance.tb_schema_request.objects is
  'Tables and indexes that the current revision touches, as schema.name.';
comment on column specql_governance.tb_schema_request.approved_hash is
  'Hash of the revision that was approved: nothing else may be applied.';
comment on column specql_governance.tb_schema_request.approved_at is 'When it was approved.';
comment on column specql_governance.tb_schema_request.created_at is 'When the row was made.';
comment on column specql_governance.tb_schema_request.created_by is 'Who made the row: the first author.';
comment on column specql_governance.tb_schema_request.updated_at is 'When the row was last changed.';
comment on column specql_governance.tb_schema_request.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_schema_request on specql_governance.tb_schema_request is 'the internal key is unique';
comment on constraint uq_tb_schema_request__id on specql_governance.tb_schema_request is 'the public key is unique';
comment on constraint fk_tb_schema_request__subdomain on specql_governance.tb_schema_request is
  'the subdomain must exist';
comment on constraint ck_tb_schema_request__target_schema on specql_governance.tb_schema_request is
  'the schema name must have 1 to 63 bytes';
comment on constraint ck_tb_schema_request__target_table on specql_governance.tb_schema_request is
  'the table name must have 1 to 63 bytes';
comment on constraint ck_tb_schema_request__request_kind on specql_governance.tb_schema_request is
  'the kind must be create or change';
comment on constraint ck_tb_schema_request__principal_kind on specql_governance.tb_schema_request is
  'the principal must be human or agent';
comment on constraint ck_tb_schema_request__place on specql_governance.tb_schema_request is
  'subdomain and entity name go together';
comment on constraint ck_tb_schema_request__status on specql_governance.tb_schema_request is
  'the status must be one that a request can have';
comment on constraint ck_tb_schema_request__approved on specql_governance.tb_schema_request is
  'a request has an approved hash exactly from its approval on';
comment on constraint ck_tb_schema_request__revision_number on specql_governance.tb_schema_request is
  'revisions count from zero';
comment on index specql_governance.uq_tb_schema_request__approved_table is
  'A table that does not exist yet is promised to one request.';
comment on index specql_governance.ix_tb_schema_request__fk_subdomain is 'For the foreign key.';
comment on index specql_governance.ix_tb_schema_request__created_at is 'For lists, newest first.';
comment on index specql_governance.ix_tb_schema_request__open_objects is
  'For finding open requests that touch the same object.';

select specql_audit.audit_table('specql_governance.tb_schema_request');
