-- 011814  specql_monitor.merged_histogram()
-- Two histograms as one.

create or replace function specql_monitor.merged_histogram(one jsonb, other jsonb)
  returns jsonb
  language sql
  immutable
  parallel safe
as $$
  select coalesce(jsonb_object_agg(s.slot, s.calls), '{}')
  from (
    select e.key as slot, sum(e.value::text::numeric) as calls
    from (select * from jsonb_each(one) union all select * from jsonb_each(other)) as e
    group by e.key
  ) as s;
$$;

comment on function specql_monitor.merged_histogram(jsonb, jsonb) is 'Adds the calls of each slot.';
