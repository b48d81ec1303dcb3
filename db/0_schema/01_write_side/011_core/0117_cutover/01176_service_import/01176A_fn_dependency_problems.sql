-- 01176A  specql_cutover.dependency_problems()
-- Which services of a file cannot depend on what they name, and why.

create or replace function specql_cutover.dependency_problems(services jsonb)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_problems jsonb;
  v_all      record;
  v_edges    record;
  v_number   bigint;
  v_path     bigint[];
begin
  -- A dependency on what is neither in the file nor in the registry.
  select coalesce(jsonb_object_agg(u.service, jsonb_build_array('SG209', format(
    '%s depends on %s, which is neither in the file nor in the registry', u.name, quote_literal(u.needed)))), '{}')
  into v_problems
  from (
    select distinct on (common.name_key(s.value ->> 'name'))
      common.name_key(s.value ->> 'name') as service, s.value ->> 'name' as name, d.name as needed
    from jsonb_array_elements(services) with ordinality as s (value, position)
      cross join lateral jsonb_array_elements_text(
        case jsonb_typeof(s.value -> 'dependencies') when 'array' then s.value -> 'dependencies' else '[]' end
      ) with ordinality as d (name, position)
    where s.value ->> 'name' is not null
      and common.name_key(d.name) not in (
        select common.name_key(o.value ->> 'name') from jsonb_array_elements(services) as o (value) where o.value ->> 'name' is not null
        union all
        select common.name_key(r.service_name) from specql_service.tb_service as r
      )
    order by 1, s.position, d.position
  ) as u;

  -- The file and the registry together, numbered. What is left lies on a cycle, or between two.
  with edge as materialized (
    select e.source, e.target from specql_cutover.dependency_edges(services) as e
  ), node as materialized (
    select n.name, row_number() over (order by n.name) as number
    from (select e.source as name from edge as e union select e.target from edge as e) as n
  )
  select
    (select array_agg(n.name order by n.number) from node as n) as names,
    array_agg(a.number) as sources, array_agg(b.number) as targets
  into v_all
  from edge as e
    join node as a on a.name = e.source
    join node as b on b.name = e.target;
  select c.sources, c.targets into v_edges from specql_service.cycle_edges(v_all.sources, v_all.targets) as c;
  for v_number in select distinct e.number from unnest(v_edges.sources) as e (number) loop
    v_path := specql_service.way_back(v_number, v_edges.sources, v_edges.targets);
    continue when v_path is null or v_problems ? v_all.names[v_number];
    v_problems := v_problems || jsonb_build_object(v_all.names[v_number], jsonb_build_array('SG206', format(
      'the dependencies of %s form a cycle: %s', v_all.names[v_number],
      left((select string_agg(v_all.names[p.number], ' -> ' order by p.position) from unnest(v_path) with ordinality as p (number, position)), 2000))));
  end loop;
  return v_problems;
end;
$$;

comment on function specql_cutover.dependency_problems(jsonb) is
  'An object of the services at fault, by the keys of their names: [code, reason]. SG209 names the unknown service, SG206 the path of the '
  'cycle. Looks at the file and the registry together, once for all services.';
