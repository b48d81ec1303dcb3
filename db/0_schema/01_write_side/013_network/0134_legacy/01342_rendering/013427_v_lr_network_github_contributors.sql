-- 013427  network.lr_network_github_contributors
-- GitHub contributors.

create or replace view network.lr_network_github_contributors as
select
  r.github_id as row_key,
  coalesce(r.position, (1::bigint << 60) + r.pk_github_contributor) as position,
  case when r.legacy is null then network.github_contributor_cells(r) else network.with_legacy(network.github_contributor_cells(r), r.legacy) end as content,
  null::jsonb as also
from network.tb_github_contributor as r;

comment on view network.lr_network_github_contributors is
  'GitHub contributors. As the legacy file has it.';
comment on column network.lr_network_github_contributors.row_key is 'Key of the row in the legacy file.';
comment on column network.lr_network_github_contributors.position is 'Rises in the order of the file; rows that came later stand after all others.';
comment on column network.lr_network_github_contributors.content is 'The row.';
comment on column network.lr_network_github_contributors.also is 'Other values that mean the same: none.';

select specql_cutover.define_legacy_table('network', 'github_contributors', 60, 'network.lr_network_github_contributors',
  'network.load_rows', 'network.remove_row', 'network.tb_github_contributor');
select specql_cutover.mirror_table('network.tb_github_contributor', 'network', 'github_contributors',
  'r.github_id');
