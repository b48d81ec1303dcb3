-- 011822  specql_monitor.add_gauges()
-- Keeps the last value of each gauge.

create or replace function specql_monitor.add_gauges(gauges jsonb)
  returns integer
  language plpgsql
  volatile
as $$
declare
  v_rows integer;
begin
  if exists (
    select
    from jsonb_array_elements(gauges) as g (gauge)
    where case
      when jsonb_typeof(g.gauge) <> 'object' then true
      when g.gauge ->> 'gauge' is null or g.gauge ->> 'gauge' not in ('pool_waiting', 'pool_used', 'disk_used') then true
      when jsonb_typeof(g.gauge -> 'source') is distinct from 'string' then true
      when g.gauge ->> 'source' !~ '^[[:graph:]]([[:graph:] ]{0,198}[[:graph:]])?$' then true
      else not jsonb_path_exists(g.gauge, '$.value ? (@.type() == "number" && @ >= 0 && @ <= 1000000)')
    end
  ) then
    raise exception using
      errcode = 'SG166',
      message = 'a gauge is wrong',
      detail = 'Each is {gauge: pool_waiting|pool_used|disk_used, source, value: from 0 to 1000000}.',
      hint = 'Send one entry for each gauge of a source.',
      column = 'metrics';
  end if;
  insert into specql_monitor.tb_gauge as k (gauge_name, source, value)
  select distinct on (g.gauge ->> 'gauge', g.gauge ->> 'source')
    g.gauge ->> 'gauge', g.gauge ->> 'source', (g.gauge ->> 'value')::double precision
  from jsonb_array_elements(gauges) with ordinality as g (gauge, ordinal)
  order by g.gauge ->> 'gauge', g.gauge ->> 'source', g.ordinal desc
  on conflict on constraint uq_tb_gauge__source do update
  set value = excluded.value, observed_at = clock_timestamp(), updated_at = clock_timestamp(), updated_by = excluded.updated_by;
  get diagnostics v_rows = row_count;
  return v_rows;
end;
$$;

comment on function specql_monitor.add_gauges(jsonb) is
  'Keeps [{gauge, source, value}]; of several for one source the last counts. Returns how many were kept. SG166: an entry is '
  'wrong; then none is kept.';
