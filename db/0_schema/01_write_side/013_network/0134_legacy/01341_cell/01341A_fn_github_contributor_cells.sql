-- 01341A  network.github_contributor_cells()
-- What the columns of a row say, in the words of the legacy file.

create or replace function network.github_contributor_cells("row" network.tb_github_contributor)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'id', "row".github_id,
    'source', "row".source,
    'login', "row".login,
    'name', "row".display_name,
    'avatar_url', "row".avatar_url,
    'contributions_count', "row".contributions_count,
    'created_at', network.time_text("row".made_at),
    'updated_at', network.time_text("row".renewed_at)
  )
$$;

comment on function network.github_contributor_cells(network.tb_github_contributor) is
  'The row as the legacy file would have it if nothing but the columns were known.';
