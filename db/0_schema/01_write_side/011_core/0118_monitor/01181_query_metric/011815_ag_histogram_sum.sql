-- 011815  specql_monitor.histogram_sum()
-- The sum of histograms, as an aggregate.

create or replace aggregate specql_monitor.histogram_sum(jsonb) (
  sfunc = specql_monitor.merged_histogram,
  stype = jsonb,
  initcond = '{}'
);

comment on aggregate specql_monitor.histogram_sum(jsonb) is 'Adds histograms slot by slot.';

-- An aggregate is open to public whatever the default privileges say of functions made before it.
revoke all on function specql_monitor.histogram_sum(jsonb) from public;
