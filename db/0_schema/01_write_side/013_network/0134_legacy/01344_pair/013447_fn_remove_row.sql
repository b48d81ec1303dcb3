-- 013447  network.remove_row()
-- Removes a row by the key that it has in the legacy file.

create or replace function network.remove_row(source_table text, row_key text)
  returns boolean
  language plpgsql
  volatile
as $$
begin
  case source_table
    when 'projects' then
      delete from network.tb_project as r using network.tb_package as p
      where p.pk_package = r.fk_package and p.identifier = row_key;
    when 'edges' then
      delete from network.tb_dependency as r where r.identifier = row_key;
    when 'contributors' then
      delete from network.tb_contributor as r where coalesce(r.legacy #>> '{raw,id}', r.id::text) = row_key;
    when 'assets' then
      delete from network.tb_asset as r where coalesce(r.legacy #>> '{raw,id}', r.id::text) = row_key;
    when 'contributions' then
      delete from network.tb_contribution as r where coalesce(r.legacy #>> '{raw,id}', r.id::text) = row_key;
    when 'github_contributors' then
      delete from network.tb_github_contributor as r where r.github_id = row_key;
    when 'github_organizations' then
      delete from network.tb_github_organization as r where r.github_id = row_key;
    when 'github_contributes_to' then
      delete from network.tb_github_contribution as r where r.identifier = row_key;
    else
      delete from specql_cutover.tb_legacy_row as r
      where r.kind = 'network' and r.source_table = remove_row.source_table and r.row_key = remove_row.row_key;
  end case;
  return found;
end;
$$;

comment on function network.remove_row(text, text) is
  'Whether there was such a row. Edges of a package that goes are dangling from then on.';
