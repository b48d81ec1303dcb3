-- 0111C4  specql_registry.move_counter()
-- Moves a subdomain's counter to the next digit that is neither given nor reserved.

create or replace function specql_registry.move_counter(subdomain bigint)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_place record;
begin
  select s.domain_number, s.subdomain_number, s.subdomain_name, c.next_entity_sequence as next
  into v_place
  from specql_registry.tb_entity_counter as c
    join specql_registry.tb_subdomain as s on s.pk_subdomain = c.fk_subdomain
  where c.fk_subdomain = move_counter.subdomain
  for no key update of c;

  v_place.next := specql_registry.free_sequence(move_counter.subdomain, v_place.next);
  if v_place.next > 15 then
    raise exception using
      errcode = 'SG304',
      message = format('subdomain %s is full', quote_literal(v_place.subdomain_name)),
      detail = format('All fifteen codes of place %s%s are given or reserved.',
        v_place.domain_number, v_place.subdomain_number),
      hint = 'Register another subdomain with app.register_subdomain(), or split this one.',
      column = 'subdomain';
  end if;

  update specql_registry.tb_entity_counter as c
  set next_entity_sequence = v_place.next,
    updated_at = clock_timestamp(),
    updated_by = common.current_actor()
  where c.fk_subdomain = move_counter.subdomain and c.next_entity_sequence < v_place.next;
end;
$$;

comment on function specql_registry.move_counter(bigint) is
  'Locks the counter and sets it to the lowest digit that is free. SG304: none is.';
