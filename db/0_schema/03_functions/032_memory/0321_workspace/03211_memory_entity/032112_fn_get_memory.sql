-- 032112  app.get_memory()
-- One memory.

create or replace function app.get_memory(memory_id uuid)
  returns app.memory_entities
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_memory app.memory_entities;
begin
  perform memory.found_row('memory_entity', get_memory.memory_id, 'memory_id');
  select m.* into v_memory from app.memory_entities as m where m.id = get_memory.memory_id;
  return v_memory;
end;
$$;

comment on function app.get_memory(uuid) is
  'The memory. SG102: no id. SG210: there is none, or it belongs to another organisation.';

grant execute on function app.get_memory(uuid) to specql_reader;
