-- 013417  network.contributor_cells()
-- What the columns of a row say, in the words of the legacy file.

create or replace function network.contributor_cells("row" network.tb_contributor)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'id', "row".id,
    'type', "row".contributor_type,
    'name', "row".contributor_name,
    'email', "row".email,
    'wallet_address', "row".wallet_address,
    'hourly_rate', "row".hourly_rate::text,
    'created_at', network.time_text("row".made_at)
  )
$$;

comment on function network.contributor_cells(network.tb_contributor) is
  'The row as the legacy file would have it if nothing but the columns were known.';
