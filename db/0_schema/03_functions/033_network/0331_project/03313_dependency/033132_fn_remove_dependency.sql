-- 033132  app.remove_dependency()
-- Says that one package does not depend on another any more.

create or replace function app.remove_dependency(from_ecosystem text, from_name text, to_ecosystem text, to_name text)
  returns app.project_dependencies
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_row app.project_dependencies;
begin
  select v.* into v_row
  from network.tb_dependency as d join app.project_dependencies as v on v.id = d.id
  where d.fk_from = network.found_package(remove_dependency.from_ecosystem, remove_dependency.from_name)
    and d.fk_to = network.found_package(remove_dependency.to_ecosystem, remove_dependency.to_name)
  for update of d;
  if not found then
    raise exception using
      errcode = 'SG226',
      message = 'dependency not found',
      detail = 'The first package does not depend on the second one.',
      hint = 'app.dependencies_of() lists what a package depends on.',
      column = 'to_name';
  end if;
  delete from network.tb_dependency as d where d.id = v_row.id;
  return v_row;
end;
$$;

comment on function app.remove_dependency(text, text, text, text) is
  'Removes an edge and returns it as it was. SG223: a package that nothing speaks of. SG226: there is no such edge.';

grant execute on function app.remove_dependency(text, text, text, text) to specql_author;
