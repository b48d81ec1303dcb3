-- 011914  specql_governance.note_ddl()
-- Sees each command that changes the schema, and records or refuses what nobody asked for.
-- The one definer function outside of app: whoever runs a command may not write our tables, and nobody can call it.

create or replace function specql_governance.note_ddl()
  returns event_trigger
  language plpgsql
  security definer
  set search_path = pg_catalog, pg_temp
  set jit = off
as $$
declare
  v_mode   text;
  v_change record;
begin
  select w.watch_mode into v_mode from specql_governance.tb_ddl_watch as w;
  if coalesce(v_mode, 'off') = 'off' then
    return;
  end if;
  if tg_event = 'sql_drop' then
    for v_change in
      select distinct d.object_type, d.schema_name, d.object_identity
      from pg_event_trigger_dropped_objects() as d
      where d.original and not d.is_temporary
    loop
      perform specql_governance.note_unasked(v_mode, tg_tag, v_change.object_type, v_change.schema_name, v_change.object_identity);
    end loop;
    return;
  end if;
  for v_change in
    select distinct c.object_type, c.schema_name, c.object_identity
    from pg_event_trigger_ddl_commands() as c
  loop
    perform specql_governance.note_unasked(v_mode, tg_tag, v_change.object_type, v_change.schema_name, v_change.object_identity);
  end loop;
end;
$$;

comment on function specql_governance.note_ddl() is
  'Event trigger''s function: per changed object a row of app.unasked_changes where no request covers it, or SG526. '
  'A superuser attaches it with db/watch.sql; app.watch_ddl() says what it does.';
