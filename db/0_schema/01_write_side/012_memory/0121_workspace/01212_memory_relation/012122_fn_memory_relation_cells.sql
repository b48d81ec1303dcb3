-- 012122  memory.memory_relation_cells()
-- The cells of a row as a legacy file would have them.

create or replace function memory.memory_relation_cells(r memory.tb_memory_relation)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'id', r.pk_memory_relation,
    'org_id', r.org_id,
    'source_id', r.fk_source,
    'target_id', r.fk_target,
    'relation_type', r.relation_type,
    'strength', memory.real_cell(r.strength),
    'created_at', memory.time_cell(r.created_at),
    'updated_at', memory.time_cell(r.updated_at)
  );
$$;

comment on function memory.memory_relation_cells(memory.tb_memory_relation) is
  'Every cell that a file of any known shape has, from the columns alone: what the file said verbatim is not looked at.';
