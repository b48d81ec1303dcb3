-- 032331  app.record_stress_level()
-- Records how stressed a user is.

create or replace function app.record_stress_level(input jsonb)
  returns app.pal_stress_levels
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_row    jsonb := memory.input_row('pal_stress_levels', input, '{user_id,level}', '{}');
  v_id     uuid;
  v_result app.pal_stress_levels;
begin
  v_row := v_row || jsonb_build_object('org_id', memory.checked_org(v_row ->> 'org_id', needed => false));
  v_row := jsonb_build_object('measured_at', clock_timestamp()) || v_row;
  v_id := memory.insert_row('pal_stress_level', v_row);
  select r.* into v_result from app.pal_stress_levels as r where r.id = v_id;
  return v_result;
end;
$$;

comment on function app.record_stress_level(jsonb) is
  'Makes a row of {user_id, level, org_id, measured_at}. SG102, SG103, SG120, SG122: the input. '
  'SG405: the organisation is not the caller''s.';

grant execute on function app.record_stress_level(jsonb) to specql_author, specql_agent;
