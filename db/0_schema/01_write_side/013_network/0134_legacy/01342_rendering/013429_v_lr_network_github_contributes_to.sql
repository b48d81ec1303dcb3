-- 013429  network.lr_network_github_contributes_to
-- Which GitHub account contributes to which package.

create or replace view network.lr_network_github_contributes_to as
select
  r.identifier as row_key,
  coalesce(r.position, (1::bigint << 60) + r.pk_github_contribution) as position,
  coalesce(r.legacy -> 'edge', jsonb_build_array(r.github_id, jsonb_build_array(p.ecosystem, p.package_name))) as content,
  null::jsonb as also
from network.tb_github_contribution as r
  join network.tb_package as p on p.pk_package = r.fk_package;

comment on view network.lr_network_github_contributes_to is
  'Which GitHub account contributes to which package. As the legacy file has it.';
comment on column network.lr_network_github_contributes_to.row_key is 'Key of the row in the legacy file.';
comment on column network.lr_network_github_contributes_to.position is 'Rises in the order of the file; rows that came later stand after all others.';
comment on column network.lr_network_github_contributes_to.content is 'The row.';
comment on column network.lr_network_github_contributes_to.also is 'Other values that mean the same: none.';

select specql_cutover.define_legacy_table('network', 'github_contributes_to', 80, 'network.lr_network_github_contributes_to',
  'network.load_github_pairs', 'network.remove_row', 'network.tb_github_contribution');
select specql_cutover.mirror_table('network.tb_github_contribution', 'network', 'github_contributes_to',
  'r.identifier');
