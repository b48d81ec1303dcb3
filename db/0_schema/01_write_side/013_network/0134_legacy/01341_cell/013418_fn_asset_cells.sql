-- 013418  network.asset_cells()
-- What the columns of a row say, in the words of the legacy file.

create or replace function network.asset_cells("row" network.tb_asset)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'id', "row".id,
    'type', "row".asset_type,
    'description', "row".description,
    'total_cost', trim_scale("row".contributed_cost + coalesce("row".unattributed_cost, 0))::text,
    'created_at', network.time_text("row".made_at)
  )
$$;

comment on function network.asset_cells(network.tb_asset) is
  'The row as the legacy file would have it if nothing but the columns were known.';
