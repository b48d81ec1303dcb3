-- 01341B  network.github_organization_cells()
-- What the columns of a row say, in the words of the legacy file.

create or replace function network.github_organization_cells("row" network.tb_github_organization)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'id', "row".github_id,
    'login', "row".login,
    'type', "row".organization_type,
    'name', "row".display_name,
    'avatar_url', "row".avatar_url,
    'created_at', network.time_text("row".made_at),
    'updated_at', network.time_text("row".renewed_at)
  )
$$;

comment on function network.github_organization_cells(network.tb_github_organization) is
  'The row as the legacy file would have it if nothing but the columns were known.';
