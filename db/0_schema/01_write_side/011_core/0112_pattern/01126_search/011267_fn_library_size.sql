-- 011267  specql_pattern.library_size()
-- How many patterns there are, about.

create or replace function specql_pattern.library_size()
  returns double precision
  language sql
  stable
as $$
  select case
    when s.counted > 5000 then greatest(s.counted, (
      select c.reltuples from pg_catalog.pg_class as c where c.oid = 'specql_pattern.tb_domain_pattern'::regclass
    ))
    else s.counted
  end
  from (
    select count(*)::double precision as counted
    from (select from specql_pattern.tb_domain_pattern as p limit 5001) as few
  ) as s;
$$;

comment on function specql_pattern.library_size() is
  'The number of patterns: exact up to 5,000, and what the statistics say beyond.';
