-- 012322  memory.pal_focus_window_cells()
-- The cells of a row as a legacy file would have them.

create or replace function memory.pal_focus_window_cells(r memory.tb_pal_focus_window)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'id', r.pk_pal_focus_window,
    'user_id', r.user_id,
    'org_id', r.org_id,
    'start_time', memory.time_cell(r.start_time),
    'end_time', memory.time_cell(r.end_time),
    'priority', r.priority,
    'weekday', r.weekday,
    'start_hour', r.start_hour,
    'end_hour', r.end_hour,
    'created_at', memory.time_cell(r.created_at),
    'updated_at', memory.time_cell(r.updated_at)
  );
$$;

comment on function memory.pal_focus_window_cells(memory.tb_pal_focus_window) is
  'Every cell that a file of any known shape has, from the columns alone: what the file said verbatim is not looked at.';
