-- 032131  app.tag_memory()
-- Files a memory under a word.

create or replace function app.tag_memory(
  memory_id uuid,
  tag text
)
  returns app.memory_tags
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_id  constant uuid := memory.add_tag(tag_memory.memory_id, tag_memory.tag);
  v_tag app.memory_tags;
begin
  select t.* into v_tag from app.memory_tags as t where t.id = v_id;
  return v_tag;
end;
$$;

comment on function app.tag_memory(uuid, text) is
  'The tag; where the memory has it already, that one. SG102, SG103: the tag. SG210: no such memory.';

grant execute on function app.tag_memory(uuid, text) to specql_author, specql_agent;
