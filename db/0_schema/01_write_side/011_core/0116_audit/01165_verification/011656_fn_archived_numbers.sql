-- 011656  specql_audit.archived_numbers()
-- Numbers of changes whose month was closed and taken away.

create or replace function specql_audit.archived_numbers(before_seq bigint)
  returns int8multirange
  language sql
  stable
as $$
  select coalesce(range_agg(r.numbers), '{}')
  from specql_audit.tb_ledger as l
    cross join lateral unnest((l.payload ->> 'numbers')::int8multirange) as r (numbers)
  where l.stream = 'changes' and l.action = 'archive' and (l.seq < before_seq) is not false
    -- What lies in the log again is checked again.
    and not exists (
      select from pg_catalog.pg_inherits as i
      where i.inhparent = 'specql_audit.tb_change'::regclass
        and i.inhrelid = to_regclass('specql_audit.' || quote_ident(l.payload ->> 'partition'))
    );
$$;

comment on function specql_audit.archived_numbers(bigint) is
  'The numbers that the ledger''s archive entries name, of partitions that are not attached. Entries from before_seq on, '
  'where one is given, do not count.';
