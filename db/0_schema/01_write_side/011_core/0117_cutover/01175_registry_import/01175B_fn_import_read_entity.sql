-- 01175B  specql_cutover.import_read_entity()
-- Imports one read entity, without its files; its code stays as it was.

create or replace function specql_cutover.import_read_entity(
  run bigint, subdomain bigint, key text, entry jsonb, ordinal integer, path text, line integer, zone text
)
  returns bigint
  language plpgsql
  volatile
as $$
declare
  v_entry   constant jsonb := specql_cutover.checked_entry(entry) - 'files';
  v_file    constant jsonb := jsonb_build_object('key', key, 'entry', v_entry);
  v_name    constant text := common.checked_name(key, 'key');
  v_code    constant text := nullif(specql_cutover.text_of(v_entry, 'code'), '');
  v_number  constant integer := specql_cutover.integer_of(v_entry, 'entity_number');
  v_type    constant text := specql_cutover.text_of(v_entry, 'view_type');
  v_at      constant timestamptz := specql_cutover.time_of(v_entry, 'assigned_at', zone);
  v_layout  text;
  v_known   record;
  v_changes jsonb := '[]';
begin
  select specql_cutover.legacy_layout(v_code, s.domain_number, s.subdomain_number)
  into v_layout
  from specql_registry.tb_subdomain as s
  where s.pk_subdomain = subdomain;
  select r.pk_read_entity, r.legacy, to_jsonb(r) as fields
  into v_known
  from specql_registry.tb_read_entity as r
  where r.fk_subdomain = subdomain and common.name_key(r.read_entity_name) = common.name_key(v_name);

  if not found then
    insert into specql_registry.tb_read_entity
      (fk_subdomain, read_entity_name, code, code_layout, entity_number, view_type, assigned_at, position, legacy)
    values (subdomain, v_name, v_code, v_layout, v_number, v_type, v_at, ordinal, v_file)
    returning pk_read_entity into v_known.pk_read_entity;
    if v_layout in ('elsewhere', 'unknown') then
      v_changes := jsonb_build_array(jsonb_build_object('field', 'code', 'old', v_code, 'new', v_code, 'why', case v_layout
        when 'unknown' then 'it is no code; kept verbatim'
        else 'it names another place in every reading; kept verbatim'
      end));
    end if;
    perform specql_cutover.note_row(
      run, 'read_entities', path, line, case when v_changes = '[]' then 'imported' else 'changed' end, v_changes, v_entry);
    return v_known.pk_read_entity;
  end if;

  if v_known.legacy is distinct from v_file then
    v_changes := specql_cutover.merge_row(
      target => 'specql_registry.tb_read_entity', pk_column => 'pk_read_entity', pk => v_known.pk_read_entity,
      fields => v_known.fields, legacy => v_known.legacy, file => v_file,
      columns => jsonb_build_object(
        'code', jsonb_build_array('code', v_code, v_known.legacy #> '{entry,code}'),
        'entity_number', jsonb_build_array(
          'entity_number', v_number, specql_cutover.integer_of(v_known.legacy -> 'entry', 'entity_number')
        ),
        'view_type', jsonb_build_array('view_type', v_type, v_known.legacy #> '{entry,view_type}'),
        'assigned_at', jsonb_build_array(
          'assigned_at', v_at, specql_cutover.time_of(v_known.legacy -> 'entry', 'assigned_at', zone)
        )
      )
    );
  end if;
  perform specql_cutover.note_row(run, 'read_entities', path, line, specql_cutover.outcome_of(v_changes), v_changes, v_entry);
  return v_known.pk_read_entity;
end;
$$;

comment on function specql_cutover.import_read_entity(bigint, bigint, text, jsonb, integer, text, integer, text) is
  'Keeps the read entity, or merges the file''s row into it; notes the row; returns its internal key. Raises what makes '
  'the row a rejected one.';
