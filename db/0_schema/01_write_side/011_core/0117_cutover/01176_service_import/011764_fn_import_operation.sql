-- 011764  specql_cutover.import_operation()
-- Imports one operation of a service.

create or replace function specql_cutover.import_operation(
  run bigint, service bigint, entry jsonb, ordinal integer, path text, line integer
)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_entry   constant jsonb := specql_cutover.checked_entry(entry);
  v_file    constant jsonb := jsonb_build_object('entry', v_entry);
  v_name    constant text := common.checked_name(specql_cutover.text_of(v_entry, 'name'), 'name');
  v_timeout constant text := specql_cutover.text_of(v_entry, 'timeout');
  v_retries constant integer := specql_cutover.integer_of(v_entry, 'max_retries');
  v_known   record;
  v_changes jsonb := '[]';
begin
  if coalesce(v_timeout, '1') !~ '^[0-9]{1,9}(\.[0-9]{1,6})?$' then
    raise exception using
      errcode = 'SG116', message = 'timeout must be a number of seconds',
      detail = format('It is %s.', quote_literal(left(v_timeout, 40))), column = 'timeout';
  end if;
  select o.pk_operation, o.legacy, to_jsonb(o) as fields
  into v_known
  from specql_service.tb_operation as o
  where o.fk_service = service and common.name_key(o.operation_name) = common.name_key(v_name);

  if not found then
    insert into specql_service.tb_operation
      (fk_service, operation_name, input_schema, output_schema, timeout_seconds, max_retries, position, legacy)
    values
      (service, v_name, v_entry -> 'input_schema', v_entry -> 'output_schema',
       coalesce(v_timeout::numeric, 30), coalesce(v_retries, 3), ordinal, v_file);
    perform specql_cutover.note_row(run, 'operations', path, line, 'imported', '[]', v_entry);
    return;
  end if;
  if exists (
    select from specql_cutover.tb_import_row as r
    where r.fk_import_run = run and r.source_table = 'operations' and r.outcome <> 'rejected'
      and starts_with(r.path, regexp_replace(import_operation.path, '\.[^.]*$', '.'))
      and common.name_key(r.source_row ->> 'name') = common.name_key(v_name)
  ) then
    raise exception using
      errcode = 'SG302', message = format('two operations have the name %s', quote_literal(v_name)), column = 'name';
  end if;

  if v_known.legacy is distinct from v_file then
    v_changes := specql_cutover.merge_row(
      target => 'specql_service.tb_operation', pk_column => 'pk_operation', pk => v_known.pk_operation,
      fields => v_known.fields, legacy => v_known.legacy, file => v_file,
      columns => jsonb_build_object(
        'input_schema', jsonb_build_array('input_schema', v_entry -> 'input_schema', v_known.legacy #> '{entry,input_schema}'),
        'output_schema', jsonb_build_array('output_schema', v_entry -> 'output_schema', v_known.legacy #> '{entry,output_schema}'),
        'timeout_seconds', jsonb_build_array('timeout', coalesce(v_timeout::numeric, 30),
          coalesce((v_known.legacy #>> '{entry,timeout}')::numeric, 30)),
        'max_retries', jsonb_build_array('max_retries', coalesce(v_retries, 3),
          coalesce(specql_cutover.integer_of(v_known.legacy -> 'entry', 'max_retries'), 3))
      )
    );
  end if;
  perform specql_cutover.note_row(run, 'operations', path, line, specql_cutover.outcome_of(v_changes), v_changes, v_entry);
end;
$$;

comment on function specql_cutover.import_operation(bigint, bigint, jsonb, integer, text, integer) is
  'Registers the operation, or merges the file''s row into it, and notes the row. timeout is in seconds, 30 where absent; '
  'max_retries is 3 where absent.';
