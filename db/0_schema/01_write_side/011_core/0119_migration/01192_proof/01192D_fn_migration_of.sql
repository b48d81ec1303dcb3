-- 01192D  specql_governance.migration_of()
-- The migration of a request's current revision, written and proven by now or earlier.

create or replace function specql_governance.migration_of(request_pk bigint, again boolean)
  returns specql_governance.tb_migration
  language plpgsql
  volatile
as $$
declare
  v_revision  constant specql_governance.tb_revision := specql_governance.current_revision(request_pk);
  v_options   constant jsonb := specql_governance.header_of(request_pk);
  v_migration specql_governance.tb_migration;
  v_written   jsonb;
  v_proof     jsonb;
begin
  select m.* into v_migration
  from specql_governance.tb_migration as m
  where m.fk_schema_request = request_pk and m.content_hash = v_revision.content_hash
  for update;
  if found and (v_migration.started_at is not null or not again) then
    return v_migration;
  end if;

  v_written := specql_governance.write_operations(v_revision.operations, v_options);
  v_proof := specql_governance.prove_operations(v_revision.operations, v_options);
  insert into specql_governance.tb_migration as m (fk_schema_request, content_hash, file_name, written, proof)
  values (request_pk, v_revision.content_hash, v_written ->> 'file_name', v_written, v_proof)
  on conflict (fk_schema_request, content_hash) do update
  set file_name = excluded.file_name, written = excluded.written, proof = excluded.proof,
    proven_at = clock_timestamp(), proven_by = common.current_actor()
  returning m.* into v_migration;
  return v_migration;
end;
$$;

comment on function specql_governance.migration_of(bigint, boolean) is
  'The migration as stored. Where there is none, or again is true and no step of it was taken, it is written and proven anew.';
