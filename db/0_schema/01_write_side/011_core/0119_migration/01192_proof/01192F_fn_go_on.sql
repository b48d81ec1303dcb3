-- 01192F  specql_governance.go_on()
-- The next transaction of a migration that is under way.

create or replace function specql_governance.go_on(migration_pk bigint)
  returns boolean
  language plpgsql
  volatile
as $$
declare
  v_migration specql_governance.tb_migration;
  v_steps     jsonb;
  v_step      jsonb;
  v_next      integer;
  v_count     bigint;
  v_old_limit constant text := current_setting('lock_timeout');
begin
  select m.* into v_migration from specql_governance.tb_migration as m where m.pk_migration = migration_pk;
  v_steps := v_migration.written -> case v_migration.direction when 'up' then 'steps' else 'down_steps' end;
  select min((s ->> 'transaction')::integer) into v_next
  from jsonb_array_elements(v_steps) as s where not v_migration.done_steps ? (s ->> 'n');

  update specql_governance.tb_migration as m set running_xid = pg_current_xact_id() where m.pk_migration = migration_pk;
  for v_step in
    select s from jsonb_array_elements(v_steps) as s
    where (s ->> 'transaction')::integer = v_next and not v_migration.done_steps ? (s ->> 'n')
    order by (s ->> 'n')::integer
  loop
    if coalesce((v_step ->> 'repeat')::boolean, false) then
      execute v_step ->> 'plain';
      get diagnostics v_count = row_count;
      exit when v_count > 0;
    elsif not (v_step ->> 'tx')::boolean then
      exit;
    else
      perform set_config('lock_timeout', v_step ->> 'lock_timeout', true);
      execute v_step ->> 'sql';
    end if;
    v_migration.done_steps := v_migration.done_steps || jsonb_build_object(v_step ->> 'n',
      jsonb_build_object('at', clock_timestamp(), 'by', common.current_actor()));
  end loop;
  perform set_config('lock_timeout', v_old_limit, true);
  -- The mark goes with the work: what comes later in this transaction is nobody's request.
  update specql_governance.tb_migration as m
  set running_xid = null, done_steps = v_migration.done_steps
  where m.pk_migration = migration_pk;
  return not exists (select from jsonb_array_elements(v_steps) as s where not v_migration.done_steps ? (s ->> 'n'));
end;
$$;

comment on function specql_governance.go_on(bigint) is
  'Takes the steps that are committed together next, or one batch of a repeated one. True when none is left. A step outside '
  'of transactions is left to whoever can: see app.pending_steps().';
