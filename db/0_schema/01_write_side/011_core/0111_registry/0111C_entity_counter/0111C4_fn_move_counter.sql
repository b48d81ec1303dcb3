-- 0111C4  specql_registry.move_counter()
-- Moves a subdomain's counter to the next digit that is neither given nor reserved.

create or replace function specql_registry.move_counter(subdomain bigint)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_next integer;
begin
  select c.next_entity_sequence
  into v_next
  from specql_registry.tb_entity_counter as c
  where c.fk_subdomain = move_counter.subdomain
  for no key update;

  v_next := specql_registry.free_sequence(move_counter.subdomain, v_next);
  if v_next > 15 then
    perform specql_registry.refuse_full(move_counter.subdomain);
  end if;

  update specql_registry.tb_entity_counter as c
  set next_entity_sequence = v_next,
    updated_at = clock_timestamp(),
    updated_by = common.current_actor()
  where c.fk_subdomain = move_counter.subdomain and c.next_entity_sequence < v_next;
end;
$$;

comment on function specql_registry.move_counter(bigint) is
  'Locks the counter and sets it to the lowest digit that is free. SG304: none is.';
