-- 032171  app.record_kpi()
-- Says what is expected of a decision, and what came of it.

create or replace function app.record_kpi(input jsonb)
  returns app.evolution_kpis
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_row    jsonb := memory.input_row('evolution_kpis', input, '{decision_id,kpi_name,expected_value}', '{decision_id}');
  v_id     uuid;
  v_result app.evolution_kpis;
begin
  v_row := jsonb_build_object('measured_at', clock_timestamp()) || v_row || jsonb_build_object('fk_decision',
    memory.found_row('decision', memory.checked_uuid(input -> 'decision_id', 'decision_id'), 'decision_id'));
  v_id := memory.insert_row('evolution_kpi', v_row);
  select r.* into v_result from app.evolution_kpis as r where r.id = v_id;
  return v_result;
end;
$$;

comment on function app.record_kpi(jsonb) is
  'Makes a row of {decision_id, kpi_name, expected_value, actual_value, measured_at}. SG102, SG103, SG120, SG122: the input. SG212: no such decision. '
  'SG405: the organisation is not the caller''s.';

grant execute on function app.record_kpi(jsonb) to specql_author, specql_agent;
