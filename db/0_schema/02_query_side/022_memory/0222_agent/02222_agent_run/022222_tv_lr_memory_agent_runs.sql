-- 022222  memory.lr_memory_agent_runs
-- The rows as the legacy file has them.

create or replace view memory.lr_memory_agent_runs as
select
  r.identifier as row_key,
  r.pk_agent_run as position,
  memory.row_content(memory.agent_run_cells(r), r.legacy, s.absent, s.unknown) as content,
  null::jsonb as also
from memory.tb_agent_run as r
  left join memory.tb_source_shape as s on s.pk_source_shape = coalesce(r.shape, (
    select c.pk_source_shape
    from memory.tb_source_shape as c
    where c.source_table = 'agent_runs' and c.is_current
  ));

comment on view memory.lr_memory_agent_runs is
  'agent_runs as the legacy file has them: each row with the columns of its file, one made here with those of the last file.';
comment on column memory.lr_memory_agent_runs.row_key is 'Key of the row in the file.';
comment on column memory.lr_memory_agent_runs.position is 'Place in the file: rows stand in the order of their numbers.';
comment on column memory.lr_memory_agent_runs.content is 'The row, by cell.';
comment on column memory.lr_memory_agent_runs.also is 'Other values that a cell may have: none.';

select specql_cutover.define_legacy_table(
  store => 'memory', source_table => 'agent_runs', rank => 20,
  render_view => 'memory.lr_memory_agent_runs', load_function => 'memory.load_rows', remove_function => 'memory.remove_row',
  table_name => 'memory.tb_agent_run'
);
select specql_cutover.mirror_table('memory.tb_agent_run', 'memory', 'agent_runs', 'r.identifier');
