-- 013221  network.tb_asset
-- What is contributed to, and what it cost so far.

create table if not exists network.tb_asset (
  pk_asset          bigint generated always as identity,
  id                uuid not null default gen_random_uuid(),
  asset_type        text not null,
  description       text,
  contributed_cost  numeric not null default 0,
  unattributed_cost numeric,
  total_cost        numeric not null generated always as (contributed_cost + coalesce(unattributed_cost, 0)) stored,
  made_at           timestamptz not null default clock_timestamp(),
  identifier        text generated always as (left(coalesce(nullif(description, ''), id::text), 200)) stored,
  position          bigint,
  legacy            jsonb,
  import_run        bigint,
  created_at        timestamptz not null default clock_timestamp(),
  created_by        text not null default common.current_actor(),
  updated_at        timestamptz not null default clock_timestamp(),
  updated_by        text not null default common.current_actor(),
  constraint pk_tb_asset primary key (pk_asset),
  constraint uq_tb_asset__id unique (id),
  constraint ck_tb_asset__asset_type check (asset_type in ('CODE', 'MODEL', 'CONTENT', 'DATA')),
  constraint ck_tb_asset__total_cost check (abs(total_cost) < 'Infinity')
);

create index if not exists ix_tb_asset__row_key
  on network.tb_asset ((coalesce(legacy #>> '{raw,id}', id::text)));

comment on table network.tb_asset is 'Code, a model, content or data that contributors work on.';
comment on column network.tb_asset.pk_asset is 'Internal key, used by joins.';
comment on column network.tb_asset.id is 'Public key.';
comment on column network.tb_asset.asset_type is 'CODE, MODEL, CONTENT or DATA.';
comment on column network.tb_asset.description is 'What it is.';
comment on column network.tb_asset.contributed_cost is
  'Sum of its contributions; the triggers of those keep it.';
comment on column network.tb_asset.unattributed_cost is
  'Part of the total that an imported file carries and no contribution here explains; null where no file gave a total.';
comment on column network.tb_asset.total_cost is 'What it cost so far.';
comment on column network.tb_asset.made_at is 'Since when it is there, as the store says it.';
comment on column network.tb_asset.identifier is 'Name for humans.';
comment on column network.tb_asset.position is
  'Place in the legacy file; null where it did not come from one.';
comment on column network.tb_asset.legacy is
  'What the legacy file said and no column holds: raw cells, unknown keys, keys that were absent.';
comment on column network.tb_asset.import_run is 'The import that brought the row; null where none did.';
comment on column network.tb_asset.created_at is 'When the row was made.';
comment on column network.tb_asset.created_by is 'Who made the row.';
comment on column network.tb_asset.updated_at is 'When the row was last changed.';
comment on column network.tb_asset.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_asset on network.tb_asset is 'the internal key is unique';
comment on constraint uq_tb_asset__id on network.tb_asset is 'the public key is unique';
comment on constraint ck_tb_asset__asset_type on network.tb_asset is
  'the type must be CODE, MODEL, CONTENT or DATA';
comment on constraint ck_tb_asset__total_cost on network.tb_asset is 'the total cost must be a finite number';
comment on index network.ix_tb_asset__row_key is 'To find a row by the key that the legacy file gives it.';

select specql_audit.audit_table('network.tb_asset');
