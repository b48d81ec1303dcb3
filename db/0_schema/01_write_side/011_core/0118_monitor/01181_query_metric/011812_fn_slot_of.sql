-- 011812  specql_monitor.slot_of()
-- The slot of a histogram that a duration falls into.

create or replace function specql_monitor.slot_of(duration_ms double precision)
  returns integer
  language sql
  immutable
  parallel safe
as $$
  select least(greatest(ceil(8 * log(2, greatest(duration_ms, 0.01)::numeric / 0.01)), 0), 240)::integer;
$$;

comment on function specql_monitor.slot_of(double precision) is
  'Slots grow by the eighth root of two: slot n holds durations up to 0.01 ms * 2^(n/8), so that what is read back is off '
  'by 4.4 % at most. From 0.01 ms (slot 0) to 180 minutes (slot 240).';
