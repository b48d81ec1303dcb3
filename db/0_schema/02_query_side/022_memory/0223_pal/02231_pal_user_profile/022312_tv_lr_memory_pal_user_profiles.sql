-- 022312  memory.lr_memory_pal_user_profiles
-- The rows as the legacy file has them.

create or replace view memory.lr_memory_pal_user_profiles as
select
  r.identifier as row_key,
  r.pk_pal_user_profile as position,
  memory.row_content(memory.pal_user_profile_cells(r), r.legacy, s.absent, s.unknown) as content,
  null::jsonb as also
from memory.tb_pal_user_profile as r
  left join memory.tb_source_shape as s on s.pk_source_shape = coalesce(r.shape, (
    select c.pk_source_shape
    from memory.tb_source_shape as c
    where c.source_table = 'pal_user_profiles' and c.is_current
  ));

comment on view memory.lr_memory_pal_user_profiles is
  'pal_user_profiles as the legacy file has them: each row with the columns of its file, one made here with those of the last file.';
comment on column memory.lr_memory_pal_user_profiles.row_key is 'Key of the row in the file.';
comment on column memory.lr_memory_pal_user_profiles.position is 'Place in the file: rows stand in the order of their numbers.';
comment on column memory.lr_memory_pal_user_profiles.content is 'The row, by cell.';
comment on column memory.lr_memory_pal_user_profiles.also is 'Other values that a cell may have: none.';

select specql_cutover.define_legacy_table(
  store => 'memory', source_table => 'pal_user_profiles', rank => 20,
  render_view => 'memory.lr_memory_pal_user_profiles', load_function => 'memory.load_rows', remove_function => 'memory.remove_row',
  table_name => 'memory.tb_pal_user_profile'
);
select specql_cutover.mirror_table('memory.tb_pal_user_profile', 'memory', 'pal_user_profiles', 'r.identifier');
