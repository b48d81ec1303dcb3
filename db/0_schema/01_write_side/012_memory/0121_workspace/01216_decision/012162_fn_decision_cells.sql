-- 012162  memory.decision_cells()
-- The cells of a row as a legacy file would have them.

create or replace function memory.decision_cells(r memory.tb_decision)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'id', r.pk_decision,
    'org_id', r.org_id,
    'title', r.title,
    'description', r.description,
    'made_at', memory.time_cell(r.made_at),
    'created_at', memory.time_cell(r.created_at),
    'updated_at', memory.time_cell(r.updated_at)
  );
$$;

comment on function memory.decision_cells(memory.tb_decision) is
  'Every cell that a file of any known shape has, from the columns alone: what the file said verbatim is not looked at.';
