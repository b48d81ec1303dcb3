-- 022332  memory.lr_memory_pal_stress_levels
-- The rows as the legacy file has them.

create or replace view memory.lr_memory_pal_stress_levels as
select
  r.identifier as row_key,
  r.pk_pal_stress_level as position,
  memory.row_content(memory.pal_stress_level_cells(r), r.legacy, s.absent, s.unknown) as content,
  null::jsonb as also
from memory.tb_pal_stress_level as r
  left join memory.tb_source_shape as s on s.pk_source_shape = coalesce(r.shape, (
    select c.pk_source_shape
    from memory.tb_source_shape as c
    where c.source_table = 'pal_stress_levels' and c.is_current
  ));

comment on view memory.lr_memory_pal_stress_levels is
  'pal_stress_levels as the legacy file has them: each row with the columns of its file, one made here with those of the last file.';
comment on column memory.lr_memory_pal_stress_levels.row_key is 'Key of the row in the file.';
comment on column memory.lr_memory_pal_stress_levels.position is 'Place in the file: rows stand in the order of their numbers.';
comment on column memory.lr_memory_pal_stress_levels.content is 'The row, by cell.';
comment on column memory.lr_memory_pal_stress_levels.also is 'Other values that a cell may have: none.';

select specql_cutover.define_legacy_table(
  store => 'memory', source_table => 'pal_stress_levels', rank => 20,
  render_view => 'memory.lr_memory_pal_stress_levels', load_function => 'memory.load_rows', remove_function => 'memory.remove_row',
  table_name => 'memory.tb_pal_stress_level'
);
select specql_cutover.mirror_table('memory.tb_pal_stress_level', 'memory', 'pal_stress_levels', 'r.identifier');
