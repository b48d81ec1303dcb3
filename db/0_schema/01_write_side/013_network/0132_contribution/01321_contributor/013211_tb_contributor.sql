-- 013211  network.tb_contributor
-- Who contributes: a person or a system.

create table if not exists network.tb_contributor (
  pk_contributor   bigint generated always as identity,
  id               uuid not null default gen_random_uuid(),
  contributor_type text not null,
  contributor_name text not null,
  email            text,
  wallet_address   text,
  hourly_rate      numeric,
  made_at          timestamptz not null default clock_timestamp(),
  identifier       text generated always as (left(contributor_name, 200)) stored,
  position         bigint,
  legacy           jsonb,
  import_run       bigint,
  created_at       timestamptz not null default clock_timestamp(),
  created_by       text not null default common.current_actor(),
  updated_at       timestamptz not null default clock_timestamp(),
  updated_by       text not null default common.current_actor(),
  constraint pk_tb_contributor primary key (pk_contributor),
  constraint uq_tb_contributor__id unique (id),
  constraint ck_tb_contributor__contributor_type check (contributor_type in ('HUMAN', 'SYSTEM')),
  constraint ck_tb_contributor__contributor_name check (contributor_name <> ''),
  constraint ck_tb_contributor__hourly_rate check (abs(hourly_rate) < 'Infinity')
);

create index if not exists ix_tb_contributor__row_key
  on network.tb_contributor ((coalesce(legacy #>> '{raw,id}', id::text)));

comment on table network.tb_contributor is 'A person or a system that contributes to assets.';
comment on column network.tb_contributor.pk_contributor is 'Internal key, used by joins.';
comment on column network.tb_contributor.id is 'Public key.';
comment on column network.tb_contributor.contributor_type is 'HUMAN or SYSTEM.';
comment on column network.tb_contributor.contributor_name is 'Name.';
comment on column network.tb_contributor.email is 'Address. Two contributors may have the same.';
comment on column network.tb_contributor.wallet_address is 'Where payouts go.';
comment on column network.tb_contributor.hourly_rate is 'Rate for an hour, exactly.';
comment on column network.tb_contributor.made_at is 'Since when it contributes, as the store says it.';
comment on column network.tb_contributor.identifier is 'Name for humans.';
comment on column network.tb_contributor.position is
  'Place in the legacy file; null where it did not come from one.';
comment on column network.tb_contributor.legacy is
  'What the legacy file said and no column holds: raw cells, unknown keys, keys that were absent.';
comment on column network.tb_contributor.import_run is
  'The import that brought the row; null where none did.';
comment on column network.tb_contributor.created_at is 'When the row was made.';
comment on column network.tb_contributor.created_by is 'Who made the row.';
comment on column network.tb_contributor.updated_at is 'When the row was last changed.';
comment on column network.tb_contributor.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_contributor on network.tb_contributor is 'the internal key is unique';
comment on constraint uq_tb_contributor__id on network.tb_contributor is 'the public key is unique';
comment on constraint ck_tb_contributor__contributor_type on network.tb_contributor is
  'the type must be HUMAN or SYSTEM';
comment on constraint ck_tb_contributor__contributor_name on network.tb_contributor is
  'a contributor has a name';
comment on constraint ck_tb_contributor__hourly_rate on network.tb_contributor is
  'the hourly rate must be a finite number';
comment on index network.ix_tb_contributor__row_key is
  'To find a row by the key that the legacy file gives it.';

select specql_audit.audit_table('network.tb_contributor');
