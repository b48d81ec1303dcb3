-- 032111  app.ingest_memory()
-- Remembers something.

create or replace function app.ingest_memory(input jsonb)
  returns app.memory_entities
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  -- A file of the planned shape calls the content text.
  v_input    constant jsonb := case
    when jsonb_typeof(input) = 'object' and input ? 'text' and not input ? 'content'
    then (input - 'text') || jsonb_build_object('content', input -> 'text') else input end;
  v_row      jsonb;
  v_relation jsonb;
  v_id       uuid;
  v_memory   app.memory_entities;
begin
  v_row := memory.input_row('memory_entities', v_input, '{content}', '{tags,relations}');
  perform memory.checked_list(v_input, 'tags', 'string');
  perform memory.checked_list(v_input, 'relations', 'object');
  v_id := memory.insert_row('memory_entity', '{"importance": 3}' || v_row || jsonb_build_object('org_id', memory.checked_org(v_row ->> 'org_id')));

  perform memory.add_tag(v_id, t.tag)
  from jsonb_array_elements_text(coalesce(nullif(v_input -> 'tags', 'null'), '[]')) with ordinality as t (tag, place)
  order by t.place;
  for v_relation in select r from jsonb_array_elements(coalesce(nullif(v_input -> 'relations', 'null'), '[]')) as r loop
    perform memory.add_relation(v_id, memory.checked_uuid(v_relation -> 'target_id', 'target_id'), v_relation - 'target_id');
  end loop;

  select m.* into v_memory from app.memory_entities as m where m.id = v_id;
  return v_memory;
end;
$$;

comment on function app.ingest_memory(jsonb) is
  'Makes a memory of {content, org_id, user_id, entity_type, importance, metadata, tags: [text], relations: [{target_id, '
  'relation_type, strength}]}. Only the content is needed; without org_id it belongs to the only organisation that the caller acts '
  'for. SG102, SG103, SG120, SG122: the input. SG210: a target is not there. SG405: the organisation is not the caller''s.';

grant execute on function app.ingest_memory(jsonb) to specql_author, specql_agent;
