-- 012469  memory.add_tag()
-- Files a memory under a word, once.

create or replace function memory.add_tag(memory_id uuid, tag text)
  returns uuid
  language plpgsql
  volatile
as $$
declare
  v_memory constant bigint := memory.found_row('memory_entity', memory_id, 'memory_id');
  v_id     uuid;
begin
  if btrim(coalesce(tag, '')) = '' then
    raise exception using errcode = 'SG102', message = 'tag is missing', hint = 'Name the word.', column = 'tag';
  end if;
  perform common.checked_text(tag, 'tag', 200);
  -- Whoever tags the same memory waits for us, and then finds the tag.
  perform from memory.tb_memory_entity as e where e.pk_memory_entity = v_memory for no key update;
  select t.id into v_id
  from memory.tb_memory_tag as t
  where t.fk_memory_entity = v_memory and t.tag = add_tag.tag
  order by t.pk_memory_tag
  limit 1;
  if not found then
    insert into memory.tb_memory_tag (fk_memory_entity, tag) values (v_memory, add_tag.tag) returning id into v_id;
  end if;
  return v_id;
end;
$$;

comment on function memory.add_tag(uuid, text) is 'The public key of the tag. SG102, SG103: the tag. SG210: no such memory.';
