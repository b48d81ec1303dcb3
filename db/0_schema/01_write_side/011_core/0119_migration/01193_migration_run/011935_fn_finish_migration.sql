-- 011935  specql_governance.finish_migration()
-- The last step is done: is the table what was proven?

create or replace function specql_governance.finish_migration(migration_pk bigint)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_migration specql_governance.tb_migration;
  v_key       text;
  v_wanted    jsonb;
  v_found     text;
  v_left      jsonb := '{}';
begin
  select m.* into v_migration from specql_governance.tb_migration as m where m.pk_migration = migration_pk for update;
  v_wanted := v_migration.proof -> 'prints' -> case v_migration.direction when 'up' then 'first' else 'down' end;
  for v_key in select jsonb_array_elements_text(v_migration.proof -> 'tables') loop
    v_found := specql_governance.structure_print(specql_governance.structure_of(
      specql_governance.live_model((parse_ident(v_key))[1], (parse_ident(v_key))[2])));
    if v_found is distinct from v_wanted ->> v_key and not v_migration.proof -> 'unfaithful' ? v_key then
      raise exception using
        errcode = 'SG525',
        message = format('%s did not become what was proven', v_key),
        detail = format('The fingerprint is %s, not %s.', v_found, v_wanted ->> v_key),
        hint = 'Somebody has changed the table meanwhile. Compare it with app.preview_migration().';
    end if;
    v_left := v_left || jsonb_build_object(v_key,
      specql_governance.table_content((parse_ident(v_key))[1], (parse_ident(v_key))[2]));
  end loop;
  update specql_governance.tb_migration as m
  set direction = null,
    left_content = v_left,
    applied_at = case when v_migration.direction = 'up' then clock_timestamp() else m.applied_at end,
    applied_by = case when v_migration.direction = 'up' then common.current_actor() else m.applied_by end,
    rolled_back_at = case when v_migration.direction = 'down' then clock_timestamp() end,
    rolled_back_by = case when v_migration.direction = 'down' then common.current_actor() end
  where m.pk_migration = migration_pk;
  perform specql_governance.move_request(
    v_migration.fk_schema_request, case v_migration.direction when 'up' then 'migrated' else 'rolled_back' end,
    jsonb_build_object('file_name', v_migration.file_name, 'migration_hash', v_migration.proof ->> 'content_hash',
      'prints', v_wanted));
end;
$$;

comment on function specql_governance.finish_migration(bigint) is
  'Compares the tables with what the proof foresaw (SG525), remembers what they are, and moves the request to migrated or '
  'rolled_back.';
