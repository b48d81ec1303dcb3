-- 031B51  app.undo_import()
-- Takes an import back.

create or replace function app.undo_import(run_id uuid)
  returns jsonb
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
  set jit = off
as $$
begin
  return specql_cutover.undo_run(specql_cutover.found_run(run_id, true));
end;
$$;

comment on function app.undo_import(uuid) is
  'Rows that the import added go, rows that it changed are as they were before. What somebody changed since, and what others refer to, stays and is '
  'reported: {run_id, kind, source, restored, removed, kept: [{reason, …}]}. SG230: no such run. SG231: of this kind none is undone. SG327: it was '
  'undone already, or a later import has to be undone first.';

grant execute on function app.undo_import(uuid) to specql_admin;
