-- 013231  network.tb_contribution
-- What a contributor did for an asset, and what it cost.

create table if not exists network.tb_contribution (
  pk_contribution bigint generated always as identity,
  id              uuid not null default gen_random_uuid(),
  fk_contributor  bigint not null,
  fk_asset        bigint not null,
  cost_amount     numeric not null,
  metadata        jsonb,
  coherence_score double precision,
  made_at         timestamptz not null default clock_timestamp(),
  identifier      text generated always as (id::text) stored,
  position        bigint,
  legacy          jsonb,
  import_run      bigint,
  created_at      timestamptz not null default clock_timestamp(),
  created_by      text not null default common.current_actor(),
  updated_at      timestamptz not null default clock_timestamp(),
  updated_by      text not null default common.current_actor(),
  constraint pk_tb_contribution primary key (pk_contribution),
  constraint uq_tb_contribution__id unique (id),
  constraint fk_tb_contribution__contributor
    foreign key (fk_contributor) references network.tb_contributor (pk_contributor),
  constraint fk_tb_contribution__asset
    foreign key (fk_asset) references network.tb_asset (pk_asset),
  constraint ck_tb_contribution__cost_amount check (abs(cost_amount) < 'Infinity'),
  constraint ck_tb_contribution__coherence_score check (abs(coherence_score) < 'Infinity')
);

create index if not exists ix_tb_contribution__contributor on network.tb_contribution (fk_contributor);
create index if not exists ix_tb_contribution__asset on network.tb_contribution (fk_asset);
create index if not exists ix_tb_contribution__row_key
  on network.tb_contribution ((coalesce(legacy #>> '{raw,id}', id::text)));

comment on table network.tb_contribution is
  'One contribution. Its cost counts in the total of its asset, whatever becomes of the row.';
comment on column network.tb_contribution.pk_contribution is 'Internal key, used by joins.';
comment on column network.tb_contribution.id is 'Public key.';
comment on column network.tb_contribution.fk_contributor is 'Who contributed.';
comment on column network.tb_contribution.fk_asset is 'To what.';
comment on column network.tb_contribution.cost_amount is 'What it cost, exactly; negative for a refund.';
comment on column network.tb_contribution.metadata is 'Whatever else is known of it.';
comment on column network.tb_contribution.coherence_score is 'How well it fits, mostly 0 to 1.';
comment on column network.tb_contribution.made_at is 'When it was made, as the store says it.';
comment on column network.tb_contribution.identifier is 'Name for humans: the public key.';
comment on column network.tb_contribution.position is
  'Place in the legacy file; null where it did not come from one.';
comment on column network.tb_contribution.legacy is
  'What the legacy file said and no column holds: raw cells, unknown keys, keys that were absent.';
comment on column network.tb_contribution.import_run is
  'The import that brought the row; null where none did.';
comment on column network.tb_contribution.created_at is 'When the row was made.';
comment on column network.tb_contribution.created_by is 'Who made the row.';
comment on column network.tb_contribution.updated_at is 'When the row was last changed.';
comment on column network.tb_contribution.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_contribution on network.tb_contribution is 'the internal key is unique';
comment on constraint uq_tb_contribution__id on network.tb_contribution is 'the public key is unique';
comment on constraint fk_tb_contribution__contributor on network.tb_contribution is
  'the contributor must exist';
comment on constraint fk_tb_contribution__asset on network.tb_contribution is 'the asset must exist';
comment on constraint ck_tb_contribution__cost_amount on network.tb_contribution is
  'the cost must be a finite number';
comment on constraint ck_tb_contribution__coherence_score on network.tb_contribution is
  'the coherence score must be a finite number';
comment on index network.ix_tb_contribution__contributor is 'For the contributions of a contributor.';
comment on index network.ix_tb_contribution__asset is 'For the contributions to an asset.';
comment on index network.ix_tb_contribution__row_key is
  'To find a row by the key that the legacy file gives it.';

select specql_audit.audit_table('network.tb_contribution');
