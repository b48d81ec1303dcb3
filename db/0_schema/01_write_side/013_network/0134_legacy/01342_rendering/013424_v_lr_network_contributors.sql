-- 013424  network.lr_network_contributors
-- Contributors.

create or replace view network.lr_network_contributors as
select
  coalesce(r.legacy #>> '{raw,id}', r.id::text) as row_key,
  coalesce(r.position, (1::bigint << 60) + r.pk_contributor) as position,
  case when r.legacy is null then network.contributor_cells(r) else network.with_legacy(network.contributor_cells(r), r.legacy) end as content,
  null::jsonb as also
from network.tb_contributor as r;

comment on view network.lr_network_contributors is
  'Contributors. As the legacy file has it.';
comment on column network.lr_network_contributors.row_key is 'Key of the row in the legacy file.';
comment on column network.lr_network_contributors.position is 'Rises in the order of the file; rows that came later stand after all others.';
comment on column network.lr_network_contributors.content is 'The row.';
comment on column network.lr_network_contributors.also is 'Other values that mean the same: none.';

select specql_cutover.define_legacy_table('network', 'contributors', 30, 'network.lr_network_contributors',
  'network.load_rows', 'network.remove_row', 'network.tb_contributor');
select specql_cutover.mirror_table('network.tb_contributor', 'network', 'contributors',
  'coalesce(r.legacy #>> ''{raw,id}'', r.id::text)');
