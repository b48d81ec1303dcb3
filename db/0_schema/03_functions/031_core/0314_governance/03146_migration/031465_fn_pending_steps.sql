-- 031465  app.pending_steps()
-- What is left of a migration that is under way.

create or replace function app.pending_steps(request_id uuid)
  returns table (
    n                 integer,
    sql               text,
    outside           boolean,
    needed            boolean,
    lock_timeout      text,
    statement_timeout text,
    note              text
  )
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
  set jit = off
  set plan_cache_mode = force_generic_plan
as $$
declare
  v_request constant bigint := specql_governance.found_request(request_id);
  v_step    jsonb;
  v_needed  boolean;
begin
  for v_step in
    select s.item
    from specql_governance.tb_migration as m
      cross join lateral jsonb_array_elements(m.written -> case m.direction when 'up' then 'steps' else 'down_steps' end)
        with ordinality as s (item, position)
    where m.fk_schema_request = v_request and m.direction is not null and not m.done_steps ? (s.item ->> 'n')
    order by s.position
  loop
    v_needed := true;
    if v_step ->> 'when' is not null then
      execute v_step ->> 'when' into v_needed;
    end if;
    n := (v_step ->> 'n')::integer;
    sql := v_step ->> 'sql';
    outside := not (v_step ->> 'tx')::boolean and not coalesce((v_step ->> 'repeat')::boolean, false);
    needed := v_needed;
    lock_timeout := v_step ->> 'lock_timeout';
    statement_timeout := v_step ->> 'statement_timeout';
    note := v_step ->> 'note';
    return next;
  end loop;
end;
$$;

comment on function app.pending_steps(uuid) is
  'The steps that are not done yet, in order. outside: run it outside of a transaction as a member of specql_owner, where it '
  'is needed, and report it with app.record_step(); the others are done by calling app.apply_schema_request() again.';

grant execute on function app.pending_steps(uuid) to specql_admin;
