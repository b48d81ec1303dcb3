-- 012112  memory.memory_entity_cells()
-- The cells of a row as a legacy file would have them.

create or replace function memory.memory_entity_cells(r memory.tb_memory_entity)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'id', r.pk_memory_entity,
    'org_id', r.org_id,
    'user_id', r.user_id,
    'entity_type', r.entity_type,
    'content', r.content,
    'text', r.content,
    'importance', r.importance,
    'metadata', r.metadata::text,
    'created_at', memory.time_cell(r.created_at),
    'updated_at', memory.time_cell(r.updated_at)
  );
$$;

comment on function memory.memory_entity_cells(memory.tb_memory_entity) is
  'Every cell that a file of any known shape has, from the columns alone: what the file said verbatim is not looked at.';
