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
  -- Many rows are handed over: in memory, without compiling, and by index, however many a plan would count on.
  set work_mem = '64MB'
  set jit = off
  set plan_cache_mode = force_generic_plan
  set enable_memoize = off
as $$
declare
  v_package constant bigint := network.found_package(ecosystem, name);
  v_limit   constant integer := network.checked_count("limit", 'limit');
  v_depth   constant integer := network.checked_count(max_depth, 'max_depth');
  v_ways    bigint[];
begin
  if v_limit = 0 or v_depth = 0 then
    return;
  end if;
  v_ways := network.reached(v_package, true, v_depth, v_limit);
  return query
  select p.id, coalesce(p.ecosystem, k.ecosystem), coalesce(p.project_name, k.package_name), p.id is not null,
    (w.way >> 40)::integer
  from (
    select u.way, u.way & ((1::bigint << 40) - 1) as package
    -- In the select list, where it streams.
    from (select unnest(v_ways) as way) as u
    order by u.way
  ) as w
    left join network.tb_project as p on p.fk_package = w.package
    -- Its own name is looked up only where it is not indexed.
    left join network.tb_package as k on k.pk_package = case when p.id is null then w.package end
  -- The nearest first, then in the order of arrival. The joins keep it.
  order by w.way;
end;
$$;

comment on function app.dependents_of(text, text, integer, integer) is
  'Every package that depends on this one, directly (depth 1) or by way of others, each once with the length of the shortest way; the package
  itself is not among them. id is that of the project, null where it is not indexed. max_depth and limit bound the walk itself. SG126: a
  negative bound. SG223: nothing speaks of the package.';

grant execute on function app.dependents_of(text, text, integer, integer) to specql_reader;
