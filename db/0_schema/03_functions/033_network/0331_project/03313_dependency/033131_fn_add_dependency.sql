-- 033131  app.add_dependency()
-- Says that one package depends on another.

create or replace function app.add_dependency(from_ecosystem text, from_name text, to_ecosystem text, to_name text)
  returns app.project_dependencies
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_from bigint;
  v_to   bigint;
  v_row  app.project_dependencies;
begin
  v_from := network.ensured_package(from_ecosystem, from_name);
  v_to := network.ensured_package(to_ecosystem, to_name);

  insert into network.tb_dependency (fk_from, fk_to, identifier)
  select f.pk_package, t.pk_package, f.identifier || ' > ' || t.identifier
  from network.tb_package as f cross join network.tb_package as t
  where f.pk_package = v_from and t.pk_package = v_to
  on conflict on constraint uq_tb_dependency__ends do nothing;

  select v.* into v_row
  from network.tb_dependency as d join app.project_dependencies as v on v.id = d.id
  where d.fk_from = v_from and d.fk_to = v_to;
  return v_row;
end;
$$;

comment on function app.add_dependency(text, text, text, text) is
  'Adds an edge, or returns the one that is there. Neither end need be indexed (is_dangling), and a package may depend on itself (is_self).
  SG102, SG103, SG124: names that cannot be those of a package.';

grant execute on function app.add_dependency(text, text, text, text) to specql_author;
