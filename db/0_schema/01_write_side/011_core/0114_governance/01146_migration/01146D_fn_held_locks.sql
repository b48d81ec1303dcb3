-- 01146D  specql_governance.held_locks()
-- The strongest lock that this transaction holds on each table.

create or replace function specql_governance.held_locks()
  returns jsonb
  language plpgsql
  volatile
as $$
begin
  return (
    select coalesce(jsonb_object_agg(h.name, h.mode), '{}')
    from (
      select distinct on (l.relation) format('%I.%I', n.nspname, c.relname) as name, l.mode
      from pg_catalog.pg_locks as l
        join pg_catalog.pg_class as c on c.oid = l.relation and c.relkind in ('r', 'p', 'm', 'f')
        join pg_catalog.pg_namespace as n on n.oid = c.relnamespace and n.nspname !~ '^(pg_|information_schema$)'
      where l.pid = pg_backend_pid() and l.locktype = 'relation' and l.granted
        and l.database = (select d.oid from pg_catalog.pg_database as d where d.datname = current_database())
      order by l.relation, array_position(array['AccessExclusiveLock', 'ExclusiveLock', 'ShareRowExclusiveLock', 'ShareLock',
        'ShareUpdateExclusiveLock', 'RowExclusiveLock', 'RowShareLock', 'AccessShareLock'], l.mode)
    ) as h
  );
end;
$$;

comment on function specql_governance.held_locks() is
  'Table name to lock mode, from pg_locks, for tables that are not PostgreSQL''s own.';
