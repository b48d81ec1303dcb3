-- 031813  app.prune_metrics()
-- Forgets measurements that nobody needs any more.

create or replace function app.prune_metrics(keep interval default interval '30 days')
  returns bigint
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
begin
  if keep is null or keep < interval '1 day' or keep > interval '100 years' then
    raise exception using
      errcode = 'SG167',
      message = 'measurements are kept for a day at least',
      hint = 'For example: 30 days.',
      column = 'keep';
  end if;
  return specql_monitor.roll_up(keep);
end;
$$;

comment on function app.prune_metrics(interval) is
  'Folds the minutes of more than a day ago into hours and deletes what is older than keep. Returns how many rows were '
  'deleted. SG167: keep is less than a day.';

grant execute on function app.prune_metrics(interval) to specql_admin;
