-- 022212  memory.lr_memory_agent_prompts
-- The rows as the legacy file has them.

create or replace view memory.lr_memory_agent_prompts as
select
  r.identifier as row_key,
  r.pk_agent_prompt as position,
  memory.row_content(memory.agent_prompt_cells(r), r.legacy, s.absent, s.unknown) as content,
  null::jsonb as also
from memory.tb_agent_prompt as r
  left join memory.tb_source_shape as s on s.pk_source_shape = coalesce(r.shape, (
    select c.pk_source_shape
    from memory.tb_source_shape as c
    where c.source_table = 'agent_prompts' and c.is_current
  ));

comment on view memory.lr_memory_agent_prompts is
  'agent_prompts as the legacy file has them: each row with the columns of its file, one made here with those of the last file.';
comment on column memory.lr_memory_agent_prompts.row_key is 'Key of the row in the file.';
comment on column memory.lr_memory_agent_prompts.position is 'Place in the file: rows stand in the order of their numbers.';
comment on column memory.lr_memory_agent_prompts.content is 'The row, by cell.';
comment on column memory.lr_memory_agent_prompts.also is 'Other values that a cell may have: none.';

select specql_cutover.define_legacy_table(
  store => 'memory', source_table => 'agent_prompts', rank => 20,
  render_view => 'memory.lr_memory_agent_prompts', load_function => 'memory.load_rows', remove_function => 'memory.remove_row',
  table_name => 'memory.tb_agent_prompt'
);
select specql_cutover.mirror_table('memory.tb_agent_prompt', 'memory', 'agent_prompts', 'r.identifier');
