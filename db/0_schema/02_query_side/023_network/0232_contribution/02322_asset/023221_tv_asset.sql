-- 023221  app.assets
-- What is contributed to.

create or replace view app.assets as
select
  r.id,
  r.asset_type as type,
  r.description,
  case
    -- The digits that the file had, as long as they mean the same.
    when nullif(r.legacy #>> '{raw,total_cost}', '')::numeric = r.total_cost then (r.legacy #>> '{raw,total_cost}')::numeric
    else r.total_cost
  end as total_cost,
  coalesce(r.unattributed_cost, 0) as unattributed_cost,
  r.made_at as created_at,
  r.updated_at
from network.tb_asset as r;

comment on view app.assets is
  E'@primaryKey id\n'
  '@orderBy created_at\n'
  'Code, models, content and data that contributors work on, and their cost.';
comment on column app.assets.id is E'@notNull\nPublic key.';
comment on column app.assets.type is E'@notNull\nCODE, MODEL, CONTENT or DATA.';
comment on column app.assets.description is 'What it is.';
comment on column app.assets.total_cost is E'@notNull\nWhat it cost so far: the sum of its contributions, and what an imported total held beyond those.';
comment on column app.assets.unattributed_cost is E'@notNull\nPart of the total that came with an import and that no contribution here explains.';
comment on column app.assets.created_at is E'@notNull\nSince when it is there.';
comment on column app.assets.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.assets to specql_reader;
