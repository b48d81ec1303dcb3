-- 011768  specql_cutover.import_dependencies()
-- Writes the dependencies of the services that an import brought.

create or replace function specql_cutover.import_dependencies(run bigint)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_edge record;
  v_new  jsonb;
begin
  -- All in one statement: the triggers that keep the graph then run once.
  with added as (
    insert into specql_service.tb_dependency (fk_service, fk_needed_service, position)
    select e.service, e.needed, min(e.place)
    from specql_cutover.imported_dependencies(run) as e
    where e.needed is not null
    group by e.service, e.needed
    on conflict on constraint uq_tb_dependency__services do nothing
    returning fk_service, fk_needed_service
  )
  select coalesce(jsonb_object_agg(a.fk_service || ' ' || a.fk_needed_service, true), '{}') into v_new from added as a;

  for v_edge in
    select e.*, row_number() over (partition by e.service, e.needed order by e.place) = 1 as is_first
    from specql_cutover.imported_dependencies(run) as e
    order by e.row_key, e.place
  loop
    if v_edge.needed is null then
      perform specql_cutover.note_reject(
        run => run, source_table => 'dependencies', path => v_edge.path || '.dependencies.' || (v_edge.place - 1),
        line => v_edge.line, entry => to_jsonb(v_edge.name), context => '{}', code => 'SG209',
        reason => format('the service %s was rejected itself', quote_literal(v_edge.name)), field => 'dependencies',
        hint => 'Mend that service first.'
      );
      continue;
    end if;
    perform specql_cutover.note_row(
      run, 'dependencies', v_edge.path || '.dependencies.' || (v_edge.place - 1), v_edge.line,
      case when v_edge.is_first and v_new ? (v_edge.service || ' ' || v_edge.needed) then 'imported' else 'unchanged' end);
  end loop;
end;
$$;

comment on function specql_cutover.import_dependencies(bigint) is
  'Writes and notes each dependency of the run''s services; one on a service that was rejected is rejected too.';
