-- 011757  specql_cutover.import_entity()
-- Imports one entity: adds it, or merges the file's row into the one that is there.

create or replace function specql_cutover.import_entity(
  run bigint, subdomain bigint, key text, entry jsonb, path text, line integer, zone text
)
  returns void
  language plpgsql
  volatile
as $$
declare
  -- status is no key of the legacy format: the export writes it for retired entities.
  v_retired constant boolean := entry ->> 'status' is not distinct from 'retired';
  v_entry   constant jsonb := specql_cutover.entity_entry(entry);
  v_name    constant text := common.checked_name(key, 'key');
  v_known   constant bigint := specql_cutover.known_entity(subdomain, v_name);
  v_changes jsonb;
begin
  if v_known is null then
    perform specql_cutover.add_entities(
      run => run, subdomain => import_entity.subdomain, zone => import_entity.zone,
      rows => jsonb_build_array(jsonb_build_object('key', key, 'entry', entry, 'path', path, 'line', line))
    );
    return;
  end if;

  v_changes := specql_cutover.merge_entity(
    pk => v_known, file => jsonb_build_object('key', key, 'entry', v_entry),
    entity_code => specql_cutover.entity_code_of(v_entry),
    assigned_at => specql_cutover.time_of(v_entry, 'assigned_at', zone),
    table_code => nullif(specql_cutover.text_of(v_entry, 'table_code'), ''), zone => import_entity.zone
  );
  if v_retired then
    update specql_registry.tb_entity_registration as e
    set status = 'retired', retired_at = clock_timestamp()
    where e.pk_entity_registration = v_known and e.status = 'active';
    if found then
      v_changes := v_changes || jsonb_build_object(
        'field', 'status', 'old', 'active', 'new', 'retired', 'why', 'the file has changed since the last import');
    end if;
  end if;
  perform specql_cutover.note_row(
    run, 'entities', path, line, specql_cutover.outcome_of(v_changes), v_changes, v_entry);
end;
$$;

comment on function specql_cutover.import_entity(bigint, bigint, text, jsonb, text, integer, text) is
  'Gives the entity its code, or merges the file''s row into the one that is there, and notes the row. The old code '
  'stays in legacy_code. Raises what makes the row a rejected one.';
