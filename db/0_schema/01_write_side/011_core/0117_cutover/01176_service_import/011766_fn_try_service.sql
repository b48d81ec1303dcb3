-- 011766  specql_cutover.try_service()
-- Imports one service, or keeps it as rejected where a dependency of it cannot be.

create or replace function specql_cutover.try_service(
  run bigint, problems jsonb, ordinal integer, entry jsonb, line integer, zone text
)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_path    constant text := 'services.' || (ordinal - 1);
  v_problem constant jsonb := problems -> common.name_key(
    case when jsonb_typeof(try_service.entry) = 'object' then try_service.entry ->> 'name' end);
begin
  if v_problem is not null then
    perform specql_cutover.note_reject(
      run => run, source_table => 'services', path => v_path, line => try_service.line, entry => try_service.entry,
      context => '{}', code => v_problem ->> 0, reason => v_problem ->> 1, field => 'dependencies',
      hint => 'Name services of this file or of the registry, without a cycle.'
    );
    return;
  end if;
  perform specql_cutover.try_row(
    run, 'services', null, try_service.entry, ordinal, v_path, try_service.line, null, '{}', zone);
end;
$$;

comment on function specql_cutover.try_service(bigint, jsonb, integer, jsonb, integer, text) is
  'As specql_cutover.try_row(), unless specql_cutover.dependency_problems() found fault with it.';
