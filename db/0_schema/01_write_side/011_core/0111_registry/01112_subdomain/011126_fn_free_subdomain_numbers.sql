-- 011126  specql_registry.free_subdomain_numbers()
-- The subdomain numbers of a domain that are still free.

create or replace function specql_registry.free_subdomain_numbers(domain bigint)
  returns text[]
  language sql
  stable
as $$
  select array(
    select n.digit
    from unnest(string_to_array('1,2,3,4,5,6,7,8,9,A,B,C,D,E,F', ',')) with ordinality as n (digit, position)
    where not exists (
      select from specql_registry.tb_subdomain as s
      where s.fk_domain = free_subdomain_numbers.domain and s.subdomain_number = n.digit
    )
    order by n.position
  );
$$;

comment on function specql_registry.free_subdomain_numbers(bigint) is
  'The subdomain numbers of a domain that are still free, in order.';
