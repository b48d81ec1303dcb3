-- 013311  network.tb_github_contributor
-- A contributor on GitHub.

create table if not exists network.tb_github_contributor (
  pk_github_contributor bigint generated always as identity,
  id                    uuid not null default gen_random_uuid(),
  github_id             text not null,
  source                text,
  login                 text not null,
  display_name          text,
  avatar_url            text,
  contributions_count   numeric,
  made_at               timestamptz not null default clock_timestamp(),
  renewed_at            timestamptz,
  identifier            text generated always as (github_id) stored,
  position              bigint,
  legacy                jsonb,
  import_run            bigint,
  created_at            timestamptz not null default clock_timestamp(),
  created_by            text not null default common.current_actor(),
  updated_at            timestamptz not null default clock_timestamp(),
  updated_by            text not null default common.current_actor(),
  constraint pk_tb_github_contributor primary key (pk_github_contributor),
  constraint uq_tb_github_contributor__id unique (id),
  constraint ck_tb_github_contributor__github_id check (length(github_id) between 1 and 500),
  constraint uq_tb_github_contributor__github_id unique (github_id)
);

comment on table network.tb_github_contributor is 'A contributor on GitHub, as the store knows it.';
comment on column network.tb_github_contributor.pk_github_contributor is 'Internal key, used by joins.';
comment on column network.tb_github_contributor.id is 'Public key.';
comment on column network.tb_github_contributor.github_id is 'Key in the store, for example github:octocat.';
comment on column network.tb_github_contributor.source is 'Where it was found, for example github.';
comment on column network.tb_github_contributor.login is 'Name to log in with.';
comment on column network.tb_github_contributor.display_name is 'Name.';
comment on column network.tb_github_contributor.avatar_url is 'Address of a picture.';
comment on column network.tb_github_contributor.contributions_count is
  'How many contributions it has, as the file says it.';
comment on column network.tb_github_contributor.made_at is 'Since when it is there, as the store says it.';
comment on column network.tb_github_contributor.renewed_at is
  'When it was last changed, as the store says it.';
comment on column network.tb_github_contributor.identifier is 'Name for humans.';
comment on column network.tb_github_contributor.position is
  'Place in the legacy file; null where it did not come from one.';
comment on column network.tb_github_contributor.legacy is
  'What the legacy file said and no column holds: raw cells, unknown keys, keys that were absent.';
comment on column network.tb_github_contributor.import_run is
  'The import that brought the row; null where none did.';
comment on column network.tb_github_contributor.created_at is 'When the row was made.';
comment on column network.tb_github_contributor.created_by is 'Who made the row.';
comment on column network.tb_github_contributor.updated_at is 'When the row was last changed.';
comment on column network.tb_github_contributor.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_github_contributor on network.tb_github_contributor is
  'the internal key is unique';
comment on constraint uq_tb_github_contributor__id on network.tb_github_contributor is
  'the public key is unique';
comment on constraint ck_tb_github_contributor__github_id on network.tb_github_contributor is
  'the key of a GitHub account has 1 to 500 characters';
comment on constraint uq_tb_github_contributor__github_id on network.tb_github_contributor is
  'a GitHub account stands once';

select specql_audit.audit_table('network.tb_github_contributor');
