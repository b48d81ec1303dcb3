-- 012172  memory.evolution_kpi_cells()
-- The cells of a row as a legacy file would have them.

create or replace function memory.evolution_kpi_cells(r memory.tb_evolution_kpi)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'id', r.pk_evolution_kpi,
    'decision_id', r.fk_decision,
    'kpi_name', r.kpi_name,
    'expected_value', memory.real_cell(r.expected_value),
    'actual_value', memory.real_cell(r.actual_value),
    'measured_at', memory.time_cell(r.measured_at),
    'created_at', memory.time_cell(r.created_at),
    'updated_at', memory.time_cell(r.updated_at)
  );
$$;

comment on function memory.evolution_kpi_cells(memory.tb_evolution_kpi) is
  'Every cell that a file of any known shape has, from the columns alone: what the file said verbatim is not looked at.';
