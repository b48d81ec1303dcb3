-- 0114C1  specql_governance.tb_event
-- The outbox: one row for each step of a request, in the order in which they were committed.

create table if not exists specql_governance.tb_event (
  pk_event          bigint generated always as identity,
  id                uuid not null default gen_random_uuid(),
  fk_schema_request bigint not null,
  event_name        text not null,
  identifier        text generated always as (fk_schema_request::text || ' ' || event_name) stored,
  old_status        text,
  new_status        text not null,
  revision_number   integer not null,
  payload           jsonb not null default '{}',
  actor             text not null default common.current_actor(),
  principal_kind    text not null default common.current_principal_kind(),
  role_name         text not null default common.current_role_name(),
  created_at        timestamptz not null default clock_timestamp(),
  created_by        text not null default common.current_actor(),
  updated_at        timestamptz not null default clock_timestamp(),
  updated_by        text not null default common.current_actor(),
  constraint pk_tb_event primary key (pk_event),
  constraint uq_tb_event__id unique (id),
  constraint fk_tb_event__schema_request
    foreign key (fk_schema_request)
    references specql_governance.tb_schema_request (pk_schema_request),
  constraint ck_tb_event__event_name check (event_name ~ '^[a-z_]{1,40}$')
);

create index if not exists ix_tb_event__fk_schema_request on specql_governance.tb_event (fk_schema_request);

comment on table specql_governance.tb_event is
  'A step of a request, for whoever follows along. Append only. The internal key rises in the order of commits, '
  'so that a reader who remembers the last one misses nothing.';
comment on column specql_governance.tb_event.pk_event is 'Internal key, and the readers'' cursor.';
comment on column specql_governance.tb_event.id is 'Public key; what pg_notify() sends.';
comment on column specql_governance.tb_event.fk_schema_request is 'The request.';
comment on column specql_governance.tb_event.event_name is 'What happened, for example approved.';
comment on column specql_governance.tb_event.identifier is 'Request and event, for humans.';
comment on column specql_governance.tb_event.old_status is 'Status before; null for a new request.';
comment on column specql_governance.tb_event.new_status is 'Status after.';
comment on column specql_governance.tb_event.revision_number is 'Revision at that time.';
comment on column specql_governance.tb_event.payload is 'What else is to be known.';
comment on column specql_governance.tb_event.actor is 'Who acted.';
comment on column specql_governance.tb_event.principal_kind is 'human or agent.';
comment on column specql_governance.tb_event.role_name is 'Role in force.';
comment on column specql_governance.tb_event.created_at is 'When the row was made.';
comment on column specql_governance.tb_event.created_by is 'Who made the row.';
comment on column specql_governance.tb_event.updated_at is 'When the row was last changed.';
comment on column specql_governance.tb_event.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_event on specql_governance.tb_event is 'the internal key is unique';
comment on constraint uq_tb_event__id on specql_governance.tb_event is 'the public key is unique';
comment on constraint fk_tb_event__schema_request on specql_governance.tb_event is 'the request must exist';
comment on constraint ck_tb_event__event_name on specql_governance.tb_event is
  'an event is named in lower case with underscores';
comment on index specql_governance.ix_tb_event__fk_schema_request is 'For the foreign key and a request''s history.';

select specql_audit.audit_table('specql_governance.tb_event');
