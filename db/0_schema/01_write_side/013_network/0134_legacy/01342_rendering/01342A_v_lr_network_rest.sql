-- 01342A  network.lr_network_rest
-- Rows under keys of the legacy file that nobody planned.

create or replace view network.lr_network_rest as
select
  r.row_key,
  r.pk_legacy_row as position,
  r.row as content,
  null::jsonb as also,
  r.source_table
from specql_cutover.tb_legacy_row as r
where r.kind = 'network';

comment on view network.lr_network_rest is 'Rows under keys of the legacy file that no table of ours has a place for.';
comment on column network.lr_network_rest.row_key is 'Key of the row in the legacy file.';
comment on column network.lr_network_rest.position is 'Rises in the order of the file.';
comment on column network.lr_network_rest.content is 'The row.';
comment on column network.lr_network_rest.also is 'Other values that mean the same: none.';
comment on column network.lr_network_rest.source_table is 'Key of the file that the row stands under.';

select specql_cutover.define_legacy_table('network', '*', 90, 'network.lr_network_rest',
  'network.load_rest', 'network.remove_row', 'specql_cutover.tb_legacy_row');
