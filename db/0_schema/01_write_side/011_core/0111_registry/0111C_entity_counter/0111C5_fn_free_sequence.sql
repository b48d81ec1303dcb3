-- 0111C5  specql_registry.free_sequence()
-- The lowest digit of a subdomain, from a given one on, that is neither given nor reserved.

create or replace function specql_registry.free_sequence(subdomain bigint, from_sequence integer)
  returns integer
  language sql
  stable
as $$
  select coalesce(min(g.digit), 16)
  from specql_registry.tb_subdomain as s
    cross join generate_series(free_sequence.from_sequence, 15) as g (digit)
    cross join lateral (
      select '01' || s.domain_number || s.subdomain_number || substr('123456789ABCDEF', g.digit, 1) || '1' as code
    ) as c
  where s.pk_subdomain = free_sequence.subdomain
    and not exists (select from specql_registry.tb_entity_registration as e where e.table_code = c.code)
    and not exists (select from specql_registry.tb_reserved_code as r where r.code = c.code);
$$;

comment on function specql_registry.free_sequence(bigint, integer) is
  'The digit as a number, 16 where none is free.';
