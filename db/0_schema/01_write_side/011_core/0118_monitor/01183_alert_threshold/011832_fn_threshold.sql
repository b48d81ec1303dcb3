-- 011832  specql_monitor.threshold()
-- The value of a threshold.

create or replace function specql_monitor.threshold(threshold_name text)
  returns double precision
  language sql
  stable
as $$
  select t.value from specql_monitor.tb_alert_threshold as t where t.threshold_name = threshold.threshold_name;
$$;

comment on function specql_monitor.threshold(text) is 'The value, whether it is looked at or not.';
