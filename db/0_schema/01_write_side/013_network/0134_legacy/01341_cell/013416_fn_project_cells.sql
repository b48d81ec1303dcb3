-- 013416  network.project_cells()
-- What the columns of a row say, in the words of the legacy file.

create or replace function network.project_cells("row" network.tb_project)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'name', "row".project_name,
    'ecosystem', "row".ecosystem,
    'version', "row".version,
    'description', "row".description,
    'dependency_count', "row".dependency_count
  )
$$;

comment on function network.project_cells(network.tb_project) is
  'The row as the legacy file would have it if nothing but the columns were known.';
