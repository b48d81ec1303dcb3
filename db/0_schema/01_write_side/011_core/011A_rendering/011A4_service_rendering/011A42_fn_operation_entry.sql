-- 011A42  specql_cutover.operation_entry()
-- An operation as its legacy file has it.

create or replace function specql_cutover.operation_entry(operation specql_service.tb_operation)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_raw   constant jsonb := coalesce(operation.legacy -> 'entry', '{}');
  v_known constant boolean := operation.legacy is not null;
  v_entry jsonb := specql_cutover.failsafe(v_raw);
begin
  v_entry := specql_cutover.cell(v_entry, 'name', btrim(v_raw ->> 'name') is not distinct from operation.operation_name,
    to_jsonb(operation.operation_name));
  v_entry := specql_cutover.cell(v_entry, 'input_schema',
    coalesce(v_raw -> 'input_schema', 'null') = coalesce(operation.input_schema, 'null'), specql_cutover.failsafe(operation.input_schema));
  v_entry := specql_cutover.cell(v_entry, 'output_schema',
    coalesce(v_raw -> 'output_schema', 'null') = coalesce(operation.output_schema, 'null'), specql_cutover.failsafe(operation.output_schema));
  v_entry := specql_cutover.cell(v_entry, 'timeout',
    v_known and coalesce((specql_cutover.text_of(v_raw, 'timeout'))::numeric, 30) = operation.timeout_seconds,
    to_jsonb(trim_scale(operation.timeout_seconds)::text));
  return specql_cutover.cell(v_entry, 'max_retries',
    v_known and coalesce(specql_cutover.integer_of(v_raw, 'max_retries'), 3) = operation.max_retries,
    to_jsonb(operation.max_retries::text));
end;
$$;

comment on function specql_cutover.operation_entry(specql_service.tb_operation) is
  'The entry of the file with what has changed since laid over it, every scalar a text.';
