-- 032221  app.record_agent_run()
-- Records what an agent did.

create or replace function app.record_agent_run(input jsonb)
  returns app.agent_runs
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_row    jsonb := memory.input_row('agent_runs', input, '{agent_id}', '{}');
  v_id     uuid;
  v_result app.agent_runs;
begin
  v_row := v_row || jsonb_build_object('org_id', memory.checked_org(v_row ->> 'org_id', needed => false));
  v_id := memory.insert_row('agent_run', v_row);
  select r.* into v_result from app.agent_runs as r where r.id = v_id;
  return v_result;
end;
$$;

comment on function app.record_agent_run(jsonb) is
  'Makes a row of {agent_id, prompt_version, org_id, input_summary, output_summary, kpi_name, kpi_delta, run_context}. SG102, SG103, SG120, SG122: the input. '
  'SG405: the organisation is not the caller''s.';

grant execute on function app.record_agent_run(jsonb) to specql_author, specql_agent;
