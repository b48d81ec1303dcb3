-- 032211  app.register_agent_prompt()
-- Registers a version of what an agent is told.

create or replace function app.register_agent_prompt(input jsonb)
  returns app.agent_prompts
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_row    jsonb := memory.input_row('agent_prompts', input, '{agent_id,version,prompt_text}', '{}');
  v_id     uuid;
  v_result app.agent_prompts;
begin
  v_row := v_row || jsonb_build_object('org_id', memory.checked_org(v_row ->> 'org_id', needed => false));
  v_row := jsonb_build_object('author', common.current_actor()) || v_row;
  v_id := memory.insert_row('agent_prompt', v_row);
  select r.* into v_result from app.agent_prompts as r where r.id = v_id;
  return v_result;
end;
$$;

comment on function app.register_agent_prompt(jsonb) is
  'Makes a row of {agent_id, version, prompt_text, org_id, author}. SG102, SG103, SG120, SG122: the input. '
  'SG405: the organisation is not the caller''s.';

grant execute on function app.register_agent_prompt(jsonb) to specql_author, specql_agent;
