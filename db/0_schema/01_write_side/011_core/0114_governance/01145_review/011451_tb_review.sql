-- 011451  specql_governance.tb_review
-- Who said what about which revision.

create table if not exists specql_governance.tb_review (
  pk_review      bigint generated always as identity,
  id             uuid not null default gen_random_uuid(),
  fk_revision    bigint not null,
  identifier     text generated always as (fk_revision::text || ' ' || decision) stored,
  decision       text not null,
  comment        text,
  content_hash   text not null,
  reviewer       text not null default common.current_actor(),
  reviewer_key   text generated always as (specql_governance.actor_key(reviewer)) stored,
  role_name      text not null default common.current_role_name(),
  login_name     text not null default session_user,
  principal_kind text not null default common.current_principal_kind(),
  as_admin       boolean not null default false,
  policy_version bigint not null,
  created_at     timestamptz not null default clock_timestamp(),
  created_by     text not null default common.current_actor(),
  updated_at     timestamptz not null default clock_timestamp(),
  updated_by     text not null default common.current_actor(),
  constraint pk_tb_review primary key (pk_review),
  constraint uq_tb_review__id unique (id),
  constraint fk_tb_review__revision
    foreign key (fk_revision)
    references specql_governance.tb_revision (pk_revision),
  constraint ck_tb_review__decision check (decision in ('approve', 'reject', 'request_changes')),
  constraint ck_tb_review__human check (principal_kind = 'human')
);

create index if not exists ix_tb_review__fk_revision on specql_governance.tb_review (fk_revision);

create unique index if not exists uq_tb_review__approval
  on specql_governance.tb_review (fk_revision, reviewer_key)
  where decision = 'approve';

comment on table specql_governance.tb_review is
  'A decision of one person about one revision. Never changed; tr_100_review_counts refuses authors and agents.';
comment on column specql_governance.tb_review.pk_review is 'Internal key, used by joins.';
comment on column specql_governance.tb_review.id is 'Public key.';
comment on column specql_governance.tb_review.fk_revision is 'The revision that was read.';
comment on column specql_governance.tb_review.identifier is 'Revision and decision, for humans.';
comment on column specql_governance.tb_review.decision is 'approve, reject or request_changes.';
comment on column specql_governance.tb_review.comment is 'What the reviewer says.';
comment on column specql_governance.tb_review.content_hash is 'Hash of what was read.';
comment on column specql_governance.tb_review.reviewer is 'Who reviewed.';
comment on column specql_governance.tb_review.reviewer_key is 'The reviewer in the form in which actors are compared.';
comment on column specql_governance.tb_review.role_name is 'Role in force.';
comment on column specql_governance.tb_review.login_name is 'The login of the session, whatever a setting says.';
comment on column specql_governance.tb_review.principal_kind is 'human: machines do not review.';
comment on column specql_governance.tb_review.as_admin is 'Whether an administrator reviewed.';
comment on column specql_governance.tb_review.policy_version is 'Version of the policy at that time.';
comment on column specql_governance.tb_review.created_at is 'When the row was made.';
comment on column specql_governance.tb_review.created_by is 'Who made the row.';
comment on column specql_governance.tb_review.updated_at is 'When the row was last changed.';
comment on column specql_governance.tb_review.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_review on specql_governance.tb_review is 'the internal key is unique';
comment on constraint uq_tb_review__id on specql_governance.tb_review is 'the public key is unique';
comment on constraint fk_tb_review__revision on specql_governance.tb_review is 'the revision must exist';
comment on constraint ck_tb_review__decision on specql_governance.tb_review is
  'the decision must be approve, reject or request_changes';
comment on constraint ck_tb_review__human on specql_governance.tb_review is 'machines do not review';
comment on index specql_governance.ix_tb_review__fk_revision is 'For the foreign key and the reviews of a revision.';
comment on index specql_governance.uq_tb_review__approval is 'Nobody approves a revision twice.';

select specql_audit.audit_table('specql_governance.tb_review');
