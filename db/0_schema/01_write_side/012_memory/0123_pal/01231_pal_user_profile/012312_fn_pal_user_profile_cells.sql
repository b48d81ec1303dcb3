-- 012312  memory.pal_user_profile_cells()
-- The cells of a row as a legacy file would have them.

create or replace function memory.pal_user_profile_cells(r memory.tb_pal_user_profile)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'id', r.pk_pal_user_profile,
    'user_id', r.user_id,
    'org_id', r.org_id,
    'preference_tone', r.preference_tone,
    'created_at', memory.time_cell(r.created_at),
    'updated_at', memory.time_cell(r.updated_at)
  );
$$;

comment on function memory.pal_user_profile_cells(memory.tb_pal_user_profile) is
  'Every cell that a file of any known shape has, from the columns alone: what the file said verbatim is not looked at.';
