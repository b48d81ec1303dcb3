-- 011769  specql_cutover.dependency_edges()
-- Who needs whom, by the file and the registry together.

create or replace function specql_cutover.dependency_edges(services jsonb)
  returns table (source text, target text)
  language sql
  stable
as $$
  select common.name_key(s ->> 'name'), common.name_key(d.name)
  from jsonb_array_elements(services) as s
    cross join lateral jsonb_array_elements_text(
      case jsonb_typeof(s -> 'dependencies') when 'array' then s -> 'dependencies' else '[]' end
    ) as d (name)
  where s ->> 'name' is not null and d.name is not null
  union
  select common.name_key(s.service_name), common.name_key(n.service_name)
  from specql_service.tb_dependency as d
    join specql_service.tb_service as s on s.pk_service = d.fk_service
    join specql_service.tb_service as n on n.pk_service = d.fk_needed_service;
$$;

comment on function specql_cutover.dependency_edges(jsonb) is
  'One row for each dependency, by the keys of the names, of the services of a file and of those that are registered.';
