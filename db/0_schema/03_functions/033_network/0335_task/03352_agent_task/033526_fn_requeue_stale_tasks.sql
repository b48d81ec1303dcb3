-- 033526  app.requeue_stale_tasks()
-- Makes tasks ready again whose workers gave no sign of life.

create or replace function app.requeue_stale_tasks("limit" integer default 1000)
  returns setof app.agent_tasks
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_ids  uuid[];
begin
  select array_agg((network.requeued_task(s.task)).id)
  into v_ids
  from (
    select t as task
    from network.tb_agent_task as t
    where t.status = 'running' and t.lease_until < clock_timestamp()
    order by t.lease_until
    limit least(greatest(coalesce("limit", 1000), 0), 10000)
    for no key update skip locked
  ) as s;
  return query select v.* from app.agent_tasks as v where v.id = any (v_ids) order by v.created_at, v.id;
end;
$$;

comment on function app.requeue_stale_tasks(integer) is
  'Running tasks whose claim has run out become pending; those of which five claims in a row ran out have failed. '
  'app.claim_task() does the same for the one that it takes. A task that was imported as running has no claim here.';

grant execute on function app.requeue_stale_tasks(integer) to specql_author, specql_agent;
