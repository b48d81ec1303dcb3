-- 011767  specql_cutover.dependency_problem()
-- Why a service's dependencies cannot be: one is unknown, or they lead back to the service.

create or replace function specql_cutover.dependency_problem(services jsonb, entry jsonb, out code text, out reason text)
  language plpgsql
  stable
as $$
declare
  v_name    constant text := case when jsonb_typeof(entry) = 'object' then entry ->> 'name' end;
  v_unknown text;
  v_cycle   text;
  v_edge    record;
  v_trails  jsonb;
  v_front   text[];
  v_next    text[];
begin
  if v_name is null or jsonb_typeof(entry -> 'dependencies') is distinct from 'array' then
    return;
  end if;
  select d.name
  into v_unknown
  from jsonb_array_elements_text(entry -> 'dependencies') as d (name)
  where not exists (
      select from jsonb_array_elements(services) as s where common.name_key(s ->> 'name') = common.name_key(d.name)
    )
    and not exists (
      select from specql_service.tb_service as s where common.name_key(s.service_name) = common.name_key(d.name)
    )
  limit 1;
  if found then
    code := 'SG209';
    reason := format('%s depends on %s, which is neither in the file nor in the registry', v_name, quote_literal(v_unknown));
    return;
  end if;

  -- Breadth first from the service: each service is visited once, however many ways lead to it.
  v_trails := jsonb_build_object(common.name_key(v_name), to_jsonb(array[common.name_key(v_name)]));
  v_front := array[common.name_key(v_name)];
  while cardinality(v_front) > 0 and v_cycle is null loop
    v_next := '{}';
    for v_edge in
      select e.source, e.target from specql_cutover.dependency_edges(services) as e where e.source = any (v_front)
    loop
      if v_edge.target = common.name_key(v_name) then
        v_cycle := array_to_string(array(
          select jsonb_array_elements_text(v_trails -> v_edge.source)
        ) || v_edge.target, ' -> ');
        exit;
      end if;
      if not v_trails ? v_edge.target then
        v_trails := v_trails || jsonb_build_object(v_edge.target, (v_trails -> v_edge.source) || to_jsonb(v_edge.target));
        v_next := v_next || v_edge.target;
      end if;
    end loop;
    v_front := v_next;
  end loop;
  if v_cycle is not null then
    code := 'SG206';
    reason := format('the dependencies of %s form a cycle: %s', v_name, v_cycle);
  end if;
end;
$$;

comment on function specql_cutover.dependency_problem(jsonb, jsonb) is
  'SG209 and the unknown service, or SG206 and the path of the cycle, or nulls. Looks at the file and the registry together.';
