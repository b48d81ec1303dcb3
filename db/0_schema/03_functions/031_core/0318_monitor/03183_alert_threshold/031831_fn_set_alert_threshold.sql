-- 031831  app.set_alert_threshold()
-- Moves a threshold, or switches it off.

create or replace function app.set_alert_threshold(
  threshold_name text, value double precision default null, enabled boolean default null, severity text default null
)
  returns setof app.alert_thresholds
  language plpgsql
  volatile
  rows 1
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_known text[] := array(select t.threshold_name from specql_monitor.tb_alert_threshold as t order by 1);
begin
  if set_alert_threshold.threshold_name is null or not set_alert_threshold.threshold_name = any (v_known) then
    raise exception using
      errcode = 'SG247',
      message = format('there is no threshold %L', left(coalesce(set_alert_threshold.threshold_name, ''), 63)),
      detail = format('There are: %s.', array_to_string(v_known, ', ')),
      hint = 'app.alert_thresholds lists them.',
      column = 'threshold_name';
  end if;
  if value < 0 or value in ('infinity', 'nan') then
    raise exception using
      errcode = 'SG168', message = 'a threshold must be a number from zero on', hint = 'Shares go from 0 to 1.', column = 'value';
  end if;
  if severity not in ('info', 'warning', 'critical') then
    raise exception using
      errcode = 'SG168', message = 'the severity must be info, warning or critical', hint = 'Choose one of them.', column = 'severity';
  end if;
  update specql_monitor.tb_alert_threshold as t
  set
    value = coalesce(set_alert_threshold.value, t.value),
    enabled = coalesce(set_alert_threshold.enabled, t.enabled),
    severity = coalesce(set_alert_threshold.severity, t.severity)
  where t.threshold_name = set_alert_threshold.threshold_name
    and (t.value, t.enabled, t.severity) is distinct from (
      coalesce(set_alert_threshold.value, t.value), coalesce(set_alert_threshold.enabled, t.enabled),
      coalesce(set_alert_threshold.severity, t.severity));
  return query
  select v.* from app.alert_thresholds as v where v.threshold_name = set_alert_threshold.threshold_name;
end;
$$;

comment on function app.set_alert_threshold(text, double precision, boolean, text) is
  'Changes what is given and returns the row. Under the audit trigger like everything else. SG247: there is no such '
  'threshold; SG168: the value is none.';

grant execute on function app.set_alert_threshold(text, double precision, boolean, text) to specql_admin;
