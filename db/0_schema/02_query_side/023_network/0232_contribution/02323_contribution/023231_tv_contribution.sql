-- 023231  app.contributions
-- What was contributed.

create or replace view app.contributions as
select
  r.id,
  c.id as contributor_id,
  c.contributor_name,
  a.id as asset_id,
  r.cost_amount,
  r.metadata,
  r.coherence_score,
  r.made_at as timestamp,
  r.updated_at
from network.tb_contribution as r
  join network.tb_contributor as c on c.pk_contributor = r.fk_contributor
  join network.tb_asset as a on a.pk_asset = r.fk_asset;

comment on view app.contributions is
  E'@primaryKey id\n'
  '@foreignKey (contributor_id) references app.contributors (id)\n'
  '@foreignKey (asset_id) references app.assets (id)\n'
  '@orderBy timestamp\n'
  'What contributors did for assets, and what it cost.';
comment on column app.contributions.id is E'@notNull\nPublic key.';
comment on column app.contributions.contributor_id is E'@notNull\nWho contributed.';
comment on column app.contributions.contributor_name is E'@notNull\nHis or its name.';
comment on column app.contributions.asset_id is E'@notNull\nTo what.';
comment on column app.contributions.cost_amount is E'@notNull\nWhat it cost; negative for a refund.';
comment on column app.contributions.metadata is 'Whatever else is known of it.';
comment on column app.contributions.coherence_score is 'How well it fits, mostly 0 to 1.';
comment on column app.contributions.timestamp is E'@notNull\nWhen it was made.';
comment on column app.contributions.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.contributions to specql_reader;
