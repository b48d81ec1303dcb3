-- 013428  network.lr_network_github_organizations
-- GitHub organizations.

create or replace view network.lr_network_github_organizations as
select
  r.github_id as row_key,
  coalesce(r.position, (1::bigint << 60) + r.pk_github_organization) as position,
  case when r.legacy is null then network.github_organization_cells(r) else network.with_legacy(network.github_organization_cells(r), r.legacy) end as content,
  null::jsonb as also
from network.tb_github_organization as r;

comment on view network.lr_network_github_organizations is
  'GitHub organizations. As the legacy file has it.';
comment on column network.lr_network_github_organizations.row_key is 'Key of the row in the legacy file.';
comment on column network.lr_network_github_organizations.position is 'Rises in the order of the file; rows that came later stand after all others.';
comment on column network.lr_network_github_organizations.content is 'The row.';
comment on column network.lr_network_github_organizations.also is 'Other values that mean the same: none.';

select specql_cutover.define_legacy_table('network', 'github_organizations', 70, 'network.lr_network_github_organizations',
  'network.load_rows', 'network.remove_row', 'network.tb_github_organization');
select specql_cutover.mirror_table('network.tb_github_organization', 'network', 'github_organizations',
  'r.github_id');
