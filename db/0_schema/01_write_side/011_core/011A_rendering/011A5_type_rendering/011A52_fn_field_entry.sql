-- 011A52  specql_cutover.field_entry()
-- A field of a composite type as its legacy file has it.

create or replace function specql_cutover.field_entry(field specql_type.tb_type_field)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_raw   constant jsonb := coalesce(field.legacy -> 'entry', '{}');
  v_entry jsonb := v_raw;
begin
  v_entry := specql_cutover.cell(v_entry, 'type', btrim(v_raw ->> 'type') is not distinct from field.field_type, to_jsonb(field.field_type));
  v_entry := specql_cutover.cell(v_entry, 'nullable',
    field.legacy is not null and coalesce(specql_cutover.boolean_of(v_raw, 'nullable'), true) = field.nullable, to_jsonb(field.nullable));
  return specql_cutover.cell(v_entry, 'description', v_raw ->> 'description' is not distinct from field.description,
    to_jsonb(field.description));
end;
$$;

comment on function specql_cutover.field_entry(specql_type.tb_type_field) is 'The entry of the file with what has changed since laid over it.';
