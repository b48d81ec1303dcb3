-- 013419  network.contribution_cells()
-- What the columns of a row say, in the words of the legacy file.

create or replace function network.contribution_cells("row" network.tb_contribution, contributor_id uuid, asset_id uuid)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'id', "row".id,
    'contributor_id', contribution_cells.contributor_id,
    'asset_id', contribution_cells.asset_id,
    'cost_amount', "row".cost_amount::text,
    'metadata', "row".metadata,
    'coherence_score', network.real_json("row".coherence_score),
    'timestamp', network.time_text("row".made_at)
  )
$$;

comment on function network.contribution_cells(network.tb_contribution, uuid, uuid) is
  'The row as the legacy file would have it if nothing but the columns were known.';
