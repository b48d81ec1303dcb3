-- 033122  app.remove_project()
-- Takes a package out of the index.

create or replace function app.remove_project(ecosystem text, name text)
  returns app.projects
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_row app.projects;
begin
  select v.* into v_row
  from network.tb_project as p join app.projects as v on v.id = p.id
  where p.fk_package = network.found_package(remove_project.ecosystem, remove_project.name)
  for update of p;
  if not found then
    raise exception using
      errcode = 'SG223',
      message = 'package not found',
      detail = 'There are edges to it, but it is not indexed.',
      hint = 'app.remove_dependency() removes an edge.',
      column = 'name';
  end if;
  delete from network.tb_project as p where p.id = v_row.id;
  return v_row;
end;
$$;

comment on function app.remove_project(text, text) is
  'Takes a package out of the index and returns it as it was. Its edges stay and are dangling. SG223: it is not indexed.';

grant execute on function app.remove_project(text, text) to specql_author;
