-- 032321  app.record_focus_window()
-- Records when a user wants to work undisturbed.

create or replace function app.record_focus_window(input jsonb)
  returns app.pal_focus_windows
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_row    jsonb := memory.input_row('pal_focus_windows', input, '{user_id}', '{}');
  v_id     uuid;
  v_result app.pal_focus_windows;
begin
  v_row := v_row || jsonb_build_object('org_id', memory.checked_org(v_row ->> 'org_id', needed => false));
  v_id := memory.insert_row('pal_focus_window', v_row);
  select r.* into v_result from app.pal_focus_windows as r where r.id = v_id;
  return v_result;
end;
$$;

comment on function app.record_focus_window(jsonb) is
  'Makes a row of {user_id, org_id, start_time, end_time, priority} or {user_id, org_id, weekday, start_hour, end_hour}. SG102, SG103, SG120, SG122: the input. '
  'SG405: the organisation is not the caller''s.';

grant execute on function app.record_focus_window(jsonb) to specql_author, specql_agent;
