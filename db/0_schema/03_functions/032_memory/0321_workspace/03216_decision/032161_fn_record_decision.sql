-- 032161  app.record_decision()
-- Records a decision.

create or replace function app.record_decision(input jsonb)
  returns app.decisions
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_row    jsonb := memory.input_row('decisions', input, '{title}', '{}');
  v_id     uuid;
  v_result app.decisions;
begin
  v_row := v_row || jsonb_build_object('org_id', memory.checked_org(v_row ->> 'org_id'));
  v_row := jsonb_build_object('made_at', clock_timestamp()) || v_row;
  v_id := memory.insert_row('decision', v_row);
  select r.* into v_result from app.decisions as r where r.id = v_id;
  return v_result;
end;
$$;

comment on function app.record_decision(jsonb) is
  'Makes a row of {title, org_id, description, made_at}. SG102, SG103, SG120, SG122: the input. '
  'SG405: the organisation is not the caller''s.';

grant execute on function app.record_decision(jsonb) to specql_author, specql_agent;
