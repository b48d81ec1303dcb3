-- 031461  app.preview_migration()
-- The migration of a request, to be read.

create or replace function app.preview_migration(request_id uuid)
  returns table (file_name text, up_sql text, down_sql text, steps jsonb)
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
  set jit = off
  set plan_cache_mode = force_generic_plan
as $$
declare
  v_request constant bigint := specql_governance.found_request(request_id);
  v_revision constant specql_governance.tb_revision := specql_governance.current_revision(v_request);
  v_written jsonb;
begin
  -- Once steps were taken the text is what it was: the tables are no longer those for which it was written.
  select m.written into v_written
  from specql_governance.tb_migration as m
  where m.fk_schema_request = v_request and m.content_hash = v_revision.content_hash and m.started_at is not null;
  if not found then
    v_written := specql_governance.write_operations(v_revision.operations, specql_governance.header_of(v_request));
  end if;
  return query select v_written ->> 'file_name', v_written ->> 'up_sql', v_written ->> 'down_sql', v_written -> 'steps';
end;
$$;

comment on function app.preview_migration(uuid) is
  'File name, SQL there and back, and the steps of a request''s current revision. Executes nothing. SG270: no such request. '
  'SG520, SG521, SG522: what it asks for cannot be written. SG361, SG365: it is there already, or not there.';

grant execute on function app.preview_migration(uuid) to specql_reader;
