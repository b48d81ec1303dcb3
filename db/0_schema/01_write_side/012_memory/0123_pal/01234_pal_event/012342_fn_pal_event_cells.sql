-- 012342  memory.pal_event_cells()
-- The cells of a row as a legacy file would have them.

create or replace function memory.pal_event_cells(r memory.tb_pal_event)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'id', r.pk_pal_event,
    'user_id', r.user_id,
    'org_id', r.org_id,
    'event_type', r.event_type,
    'payload', r.payload::text,
    'detected_stress_level', r.detected_stress_level,
    'created_at', memory.time_cell(r.created_at),
    'updated_at', memory.time_cell(r.updated_at)
  );
$$;

comment on function memory.pal_event_cells(memory.tb_pal_event) is
  'Every cell that a file of any known shape has, from the columns alone: what the file said verbatim is not looked at.';
