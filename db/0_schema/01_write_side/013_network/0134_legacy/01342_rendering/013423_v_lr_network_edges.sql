-- 013423  network.lr_network_edges
-- Edges.

create or replace view network.lr_network_edges as
select
  r.identifier as row_key,
  coalesce(r.position, (1::bigint << 60) + r.pk_dependency) as position,
  coalesce(r.legacy -> 'edge', jsonb_build_array(
    jsonb_build_array(f.ecosystem, f.package_name), jsonb_build_array(t.ecosystem, t.package_name))) as content,
  null::jsonb as also
from network.tb_dependency as r
  join network.tb_package as f on f.pk_package = r.fk_from
  join network.tb_package as t on t.pk_package = r.fk_to;

comment on view network.lr_network_edges is
  'Edges. As the legacy file has it.';
comment on column network.lr_network_edges.row_key is 'Key of the row in the legacy file.';
comment on column network.lr_network_edges.position is 'Rises in the order of the file; rows that came later stand after all others.';
comment on column network.lr_network_edges.content is 'The row.';
comment on column network.lr_network_edges.also is 'Other values that mean the same: none.';

select specql_cutover.define_legacy_table('network', 'edges', 20, 'network.lr_network_edges',
  'network.load_edges', 'network.remove_row', 'network.tb_dependency');
select specql_cutover.mirror_table('network.tb_dependency', 'network', 'edges',
  'r.identifier');
