-- 011757  specql_cutover.import_entity()
-- Imports one entity: keeps a code that fits its place, gives every other entity a new one.

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
  v_entry   constant jsonb := specql_cutover.checked_entry(entry)
    - case when entry ->> 'status' in ('active', 'retired') then 'status' else '' end;
  v_file    constant jsonb := jsonb_build_object('key', key, 'entry', v_entry);
  v_name    constant text := common.checked_name(key, 'key');
  v_code    constant text := nullif(specql_cutover.text_of(v_entry, 'table_code'), '');
  v_short   text := nullif(specql_cutover.text_of(v_entry, 'entity_code'), '');
  v_at      constant timestamptz := specql_cutover.time_of(v_entry, 'assigned_at', zone);
  v_place   record;
  v_known   bigint;
  v_layout  text;
  v_given   record;
  v_changes jsonb := '[]';
begin
  if v_short is not null then
    v_short := specql_registry.checked_entity_code(v_short, v_name);
  end if;
  select s.domain_number, s.subdomain_number
  into v_place
  from specql_registry.tb_subdomain as s
  where s.pk_subdomain = subdomain;
  v_layout := specql_cutover.legacy_layout(v_code, v_place.domain_number, v_place.subdomain_number);

  v_known := specql_cutover.known_entity(subdomain, v_name);
  if v_known is not null then
    v_changes := specql_cutover.merge_entity(v_known, v_file, v_short, v_at, v_code, zone);
    if v_retired then
      update specql_registry.tb_entity_registration as e
      set status = 'retired', retired_at = clock_timestamp()
      where e.pk_entity_registration = v_known and e.status = 'active';
      if found then
        v_changes := v_changes || jsonb_build_object(
          'field', 'status', 'old', 'active', 'new', 'retired', 'why', 'the file has changed since the last import');
      end if;
    end if;
    perform specql_cutover.note_row(run, 'entities', path, line, specql_cutover.outcome_of(v_changes), v_changes, v_entry);
    return;
  end if;

  v_given := specql_registry.give_code(
    subdomain => subdomain, entity_name => v_name, entity_code => v_short,
    wanted_sequence => specql_cutover.kept_sequence(v_code, v_layout),
    origin => jsonb_build_object(
      'assigned_at', v_at, 'legacy_code', v_code, 'legacy_layout', v_layout, 'legacy', v_file
    )
  );
  if v_retired then
    update specql_registry.tb_entity_registration as e
    set status = 'retired', retired_at = clock_timestamp()
    where e.pk_entity_registration = v_given.pk;
  end if;

  if upper(v_code collate "C") is distinct from v_given.table_code then
    v_changes := v_changes || jsonb_build_object(
      'field', 'table_code', 'old', v_entry -> 'table_code', 'new', v_given.table_code,
      'why', case
        when v_code is null then 'it had no code'
        when v_layout = 'elsewhere' then 'the old code names another place in every reading'
        when v_layout = 'unknown' then 'the old code is no code'
        when v_layout = 'SDSEX' then 'the old code names a file that is not the table'
        else format('the old code has the layout %s; codes are SDSEX now', v_layout)
      end
    );
  end if;
  if v_short is distinct from nullif(specql_cutover.text_of(v_entry, 'entity_code'), '') then
    v_changes := v_changes || jsonb_build_object(
      'field', 'entity_code', 'old', v_entry -> 'entity_code', 'new', v_short, 'why', 'entity codes are upper case');
  end if;
  perform specql_cutover.note_row(
    run, 'entities', path, line, case when v_changes = '[]' then 'imported' else 'changed' end, v_changes, v_entry);
end;
$$;

comment on function specql_cutover.import_entity(bigint, bigint, text, jsonb, text, integer, text) is
  'Gives the entity its code, or merges the file''s row into the one that is there, and notes the row. The old code '
  'stays in legacy_code. Raises what makes the row a rejected one.';
