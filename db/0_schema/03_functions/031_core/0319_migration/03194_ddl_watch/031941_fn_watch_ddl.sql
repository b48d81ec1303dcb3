-- 031941  app.watch_ddl()
-- Says what becomes of DDL that nobody asked for.

create or replace function app.watch_ddl(mode text)
  returns text
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_old text;
begin
  if mode is null or mode not in ('off', 'record', 'refuse') then
    raise exception using
      errcode = 'SG112', message = 'mode must be off, record or refuse',
      detail = format('It is %s.', quote_nullable(left(mode, 40))), hint = 'record writes app.unasked_changes; refuse raises SG526.', column = 'mode';
  end if;
  if mode <> 'off' and not exists (
    select from pg_catalog.pg_event_trigger as e
    where e.evtfoid = 'specql_governance.note_ddl()'::regprocedure and e.evtevent = 'ddl_command_end' and e.evtenabled <> 'D'
  ) then
    raise exception using
      errcode = 'SG529', message = 'there is no event trigger to watch with',
      detail = 'Only a superuser can make one; some managed servers have none to lend.',
      hint = 'Have a superuser run db/watch.sql once in this database. Without it app.schema_drift() still tells what changed.',
      column = 'mode';
  end if;
  select w.watch_mode into v_old from specql_governance.tb_ddl_watch as w for update;
  if v_old is distinct from mode then
    update specql_governance.tb_ddl_watch as w set watch_mode = mode where w.watch_mode <> mode;
    perform specql_audit.record_decision('policy', 'ddl_watch_set', 'ddl_watch', (select w.id from specql_governance.tb_ddl_watch as w),
      jsonb_build_object('old', v_old, 'new', mode));
  end if;
  return mode;
end;
$$;

comment on function app.watch_ddl(text) is
  'off: DDL is nobody''s business. record: what no request covers is listed in app.unasked_changes. refuse: it fails with '
  'SG526. SG112: another mode. SG529: the event trigger is missing.';

grant execute on function app.watch_ddl(text) to specql_admin;
