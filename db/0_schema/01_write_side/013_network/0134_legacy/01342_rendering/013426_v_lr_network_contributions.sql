-- 013426  network.lr_network_contributions
-- Contributions.

create or replace view network.lr_network_contributions as
select
  coalesce(r.legacy #>> '{raw,id}', r.id::text) as row_key,
  coalesce(r.position, (1::bigint << 60) + r.pk_contribution) as position,
  case when r.legacy is null then network.contribution_cells(r, c.id, a.id) else network.with_legacy(network.contribution_cells(r, c.id, a.id), r.legacy) end as content,
  null::jsonb as also
from network.tb_contribution as r
  join network.tb_contributor as c on c.pk_contributor = r.fk_contributor
  join network.tb_asset as a on a.pk_asset = r.fk_asset;

comment on view network.lr_network_contributions is
  'Contributions. As the legacy file has it.';
comment on column network.lr_network_contributions.row_key is 'Key of the row in the legacy file.';
comment on column network.lr_network_contributions.position is 'Rises in the order of the file; rows that came later stand after all others.';
comment on column network.lr_network_contributions.content is 'The row.';
comment on column network.lr_network_contributions.also is 'Other values that mean the same: none.';

select specql_cutover.define_legacy_table('network', 'contributions', 50, 'network.lr_network_contributions',
  'network.load_rows', 'network.remove_row', 'network.tb_contribution');
select specql_cutover.mirror_table('network.tb_contribution', 'network', 'contributions',
  'coalesce(r.legacy #>> ''{raw,id}'', r.id::text)');
