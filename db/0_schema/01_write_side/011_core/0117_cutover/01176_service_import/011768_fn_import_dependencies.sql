-- 011768  specql_cutover.import_dependencies()
-- Writes the dependencies of the services that an import brought.

create or replace function specql_cutover.import_dependencies(run bigint)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_edge record;
begin
  for v_edge in
    select s.pk_service, n.pk_service as needed, d.position::integer as position, r.path, r.line, d.name
    from specql_cutover.tb_import_row as r
      join specql_service.tb_service as s on common.name_key(s.service_name) = common.name_key(r.source_row ->> 'name')
      cross join lateral jsonb_array_elements_text(
        case jsonb_typeof(r.source_row -> 'dependencies') when 'array' then r.source_row -> 'dependencies' else '[]' end
      ) with ordinality as d (name, position)
      left join specql_service.tb_service as n on common.name_key(n.service_name) = common.name_key(d.name)
    where r.fk_import_run = run and r.source_table = 'services' and r.outcome <> 'rejected'
    order by r.pk_import_row, d.position
  loop
    if v_edge.needed is null then
      perform specql_cutover.note_reject(
        run => run, source_table => 'dependencies', path => v_edge.path || '.dependencies.' || (v_edge.position - 1),
        line => v_edge.line, entry => to_jsonb(v_edge.name), context => '{}', code => 'SG209',
        reason => format('the service %s was rejected itself', quote_literal(v_edge.name)), field => 'dependencies',
        hint => 'Mend that service first.'
      );
      continue;
    end if;
    insert into specql_service.tb_dependency (fk_service, fk_needed_service, position)
    values (v_edge.pk_service, v_edge.needed, v_edge.position)
    on conflict on constraint uq_tb_dependency__services do nothing;
    perform specql_cutover.note_row(
      run, 'dependencies', v_edge.path || '.dependencies.' || (v_edge.position - 1), v_edge.line,
      case when found then 'imported' else 'unchanged' end);
  end loop;
end;
$$;

comment on function specql_cutover.import_dependencies(bigint) is
  'Writes and notes each dependency of the run''s services; one on a service that was rejected is rejected too.';
