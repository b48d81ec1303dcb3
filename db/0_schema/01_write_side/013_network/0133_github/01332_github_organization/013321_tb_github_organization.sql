-- 013321  network.tb_github_organization
-- An organization on GitHub.

create table if not exists network.tb_github_organization (
  pk_github_organization bigint generated always as identity,
  id                     uuid not null default gen_random_uuid(),
  github_id              text not null,
  login                  text not null,
  organization_type      text,
  display_name           text,
  avatar_url             text,
  made_at                timestamptz not null default clock_timestamp(),
  renewed_at             timestamptz,
  identifier             text generated always as (github_id) stored,
  position               bigint,
  legacy                 jsonb,
  import_run             bigint,
  created_at             timestamptz not null default clock_timestamp(),
  created_by             text not null default common.current_actor(),
  updated_at             timestamptz not null default clock_timestamp(),
  updated_by             text not null default common.current_actor(),
  constraint pk_tb_github_organization primary key (pk_github_organization),
  constraint uq_tb_github_organization__id unique (id),
  constraint ck_tb_github_organization__github_id check (length(github_id) between 1 and 500),
  constraint uq_tb_github_organization__github_id unique (github_id)
);

comment on table network.tb_github_organization is 'An organization on GitHub, as the store knows it.';
comment on column network.tb_github_organization.pk_github_organization is 'Internal key, used by joins.';
comment on column network.tb_github_organization.id is 'Public key.';
comment on column network.tb_github_organization.github_id is 'Key in the store, for example github:octocat.';
comment on column network.tb_github_organization.login is 'Name to log in with.';
comment on column network.tb_github_organization.organization_type is 'Type, for example Organization.';
comment on column network.tb_github_organization.display_name is 'Name.';
comment on column network.tb_github_organization.avatar_url is 'Address of a picture.';
comment on column network.tb_github_organization.made_at is 'Since when it is there, as the store says it.';
comment on column network.tb_github_organization.renewed_at is
  'When it was last changed, as the store says it.';
comment on column network.tb_github_organization.identifier is 'Name for humans.';
comment on column network.tb_github_organization.position is
  'Place in the legacy file; null where it did not come from one.';
comment on column network.tb_github_organization.legacy is
  'What the legacy file said and no column holds: raw cells, unknown keys, keys that were absent.';
comment on column network.tb_github_organization.import_run is
  'The import that brought the row; null where none did.';
comment on column network.tb_github_organization.created_at is 'When the row was made.';
comment on column network.tb_github_organization.created_by is 'Who made the row.';
comment on column network.tb_github_organization.updated_at is 'When the row was last changed.';
comment on column network.tb_github_organization.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_github_organization on network.tb_github_organization is
  'the internal key is unique';
comment on constraint uq_tb_github_organization__id on network.tb_github_organization is
  'the public key is unique';
comment on constraint ck_tb_github_organization__github_id on network.tb_github_organization is
  'the key of a GitHub account has 1 to 500 characters';
comment on constraint uq_tb_github_organization__github_id on network.tb_github_organization is
  'a GitHub account stands once';

select specql_audit.audit_table('network.tb_github_organization');
