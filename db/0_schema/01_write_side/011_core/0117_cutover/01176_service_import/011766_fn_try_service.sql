-- 011766  specql_cutover.try_service()
-- Imports one service, or keeps it as rejected where a dependency of it cannot be.

create or replace function specql_cutover.try_service(
  run bigint, services jsonb, ordinal integer, entry jsonb, line integer, zone text
)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_path    constant text := 'services.' || (ordinal - 1);
  v_problem record;
begin
  select p.code, p.reason into v_problem from specql_cutover.dependency_problem(services, entry) as p;
  if v_problem.code is not null then
    perform specql_cutover.note_reject(
      run => run, source_table => 'services', path => v_path, line => try_service.line, entry => try_service.entry,
      context => '{}', code => v_problem.code, reason => v_problem.reason, field => 'dependencies',
      hint => 'Name services of this file or of the registry, without a cycle.'
    );
    return;
  end if;
  perform specql_cutover.try_row(
    run, 'services', null, try_service.entry, ordinal, v_path, try_service.line, null, '{}', zone);
end;
$$;

comment on function specql_cutover.try_service(bigint, jsonb, integer, jsonb, integer, text) is
  'As specql_cutover.try_row(), after a look at the dependencies within the whole file.';
