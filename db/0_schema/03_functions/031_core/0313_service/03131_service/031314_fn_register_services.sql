-- 031314  app.register_services()
-- Registers services, or changes them, all or none.

create or replace function app.register_services(definitions jsonb)
  returns setof app.services
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_entry record;
  v_pk    bigint;
  v_pks   bigint[] := '{}';
begin
  if jsonb_typeof(definitions) is distinct from 'array' then
    raise exception using
      errcode = 'SG112',
      message = 'definitions must be a JSON array',
      hint = 'One service goes to app.register_service().',
      column = 'definitions';
  end if;
  if jsonb_array_length(definitions) > 10000 then
    raise exception using
      errcode = 'SG103',
      message = 'definitions is too long',
      detail = format('It has %s elements; 10000 are allowed.', jsonb_array_length(definitions)),
      column = 'definitions';
  end if;

  for v_entry in
    select specql_service.checked_definition(d.value) as definition
    from jsonb_array_elements(definitions) with ordinality as d (value, position)
    order by d.position
  loop
    v_pk := specql_service.write_service(v_entry.definition);
    if v_pk = any (v_pks) then
      raise exception using
        errcode = 'SG302',
        message = format('two definitions have the name %s', quote_literal(v_entry.definition ->> 'name')),
        hint = 'Merge them into one.',
        column = 'name';
    end if;
    v_pks := v_pks || v_pk;
    if v_entry.definition ? 'operations' then
      perform specql_service.write_operations(v_pk, coalesce(nullif(v_entry.definition -> 'operations', 'null'), '[]'));
    end if;
    if v_entry.definition ? 'uses' then
      perform specql_service.write_uses(v_pk, coalesce(nullif(v_entry.definition -> 'uses', 'null'), '[]'));
    end if;
  end loop;

  -- Last, when every service is there that another may need. From here on other sessions that change
  -- dependencies wait for this one.
  for v_entry in
    select d.value as definition, v_pks[d.position] as pk
    from jsonb_array_elements(definitions) with ordinality as d (value, position)
    order by d.position
  loop
    if v_entry.definition ? 'dependencies' then
      perform specql_service.write_dependencies(v_entry.pk, coalesce(nullif(v_entry.definition -> 'dependencies', 'null'), '[]'));
    end if;
    perform specql_service.refuse_retired_needs(v_entry.pk);
  end loop;

  return query
  select v.*
  from unnest(v_pks) with ordinality as p (pk, position)
    join app.services as v on v.id = specql_service.service_id(p.pk)
  order by p.position;
end;
$$;

comment on function app.register_services(jsonb) is
  'Does for each definition of a JSON array, at most 10000, what app.register_service() does for one, all or none. They may '
  'depend on one another in any order. SG302: two have one name.';

grant execute on function app.register_services(jsonb) to specql_author;
