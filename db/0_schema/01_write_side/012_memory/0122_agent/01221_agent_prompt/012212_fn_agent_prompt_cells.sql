-- 012212  memory.agent_prompt_cells()
-- The cells of a row as a legacy file would have them.

create or replace function memory.agent_prompt_cells(r memory.tb_agent_prompt)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'id', r.pk_agent_prompt,
    'org_id', r.org_id,
    'agent_id', r.agent_id,
    'version', r.version,
    'prompt_text', r.prompt_text,
    'created_by', r.author,
    'created_at', memory.time_cell(r.created_at),
    'updated_at', memory.time_cell(r.updated_at)
  );
$$;

comment on function memory.agent_prompt_cells(memory.tb_agent_prompt) is
  'Every cell that a file of any known shape has, from the columns alone: what the file said verbatim is not looked at.';
