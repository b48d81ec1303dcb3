-- 032121  app.relate_memories()
-- Says how a memory relates to another.

create or replace function app.relate_memories(
  source_id uuid,
  target_id uuid,
  relation_type text,
  strength double precision default null
)
  returns app.memory_relations
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_id       uuid;
  v_relation app.memory_relations;
begin
  v_id := memory.add_relation(relate_memories.source_id, relate_memories.target_id,
    jsonb_build_object('relation_type', relate_memories.relation_type, 'strength', case
      when relate_memories.strength in ('Infinity', '-Infinity', 'NaN') then to_jsonb(relate_memories.strength::text)
      else to_jsonb(relate_memories.strength) end));
  select r.* into v_relation from app.memory_relations as r where r.id = v_id;
  return v_relation;
end;
$$;

comment on function app.relate_memories(uuid, uuid, text, double precision) is
  'Makes a relation, or sets the strength of the one that is there. SG102, SG103, SG120: the input. SG210: a memory is not there, or '
  'belongs to an organisation that the caller does not act for.';

grant execute on function app.relate_memories(uuid, uuid, text, double precision) to specql_author, specql_agent;
