-- 011761  specql_cutover.import_service()
-- Imports one service of either shape, without its operations and dependencies.

create or replace function specql_cutover.import_service(run bigint, entry jsonb, ordinal integer, path text, line integer)
  returns bigint
  language plpgsql
  volatile
as $$
declare
  v_entry   constant jsonb := specql_cutover.checked_entry(entry) - 'operations';
  v_file    constant jsonb := jsonb_build_object('entry', v_entry);
  v_name    constant text := common.checked_name(specql_cutover.text_of(v_entry, 'name'), 'name');
  v_values  constant jsonb := specql_cutover.service_values(v_entry);
  v_last    jsonb;
  v_known   record;
  v_changes jsonb := '[]';
begin
  if exists (
    select from specql_cutover.tb_import_row as r
    where r.fk_import_run = run and r.source_table = 'services' and r.outcome <> 'rejected'
      and common.name_key(r.source_row ->> 'name') = common.name_key(v_name)
  ) then
    raise exception using
      errcode = 'SG302', message = format('two services have the name %s', quote_literal(v_name)),
      hint = 'Merge the two entries, or rename one.', column = 'name';
  end if;
  select s.pk_service, s.legacy, to_jsonb(s) as fields
  into v_known
  from specql_service.tb_service as s
  where common.name_key(s.service_name) = common.name_key(v_name);

  if not found then
    insert into specql_service.tb_service
      (service_name, domain_name, database_name, schema_names, service_type, category, execution_type,
       runner_config, security_policy, position, legacy)
    select
      v_name, v.domain_name, v.database_name, v.schema_names, v.service_type, v.category, v.execution_type,
      v.runner_config, v.security_policy, ordinal, v_file
    from jsonb_populate_record(null::specql_service.tb_service, v_values) as v
    returning pk_service into v_known.pk_service;
    perform specql_cutover.note_row(run, 'services', path, line, 'imported', '[]', v_entry);
    return v_known.pk_service;
  end if;

  if v_known.legacy is distinct from v_file then
    v_last := specql_cutover.service_values(v_known.legacy -> 'entry');
    v_changes := specql_cutover.merge_row(
      target => 'specql_service.tb_service', pk_column => 'pk_service', pk => v_known.pk_service,
      fields => v_known.fields, legacy => v_known.legacy, file => v_file,
      columns => (
        select jsonb_object_agg(c.key, jsonb_build_array(specql_cutover.service_field(c.key), c.value, v_last -> c.key))
        from jsonb_each(v_values) as c
      )
    );
  end if;
  perform specql_cutover.note_row(run, 'services', path, line, specql_cutover.outcome_of(v_changes), v_changes, v_entry);
  return v_known.pk_service;
end;
$$;

comment on function specql_cutover.import_service(bigint, jsonb, integer, text, integer) is
  'Registers the service, or merges the file''s row into it; notes the row; returns its internal key. Raises what makes '
  'the row a rejected one: SG302 for a second service of one name.';
