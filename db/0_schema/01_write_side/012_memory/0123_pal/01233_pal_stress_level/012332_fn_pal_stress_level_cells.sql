-- 012332  memory.pal_stress_level_cells()
-- The cells of a row as a legacy file would have them.

create or replace function memory.pal_stress_level_cells(r memory.tb_pal_stress_level)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'id', r.pk_pal_stress_level,
    'user_id', r.user_id,
    'org_id', r.org_id,
    'level', r.level,
    'measured_at', memory.time_cell(r.measured_at),
    'created_at', memory.time_cell(r.created_at),
    'updated_at', memory.time_cell(r.updated_at)
  );
$$;

comment on function memory.pal_stress_level_cells(memory.tb_pal_stress_level) is
  'Every cell that a file of any known shape has, from the columns alone: what the file said verbatim is not looked at.';
