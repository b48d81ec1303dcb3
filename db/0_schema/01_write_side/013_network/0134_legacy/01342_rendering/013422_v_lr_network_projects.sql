-- 013422  network.lr_network_projects
-- Projects.

create or replace view network.lr_network_projects as
select
  p.identifier as row_key,
  coalesce(r.position, (1::bigint << 60) + r.pk_project) as position,
  case when r.legacy is null then network.project_cells(r) else network.with_legacy(network.project_cells(r), r.legacy) end as content,
  null::jsonb as also
from network.tb_project as r
  join network.tb_package as p on p.pk_package = r.fk_package;

comment on view network.lr_network_projects is
  'Projects. As the legacy file has it.';
comment on column network.lr_network_projects.row_key is 'Key of the row in the legacy file.';
comment on column network.lr_network_projects.position is 'Rises in the order of the file; rows that came later stand after all others.';
comment on column network.lr_network_projects.content is 'The row.';
comment on column network.lr_network_projects.also is 'Other values that mean the same: none.';

select specql_cutover.define_legacy_table('network', 'projects', 10, 'network.lr_network_projects',
  'network.load_rows', 'network.remove_row', 'network.tb_project');
select specql_cutover.mirror_table('network.tb_project', 'network', 'projects',
  'network.package_key(r.ecosystem || ''/'' || r.project_name)');
