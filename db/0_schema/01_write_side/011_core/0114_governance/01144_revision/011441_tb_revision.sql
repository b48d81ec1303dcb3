-- 011441  specql_governance.tb_revision
-- What exactly a request asks for, each time it was said.

create table if not exists specql_governance.tb_revision (
  pk_revision       bigint generated always as identity,
  id                uuid not null default gen_random_uuid(),
  fk_schema_request bigint not null,
  revision_number   integer not null,
  identifier        text generated always as (fk_schema_request::text || '.' || revision_number::text) stored,
  content           jsonb not null,
  operations        jsonb not null,
  content_hash      text generated always as (specql_governance.content_hash(content, operations)) stored,
  author            text not null default common.current_actor(),
  author_key        text generated always as (specql_governance.actor_key(author)) stored,
  principal_kind    text not null default common.current_principal_kind(),
  violations        jsonb not null default '[]',
  policy_version    bigint not null,
  comment           text,
  created_at        timestamptz not null default clock_timestamp(),
  created_by        text not null default common.current_actor(),
  updated_at        timestamptz not null default clock_timestamp(),
  updated_by        text not null default common.current_actor(),
  constraint pk_tb_revision primary key (pk_revision),
  constraint uq_tb_revision__id unique (id),
  constraint uq_tb_revision__revision_number unique (fk_schema_request, revision_number),
  constraint fk_tb_revision__schema_request
    foreign key (fk_schema_request)
    references specql_governance.tb_schema_request (pk_schema_request),
  constraint ck_tb_revision__revision_number check (revision_number >= 1),
  constraint ck_tb_revision__content check (jsonb_typeof(content) = 'object'),
  constraint ck_tb_revision__operations check (jsonb_typeof(operations) = 'array'),
  constraint ck_tb_revision__violations check (jsonb_typeof(violations) = 'array'),
  constraint ck_tb_revision__principal_kind check (principal_kind in ('human', 'agent'))
);

comment on table specql_governance.tb_revision is
  'What a request asked for at one time. Never changed: who wants something else adds a revision.';
comment on column specql_governance.tb_revision.pk_revision is 'Internal key, used by joins.';
comment on column specql_governance.tb_revision.id is 'Public key.';
comment on column specql_governance.tb_revision.fk_schema_request is 'The request.';
comment on column specql_governance.tb_revision.revision_number is 'From 1, without gaps.';
comment on column specql_governance.tb_revision.identifier is 'Request and number, for humans.';
comment on column specql_governance.tb_revision.content is
  'Target, owner, place and the wanted table, as they were submitted.';
comment on column specql_governance.tb_revision.operations is
  'What the content means: the list of operations that is checked, written as SQL and applied.';
comment on column specql_governance.tb_revision.content_hash is
  'SHA-256 of content and operations. Approvals are bound to it.';
comment on column specql_governance.tb_revision.author is 'Who wrote this revision: never an approver of the request.';
comment on column specql_governance.tb_revision.author_key is 'The author in the form in which actors are compared.';
comment on column specql_governance.tb_revision.principal_kind is 'human or agent.';
comment on column specql_governance.tb_revision.violations is 'What the policy said about it when it came.';
comment on column specql_governance.tb_revision.policy_version is 'Version of the policy that said so.';
comment on column specql_governance.tb_revision.comment is 'What the author says about the revision.';
comment on column specql_governance.tb_revision.created_at is 'When the row was made.';
comment on column specql_governance.tb_revision.created_by is 'Who made the row.';
comment on column specql_governance.tb_revision.updated_at is 'When the row was last changed.';
comment on column specql_governance.tb_revision.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_revision on specql_governance.tb_revision is 'the internal key is unique';
comment on constraint uq_tb_revision__id on specql_governance.tb_revision is 'the public key is unique';
comment on constraint uq_tb_revision__revision_number on specql_governance.tb_revision is
  'somebody else has just revised this request';
comment on constraint fk_tb_revision__schema_request on specql_governance.tb_revision is 'the request must exist';
comment on constraint ck_tb_revision__revision_number on specql_governance.tb_revision is 'revisions count from one';
comment on constraint ck_tb_revision__content on specql_governance.tb_revision is 'the content must be a JSON object';
comment on constraint ck_tb_revision__operations on specql_governance.tb_revision is
  'the operations must be a JSON array';
comment on constraint ck_tb_revision__violations on specql_governance.tb_revision is
  'the violations must be a JSON array';
comment on constraint ck_tb_revision__principal_kind on specql_governance.tb_revision is
  'the principal must be human or agent';

select specql_audit.audit_table('specql_governance.tb_revision');
