-- 033121  app.upsert_project()
-- Indexes a package, or says anew what is known of it.

create or replace function app.upsert_project(
  ecosystem text,
  name text,
  version text default null,
  description text default null,
  dependency_count numeric default null
)
  returns app.projects
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_package bigint;
  v_row     app.projects;
begin
  perform common.checked_text(version, 'version', 1000);
  perform common.checked_text(description, 'description', 100000);
  v_package := network.ensured_package(ecosystem, name);

  insert into network.tb_project as p (fk_package, ecosystem, project_name, version, description, dependency_count)
  values (v_package, upsert_project.ecosystem, upsert_project.name, upsert_project.version, upsert_project.description,
    upsert_project.dependency_count)
  on conflict on constraint uq_tb_project__fk_package do update set
    ecosystem = excluded.ecosystem,
    project_name = excluded.project_name,
    version = coalesce(excluded.version, p.version),
    description = coalesce(excluded.description, p.description),
    dependency_count = coalesce(excluded.dependency_count, p.dependency_count)
  where (p.ecosystem, p.project_name, p.version, p.description, p.dependency_count) is distinct from (
    excluded.ecosystem, excluded.project_name, coalesce(excluded.version, p.version),
    coalesce(excluded.description, p.description), coalesce(excluded.dependency_count, p.dependency_count));

  select v.* into v_row
  from network.tb_project as p join app.projects as v on v.id = p.id
  where p.fk_package = v_package;
  return v_row;
end;
$$;

comment on function app.upsert_project(text, text, text, text, numeric) is
  'Indexes a package. The name is looked up whatever its case, and from now on spelled as it is given; what is left out stays as it is.
  Edges that were dangling for want of this package resolve with it. SG102, SG103, SG124: its names cannot be those of a package.';

grant execute on function app.upsert_project(text, text, text, text, numeric) to specql_author;
