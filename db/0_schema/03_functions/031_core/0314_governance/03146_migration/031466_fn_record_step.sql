-- 031466  app.record_step()
-- Notes what became of a step that ran outside of a transaction.

create or replace function app.record_step(request_id uuid, n integer, outcome text, detail text default null)
  returns app.schema_requests
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
  set jit = off
  set plan_cache_mode = force_generic_plan
as $$
declare
  v_request   specql_governance.tb_schema_request;
  v_migration specql_governance.tb_migration;
  v_step      jsonb;
  v_needed    boolean := false;
  v_row       app.schema_requests;
begin
  perform specql_governance.take_migration_turn();
  v_request := specql_governance.locked_request(request_id);
  select m.* into v_migration from specql_governance.tb_migration as m
  where m.fk_schema_request = v_request.pk_schema_request and m.direction is not null
  for update;
  select s.item into v_step
  from jsonb_array_elements(v_migration.written -> case v_migration.direction when 'up' then 'steps' else 'down_steps' end)
    with ordinality as s (item, position)
  where not v_migration.done_steps ? (s.item ->> 'n')
  order by s.position limit 1;
  if v_step is null or (v_step ->> 'n')::integer is distinct from record_step.n or (v_step ->> 'tx')::boolean then
    raise exception using
      errcode = 'SG363', message = format('step %s is not the one that is to be reported', coalesce(record_step.n::text, 'null')),
      hint = 'app.pending_steps() lists what is left, in order.', column = 'n';
  end if;
  if outcome is null or outcome not in ('done', 'failed') then
    raise exception using
      errcode = 'SG363', message = 'outcome must be done or failed', hint = 'Say why in detail.', column = 'outcome';
  end if;
  perform specql_governance.note_step(v_request.pk_schema_request, 'migration_step_' || outcome,
    jsonb_build_object('n', record_step.n, 'direction', v_migration.direction, 'detail', left(detail, 1000)));
  if outcome = 'done' then
    -- What was reported is believed when the catalog says so too.
    if v_step ->> 'when' is not null then
      execute v_step ->> 'when' into v_needed;
    end if;
    if v_needed then
      raise exception using
        errcode = 'SG363', message = format('step %s has not done what it is for', record_step.n),
        detail = left(v_step ->> 'sql', 500), hint = 'Run it, and report it again.', column = 'n';
    end if;
    update specql_governance.tb_migration as m
    set done_steps = m.done_steps || jsonb_build_object(record_step.n::text,
      jsonb_build_object('at', clock_timestamp(), 'by', common.current_actor(), 'outside', true))
    where m.pk_migration = v_migration.pk_migration
    returning m.* into v_migration;
    if not exists (
      select from jsonb_array_elements(v_migration.written -> case v_migration.direction when 'up' then 'steps' else 'down_steps' end) as s
      where not v_migration.done_steps ? (s ->> 'n')
    ) then
      perform specql_governance.finish_migration(v_migration.pk_migration);
    end if;
  end if;
  select q.* into v_row from app.schema_requests as q where q.id = record_step.request_id;
  return v_row;
end;
$$;

comment on function app.record_step(uuid, integer, text, text) is
  'Reports the next pending step as done or failed. Done counts when the catalog shows it; with the last one the request is '
  'migrated, or rolled back. SG270: no such request. SG363: not that step, or not done.';

grant execute on function app.record_step(uuid, integer, text, text) to specql_admin;
