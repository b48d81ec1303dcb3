-- 011813  specql_monitor.percentile_of()
-- A percentile read from a histogram.

create or replace function specql_monitor.percentile_of(
  histogram jsonb, fraction double precision, longest double precision
)
  returns double precision
  language sql
  immutable
  parallel safe
as $$
  with slot (number, calls) as (
    select s.key::integer, s.value::text::numeric from jsonb_each(histogram) as s
  ), ranked (number, reached) as (
    select s.number, sum(s.calls) over (order by s.number) from slot as s
  )
  -- The middle of the slot; no call took longer than the longest.
  select least(0.01 * 2 ^ ((r.number - 0.5) / 8), longest)
  from ranked as r
  where r.reached >= ceil(fraction * (select sum(s.calls) from slot as s))
  order by r.number
  limit 1;
$$;

comment on function specql_monitor.percentile_of(jsonb, double precision, double precision) is
  'The duration in milliseconds that the given fraction of calls (0 to 1) did not exceed, by the nearest-rank method; off by '
  '4.4 % at most. Null for no calls.';
