-- 011134  specql_registry.give_code()
-- Gives an entity its code: the one place where codes come from.

create or replace function specql_registry.give_code(
  subdomain       bigint,
  entity_name     text,
  entity_code     text default null,
  wanted_sequence integer default null,
  out pk          bigint,
  out table_code  text,
  out status      text,
  out is_new      boolean
)
  language plpgsql
  volatile
as $$
declare
  v_key      constant text := common.name_key(give_code.entity_name);
  v_place    record;
  v_sequence integer;
begin
  -- The lock makes allocation in one subdomain a queue: who holds it sees every code given before,
  -- and a rollback gives the digit back before the next one looks.
  select s.domain_number, s.subdomain_number, c.next_entity_sequence as next
  into v_place
  from specql_registry.tb_entity_counter as c
    join specql_registry.tb_subdomain as s on s.pk_subdomain = c.fk_subdomain
  where c.fk_subdomain = give_code.subdomain
  for no key update of c;

  v_sequence := coalesce(wanted_sequence, v_place.next);
  if v_sequence <= 15 and (wanted_sequence is not null or not exists (
    select from specql_registry.tb_reserved_code as r
    where r.code = '01' || v_place.domain_number || v_place.subdomain_number
      || substr('123456789ABCDEF', v_sequence, 1) || '1'
  )) then
    -- Nearly always the entity is new and the digit free: then this one statement is all.
    with entity as (
      insert into specql_registry.tb_entity_registration as e
        (fk_subdomain, domain_number, subdomain_number, entity_sequence, entity_name, entity_code)
      values
        (give_code.subdomain, v_place.domain_number, v_place.subdomain_number, v_sequence,
         give_code.entity_name, give_code.entity_code)
      on conflict do nothing
      returning e.pk_entity_registration, e.table_code, e.status
    ), counted as (
      update specql_registry.tb_entity_counter as c
      -- A digit that was given by hand may come next; looking further is rarely needed.
      set next_entity_sequence = case
          when exists (
            select from specql_registry.tb_entity_registration as t
            where t.table_code = '01' || v_place.domain_number || v_place.subdomain_number
              || substr('123456789ABCDEF', v_sequence + 1, 1) || '1'
          ) then specql_registry.free_sequence(give_code.subdomain, v_sequence + 1)
          else v_sequence + 1
        end,
        updated_at = clock_timestamp(),
        updated_by = common.current_actor()
      from entity as e
      where c.fk_subdomain = give_code.subdomain and v_sequence = v_place.next
    )
    select e.pk_entity_registration, e.table_code, e.status, true
    into give_code.pk, give_code.table_code, give_code.status, give_code.is_new
    from entity as e;
    if found then
      return;
    end if;
  end if;

  select e.pk_entity_registration, e.table_code, e.status, false
  into give_code.pk, give_code.table_code, give_code.status, give_code.is_new
  from specql_registry.tb_entity_registration as e
  where e.fk_subdomain = give_code.subdomain and e.name_key = v_key;
  if found then
    return;
  end if;

  -- The digit is taken: a wish is refused, otherwise the counter moves on and the next one is tried.
  if wanted_sequence is not null then
    perform specql_registry.refuse_taken_code(
      '01' || v_place.domain_number || v_place.subdomain_number
      || substr('123456789ABCDEF', v_sequence, 1) || '1'
    );
  end if;
  perform specql_registry.move_counter(give_code.subdomain);
  select g.pk, g.table_code, g.status, g.is_new
  into give_code.pk, give_code.table_code, give_code.status, give_code.is_new
  from specql_registry.give_code(
    subdomain => give_code.subdomain, entity_name => give_code.entity_name, entity_code => give_code.entity_code
  ) as g;
end;
$$;

comment on function specql_registry.give_code(bigint, text, text, integer) is
  'Locks the subdomain''s counter, then finds the entity (is_new false) or gives it the wanted digit or the lowest free '
  'one. SG304: the subdomain is full. SG306, SG307: the wanted code is given or reserved.';
