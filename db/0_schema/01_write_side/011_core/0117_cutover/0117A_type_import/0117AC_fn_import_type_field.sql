-- 0117AC  specql_cutover.import_type_field()
-- Imports one field of a composite type.

create or replace function specql_cutover.import_type_field(
  run bigint, parent bigint, key text, entry jsonb, ordinal integer, path text, line integer
)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_entry   constant jsonb := specql_cutover.checked_entry(entry);
  v_file    constant jsonb := jsonb_build_object('key', key, 'entry', v_entry);
  v_name    constant text := common.checked_name(coalesce(key, specql_cutover.text_of(v_entry, 'name')), 'key');
  v_type    constant text := common.checked_name(specql_cutover.text_of(v_entry, 'type'), 'type');
  v_null    constant boolean := coalesce(specql_cutover.boolean_of(v_entry, 'nullable'), true);
  v_known   record;
  v_changes jsonb := '[]';
begin
  select f.pk_type_field, f.legacy, to_jsonb(f) as fields
  into v_known
  from specql_type.tb_type_field as f
  where f.fk_universal_type = parent and f.field_name = v_name;
  if not found then
    insert into specql_type.tb_type_field (fk_universal_type, field_name, position, field_type, nullable, description, legacy)
    values (parent, v_name, ordinal, v_type, v_null, specql_cutover.text_of(v_entry, 'description'), v_file);
    if specql_type.universal_type_pk((specql_type.type_expression(v_type)).type_name) is null then
      v_changes := jsonb_build_array(jsonb_build_object('field', 'type', 'old', v_type, 'new', v_type,
        'why', 'no type of this name is registered; the name is kept'));
    end if;
    perform specql_cutover.note_row(
      run, 'composite_fields', path, line, case when v_changes = '[]' then 'imported' else 'changed' end, v_changes, v_entry);
    return;
  end if;
  if v_known.legacy is distinct from v_file then
    v_changes := specql_cutover.merge_row(
      target => 'specql_type.tb_type_field', pk_column => 'pk_type_field', pk => v_known.pk_type_field,
      fields => v_known.fields, legacy => v_known.legacy, file => v_file,
      columns => jsonb_build_object(
        'field_type', jsonb_build_array('type', v_type, v_known.legacy #> '{entry,type}'),
        'nullable', jsonb_build_array('nullable', v_null,
          coalesce(specql_cutover.boolean_of(v_known.legacy -> 'entry', 'nullable'), true)),
        'description', jsonb_build_array('description', v_entry -> 'description', v_known.legacy #> '{entry,description}')
      )
    );
  end if;
  perform specql_cutover.note_row(
    run, 'composite_fields', path, line, specql_cutover.outcome_of(v_changes), v_changes, v_entry);
end;
$$;

comment on function specql_cutover.import_type_field(bigint, bigint, text, jsonb, integer, text, integer) is
  'Keeps the field, or merges the file''s row into it, and notes the row. A type of the field that nobody knows is reported.';
