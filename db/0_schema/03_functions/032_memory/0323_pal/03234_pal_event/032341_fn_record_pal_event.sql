-- 032341  app.record_pal_event()
-- Records something that happened to a user.

create or replace function app.record_pal_event(input jsonb)
  returns app.pal_events
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_row    jsonb := memory.input_row('pal_events', input, '{user_id,event_type}', '{}');
  v_id     uuid;
  v_result app.pal_events;
begin
  v_row := v_row || jsonb_build_object('org_id', memory.checked_org(v_row ->> 'org_id', needed => false));
  v_id := memory.insert_row('pal_event', v_row);
  select r.* into v_result from app.pal_events as r where r.id = v_id;
  return v_result;
end;
$$;

comment on function app.record_pal_event(jsonb) is
  'Makes a row of {user_id, event_type, org_id, payload, detected_stress_level}. SG102, SG103, SG120, SG122: the input. '
  'SG405: the organisation is not the caller''s.';

grant execute on function app.record_pal_event(jsonb) to specql_author, specql_agent;
