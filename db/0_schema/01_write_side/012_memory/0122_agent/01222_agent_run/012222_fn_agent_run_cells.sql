-- 012222  memory.agent_run_cells()
-- The cells of a row as a legacy file would have them.

create or replace function memory.agent_run_cells(r memory.tb_agent_run)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'id', r.pk_agent_run,
    'org_id', r.org_id,
    'agent_id', r.agent_id,
    'prompt_version', r.prompt_version,
    'input_summary', r.input_summary,
    'output_summary', r.output_summary,
    'kpi_name', r.kpi_name,
    'kpi_delta', memory.real_cell(r.kpi_delta),
    'run_context', r.run_context::text,
    'created_at', memory.time_cell(r.created_at),
    'updated_at', memory.time_cell(r.updated_at)
  );
$$;

comment on function memory.agent_run_cells(memory.tb_agent_run) is
  'Every cell that a file of any known shape has, from the columns alone: what the file said verbatim is not looked at.';
