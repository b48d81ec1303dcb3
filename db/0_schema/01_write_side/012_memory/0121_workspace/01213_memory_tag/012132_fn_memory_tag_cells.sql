-- 012132  memory.memory_tag_cells()
-- The cells of a row as a legacy file would have them.

create or replace function memory.memory_tag_cells(r memory.tb_memory_tag)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'id', r.pk_memory_tag,
    'entity_id', r.fk_memory_entity,
    'tag', r.tag,
    'created_at', memory.time_cell(r.created_at),
    'updated_at', memory.time_cell(r.updated_at)
  );
$$;

comment on function memory.memory_tag_cells(memory.tb_memory_tag) is
  'Every cell that a file of any known shape has, from the columns alone: what the file said verbatim is not looked at.';
