-- 033133  app.count_dependents()
-- How many packages depend on one directly.

create or replace function app.count_dependents(ecosystem text, name text)
  returns bigint
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select count(*) from network.tb_dependency as d
    where d.fk_to = network.found_package(count_dependents.ecosystem, count_dependents.name));
end;
$$;

comment on function app.count_dependents(text, text) is
  'How many packages depend directly on this one, itself and such as are not indexed included. SG223: nothing speaks of it.';

grant execute on function app.count_dependents(text, text) to specql_reader;
