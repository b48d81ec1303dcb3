-- 033527  app.tasks_needing_attention()
-- The tasks that wait for somebody.

create or replace function app.tasks_needing_attention("limit" integer default 100)
  returns setof app.agent_tasks
  language sql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
  select v.*
  from app.agent_tasks as v
  where v.status in ('needs_decision', 'failed')
  order by v.updated_at, v.id
  limit least(greatest(coalesce("limit", 100), 0), 10000);
$$;

comment on function app.tasks_needing_attention(integer) is
  'Tasks that need a decision or have failed, longest waiting first; at most 10000.';

grant execute on function app.tasks_needing_attention(integer) to specql_reader;
