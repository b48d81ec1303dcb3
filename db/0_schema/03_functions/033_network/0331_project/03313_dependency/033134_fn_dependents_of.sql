-- 033134  app.dependents_of()
-- Which packages depend on one, near and far.

create or replace function app.dependents_of(
  ecosystem text,
  name text,
  max_depth integer default null,
  "limit" integer default null
)
  returns table (id uuid, package_ecosystem text, package_name text, is_indexed boolean, depth integer)
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_package constant bigint := network.found_package(ecosystem, name);
  v_limit   constant integer := network.checked_count("limit", 'limit');
  v_depth   constant integer := network.checked_count(max_depth, 'max_depth');
begin
  if v_limit = 0 or v_depth = 0 then
    return;
  end if;
  return query
  select p.id, coalesce(p.ecosystem, k.ecosystem), coalesce(p.project_name, k.package_name), p.id is not null, o.depth
  from network.reached(v_package, true, v_depth, v_limit) as r
    cross join lateral unnest(r.others, r.depths) as o (package, depth)
    join network.tb_package as k on k.pk_package = o.package
    left join network.tb_project as p on p.fk_package = o.package
  -- The nearest first, then in the order of arrival, in one number: that sorts faster than two columns.
  order by (o.depth::bigint << 40) + o.package;
end;
$$;

comment on function app.dependents_of(text, text, integer, integer) is
  'Every package that depend on this one, directly (depth 1) or by way of others, each once with the length of the shortest way; the package
  itself is not among them. id is that of the project, null where it is not indexed. max_depth and limit bound the walk itself. SG126: a
  negative bound. SG223: nothing speaks of the package.';

grant execute on function app.dependents_of(text, text, integer, integer) to specql_reader;
