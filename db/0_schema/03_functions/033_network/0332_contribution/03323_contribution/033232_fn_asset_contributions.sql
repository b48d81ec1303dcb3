-- 033232  app.asset_contributions()
-- What was contributed to an asset.

create or replace function app.asset_contributions(asset_id uuid)
  returns setof app.contributions
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
begin
  perform network.found_asset(asset_id);
  return query
  select v.*
  from network.tb_asset as a
    join network.tb_contribution as r on r.fk_asset = a.pk_asset
    join app.contributions as v on v.id = r.id
  where a.id = asset_contributions.asset_id
  order by r.made_at, r.pk_contribution;
end;
$$;

comment on function app.asset_contributions(uuid) is
  'The contributions to an asset, the oldest first. SG225: no such asset.';

grant execute on function app.asset_contributions(uuid) to specql_reader;
