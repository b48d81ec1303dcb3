-- 013425  network.lr_network_assets
-- Assets.

create or replace view network.lr_network_assets as
select
  coalesce(r.legacy #>> '{raw,id}', r.id::text) as row_key,
  coalesce(r.position, (1::bigint << 60) + r.pk_asset) as position,
  case when r.legacy is null then network.asset_cells(r) else network.with_legacy(network.asset_cells(r), r.legacy) end as content,
  null::jsonb as also
from network.tb_asset as r;

comment on view network.lr_network_assets is
  'Assets. As the legacy file has it.';
comment on column network.lr_network_assets.row_key is 'Key of the row in the legacy file.';
comment on column network.lr_network_assets.position is 'Rises in the order of the file; rows that came later stand after all others.';
comment on column network.lr_network_assets.content is 'The row.';
comment on column network.lr_network_assets.also is 'Other values that mean the same: none.';

select specql_cutover.define_legacy_table('network', 'assets', 40, 'network.lr_network_assets',
  'network.load_rows', 'network.remove_row', 'network.tb_asset');
select specql_cutover.mirror_table('network.tb_asset', 'network', 'assets',
  'coalesce(r.legacy #>> ''{raw,id}'', r.id::text)');
