-- 032114  app.delete_memory()
-- Forgets a memory.

create or replace function app.delete_memory(memory_id uuid)
  returns app.memory_entities
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_pk     constant bigint := memory.found_row('memory_entity', delete_memory.memory_id, 'memory_id');
  v_memory app.memory_entities;
begin
  select m.* into v_memory from app.memory_entities as m where m.id = delete_memory.memory_id;
  -- Its tags and relations go with it; the change log keeps them all.
  delete from memory.tb_memory_entity as m where m.pk_memory_entity = v_pk;
  return v_memory;
end;
$$;

comment on function app.delete_memory(uuid) is
  'Removes the memory with its tags and relations, and returns it as it was. SG210: no such memory.';

grant execute on function app.delete_memory(uuid) to specql_author, specql_agent;
