-- 031811  app.record_metrics()
-- What a process has measured since it told the last time.

create or replace function app.record_metrics(metrics jsonb)
  returns integer
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_calls  constant jsonb := coalesce(metrics -> 'calls', '[]');
  v_gauges constant jsonb := coalesce(metrics -> 'gauges', '[]');
begin
  if jsonb_typeof(metrics) is distinct from 'object' or jsonb_typeof(v_calls) <> 'array' or jsonb_typeof(v_gauges) <> 'array'
    or metrics - '{calls,gauges}'::text[] <> '{}'
  then
    raise exception using
      errcode = 'SG166',
      message = 'metrics must be an object with the lists calls and gauges',
      hint = 'For example {"calls": [{"origin": "library", "operation": "get", "durations_ms": [0.4]}]}.',
      column = 'metrics';
  end if;
  if jsonb_array_length(v_calls) > 2000 or jsonb_array_length(v_gauges) > 100 then
    raise exception using
      errcode = 'SG166',
      message = 'too many metrics at once',
      detail = 'At most 2000 operations and 100 gauges are taken.',
      hint = 'Send them more often.',
      column = 'metrics';
  end if;
  return specql_monitor.add_calls(v_calls) + specql_monitor.add_gauges(v_gauges);
end;
$$;

comment on function app.record_metrics(jsonb) is
  'Adds what a process measured: {calls: [{origin: server|cli|library, operation, durations_ms: [], failed, refused}], '
  'gauges: [{gauge: pool_waiting|pool_used|disk_used, source, value}]}. Durations in milliseconds. Returns how many rows '
  'that touched. SG166: an entry is wrong; then nothing is added.';

grant execute on function app.record_metrics(jsonb) to specql_author, specql_reviewer, specql_agent;
