-- 031132  app.register_entities()
-- Registers many entities, all or none.

create or replace function app.register_entities(specs jsonb)
  returns setof app.entities
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
  set plan_cache_mode = force_generic_plan
as $$
declare
  v_spec  record;
  v_given record;
  v_pks   bigint[] := '{}';
begin
  perform specql_registry.check_entity_specs(specs);

  -- Every counter is locked first and in one order, so that two bulk calls cannot wait both ways.
  perform c.pk_entity_counter
  from specql_registry.tb_entity_counter as c
  where c.fk_subdomain in (select e.subdomain_pk from specql_registry.entity_specs(specs) as e)
  order by c.fk_subdomain
  for no key update;

  -- Wanted codes go first: a free digit must not be given away to a spec that has no wish.
  for v_spec in
    select e.*
    from specql_registry.entity_specs(specs) as e
    order by (e.wanted_sequence is null), e.ordinal
  loop
    v_given := specql_registry.give_code(
      subdomain => v_spec.subdomain_pk, entity_name => v_spec.entity_name,
      entity_code => v_spec.entity_code, wanted_sequence => v_spec.wanted_sequence
    );
    if not v_given.is_new then
      raise exception using
        errcode = 'SG305',
        message = format('entity %s is already registered', quote_literal(v_spec.entity_name)),
        detail = format('It is %s and has the code %s.', v_given.status, v_given.table_code),
        hint = 'app.allocate_entity_code() returns the code of an entity that exists.',
        column = 'entity_name';
    end if;
    v_pks[v_spec.ordinal] := v_given.pk;
  end loop;

  return query
    select v.*
    from unnest(v_pks) with ordinality as p (pk, position)
      join app.entities as v on v.id = specql_registry.entity_registration_id(p.pk)
    order by p.position;
end;
$$;

comment on function app.register_entities(jsonb) is
  'Registers the entities of a JSON array [{domain, subdomain, entity_name, entity_code?, table_code?}], at most '
  '10000, all or none, and returns them in the order of the array. SG112: the array is not of that shape. '
  'SG305: an entity exists. SG304, SG306, SG307, SG108: its code cannot be had.';

grant execute on function app.register_entities(jsonb) to specql_author;
