-- 01246A  memory.add_relation()
-- Says how a memory relates to another, once for each kind of relation.

create or replace function memory.add_relation(source_id uuid, target_id uuid, relation jsonb)
  returns uuid
  language plpgsql
  volatile
as $$
declare
  v_source constant bigint := memory.found_row('memory_entity', source_id, 'source_id');
  v_target constant bigint := memory.found_row('memory_entity', target_id, 'target_id');
  v_row    constant jsonb := memory.input_row('memory_relations', relation - 'org_id', '{relation_type}');
  v_id     uuid;
begin
  perform common.checked_text(v_row ->> 'relation_type', 'relation_type', 200);
  -- Whoever relates the same memory waits for us, and then finds the relation.
  perform from memory.tb_memory_entity as e where e.pk_memory_entity = v_source for no key update;
  select r.id into v_id
  from memory.tb_memory_relation as r
  where r.fk_source = v_source and r.fk_target = v_target and r.relation_type = v_row ->> 'relation_type'
  order by r.pk_memory_relation
  limit 1;
  if not found then
    return memory.insert_row('memory_relation', v_row || jsonb_build_object('fk_source', v_source, 'fk_target', v_target,
      'org_id', (select e.org_id from memory.tb_memory_entity as e where e.pk_memory_entity = v_source)));
  end if;
  update memory.tb_memory_relation as r
  set strength = (v_row ->> 'strength')::double precision
  where r.id = v_id and v_row ->> 'strength' is not null and r.strength is distinct from (v_row ->> 'strength')::double precision;
  return v_id;
end;
$$;

comment on function memory.add_relation(uuid, uuid, jsonb) is
  'The public key of the relation {relation_type, strength}. SG102, SG103, SG120: the relation. SG210: a memory is not there.';
