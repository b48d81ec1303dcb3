-- 032113  app.update_memory()
-- Changes what is remembered.

create or replace function app.update_memory(
  memory_id uuid,
  changes jsonb
)
  returns app.memory_entities
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_pk     constant bigint := memory.found_row('memory_entity', update_memory.memory_id, 'memory_id');
  v_row    jsonb;
  v_set    text;
  v_memory app.memory_entities;
begin
  v_row := memory.input_row('memory_entities', changes, '{}');
  if v_row ? 'org_id' then
    raise exception using
      errcode = 'SG402',
      message = 'the organisation of a memory is final',
      hint = 'Ingest it anew for the other organisation.',
      column = 'org_id';
  end if;
  if v_row ? 'content' and btrim(coalesce(v_row ->> 'content', '')) = '' then
    raise exception using
      errcode = 'SG102',
      message = 'content is missing',
      hint = 'Delete the memory with app.delete_memory(), or leave content out.',
      column = 'content';
  end if;
  -- Whoever changes the same memory waits for us; what is the same already is not written.
  select string_agg(format('%1$I = n.%1$I', k), ', ') into v_set from jsonb_object_keys(v_row) as k;
  if v_set is not null then
    execute format(
      'update memory.tb_memory_entity as m set %s from jsonb_populate_record(null::memory.tb_memory_entity, $1) as n
       where m.pk_memory_entity = $2 and not to_jsonb(m) @> $1', v_set)
    using v_row, v_pk;
  end if;
  select m.* into v_memory from app.memory_entities as m where m.id = update_memory.memory_id;
  return v_memory;
end;
$$;

comment on function app.update_memory(uuid, jsonb) is
  'Sets what changes has of {content, user_id, entity_type, importance, metadata}; null empties one, but not the content. SG102, '
  'SG103, SG120, SG122: the changes. SG210: no such memory. SG402: the organisation cannot be changed.';

grant execute on function app.update_memory(uuid, jsonb) to specql_author, specql_agent;
