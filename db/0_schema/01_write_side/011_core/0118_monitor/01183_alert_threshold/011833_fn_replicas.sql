-- 011833  specql_monitor.replicas()
-- How far each replica is behind, or how far this one is.

create or replace function specql_monitor.replicas()
  returns table (replica text, lag_seconds double precision)
  language plpgsql
  stable
as $$
begin
  if pg_is_in_recovery() then
    return query
    select
      'this replica'::text,
      -- All that came is replayed: an old last transaction only means that nobody writes.
      case
        when pg_last_wal_receive_lsn() is not distinct from pg_last_wal_replay_lsn() then 0
        else extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp())::double precision
      end;
    return;
  end if;
  return query
  select
    coalesce(nullif(r.application_name, ''), 'replica') || coalesce(' ' || host(r.client_addr), ''),
    extract(epoch from r.replay_lag)::double precision
  from pg_catalog.pg_stat_replication as r
  where r.state is not null;
end;
$$;

comment on function specql_monitor.replicas() is
  'One row for each replica with its lag in seconds (null: it has caught up and is idle); on a replica, its own. A primary '
  'shows its replicas to members of pg_read_all_stats only, which db/roles.sql makes specql_owner.';
