-- 022412  memory.lr_memory_rest
-- The rows of tables that nobody planned, as the legacy file has them.

create or replace view memory.lr_memory_rest as
select
  r.row_key,
  r.position,
  r.row as content,
  null::jsonb as also,
  r.source_table
from memory.tb_legacy_row as r;

comment on view memory.lr_memory_rest is 'Rows of all tables of memory files that have no table of their own here.';
comment on column memory.lr_memory_rest.row_key is 'Key of the row in the file.';
comment on column memory.lr_memory_rest.position is 'Place in the file.';
comment on column memory.lr_memory_rest.content is 'The row, by cell.';
comment on column memory.lr_memory_rest.also is 'Other values that a cell may have: none.';
comment on column memory.lr_memory_rest.source_table is 'Table of the file.';

select specql_cutover.define_legacy_table(
  store => 'memory', source_table => '*', rank => 90,
  render_view => 'memory.lr_memory_rest', load_function => 'memory.load_rows', remove_function => 'memory.remove_row',
  table_name => 'memory.tb_legacy_row'
);
select specql_cutover.mirror_table('memory.tb_legacy_row', 'memory', '*', 'r.row_key', 'r.source_table');
