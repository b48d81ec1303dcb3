-- 031112  app.free_domain_numbers()
-- The domain numbers that are still free.

create or replace function app.free_domain_numbers()
  returns text[]
  language sql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
  select array(
    select n.digit
    from unnest(string_to_array('1,2,3,4,5,6,7,8,9,A,B,C,D,E,F', ',')) with ordinality as n (digit, position)
    where not exists (select from specql_registry.tb_domain as d where d.domain_number = n.digit)
    order by n.position
  );
$$;

comment on function app.free_domain_numbers() is E'@notNull\nThe domain numbers that are still free, in order.';

grant execute on function app.free_domain_numbers() to specql_reader;
