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
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_place    record;
  v_sequence integer;
  v_code     text;
begin
  -- The lock makes allocation in one subdomain a queue: who holds it sees every code given before,
  -- and a rollback gives the digit back before the next one looks.
  select s.domain_number, s.subdomain_number, s.next_entity_sequence, s.subdomain_name
  into v_place
  from specql_registry.tb_subdomain as s
  where s.pk_subdomain = give_code.subdomain
  for no key update;

  select e.pk_entity_registration, e.table_code, e.status
  into give_code.pk, give_code.table_code, give_code.status
  from specql_registry.tb_entity_registration as e
  where e.fk_subdomain = give_code.subdomain
    and common.name_key(e.entity_name) = common.name_key(give_code.entity_name);
  is_new := not found;
  if not is_new then
    return;
  end if;

  v_sequence := coalesce(wanted_sequence, v_place.next_entity_sequence);
  loop
    v_code := '01' || v_place.domain_number || v_place.subdomain_number
      || substr('123456789ABCDEF', v_sequence, 1) || '1';
    exit when v_sequence > 15 or not (
      exists (select from specql_registry.tb_entity_registration as e where e.table_code = v_code)
      or exists (select from specql_registry.tb_reserved_code as r where r.code = v_code)
    );
    if wanted_sequence is not null then
      perform specql_registry.refuse_taken_code(v_code);
    end if;
    v_sequence := v_sequence + 1;
  end loop;
  if v_sequence > 15 then
    raise exception using
      errcode = 'SG304',
      message = format('subdomain %s is full', quote_literal(v_place.subdomain_name)),
      detail = format('All fifteen codes of place %s%s are given or reserved.',
        v_place.domain_number, v_place.subdomain_number),
      hint = 'Register another subdomain with app.register_subdomain(), or split this one.',
      column = 'subdomain';
  end if;

  insert into specql_registry.tb_entity_registration
    (fk_subdomain, domain_number, subdomain_number, entity_sequence, entity_name, entity_code)
  values
    (give_code.subdomain, v_place.domain_number, v_place.subdomain_number, v_sequence,
     give_code.entity_name, give_code.entity_code)
  returning pk_entity_registration, tb_entity_registration.status into give_code.pk, give_code.status;
  give_code.table_code := v_code;

  if wanted_sequence is null or v_sequence = v_place.next_entity_sequence then
    update specql_registry.tb_subdomain as s
    set next_entity_sequence = v_sequence + 1
    where s.pk_subdomain = give_code.subdomain;
  end if;
end;
$$;

comment on function specql_registry.give_code(bigint, text, text, integer) is
  'Locks the subdomain, then finds the entity (is_new false) or gives it the wanted digit or the lowest free '
  'one. SG304: the subdomain is full. SG306, SG307: the wanted code is given or reserved.';
