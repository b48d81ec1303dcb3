-- 013143  network.found_package()
-- The package that somebody names, or an error that helps.

create or replace function network.found_package(ecosystem text, name text)
  returns bigint
  language plpgsql
  stable
as $$
declare
  v_package constant bigint := network.package_pk(ecosystem, name);
begin
  if exists (select from network.tb_project as p where p.fk_package = v_package)
    or exists (select from network.tb_dependency as d where d.fk_to = v_package)
    or exists (select from network.tb_dependency as d where d.fk_from = v_package) then
    return v_package;
  end if;
  raise exception using
    errcode = 'SG223',
    message = 'package not found',
    detail = format('Nothing speaks of %s/%s.', left(coalesce(ecosystem, 'null'), 100), left(coalesce(name, 'null'), 200)),
    hint = coalesce(
      'Did you mean ' || common.closest(left(name, 200), array(
        select s.search_name
        from network.similar_projects(left(name, 200), 20) as s
        where s.ecosystem_key = network.package_key(found_package.ecosystem))) || '?',
      'app.search_projects() finds packages by a part of their name.'),
    column = 'name';
end;
$$;

comment on function network.found_package(text, text) is
  'Internal key of a package that is indexed or at an end of an edge. SG223: nothing speaks of it; the hint names one that is '
  'spelled like it.';
