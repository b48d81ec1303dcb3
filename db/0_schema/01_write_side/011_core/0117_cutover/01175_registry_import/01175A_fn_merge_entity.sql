-- 01175A  specql_cutover.merge_entity()
-- Merges a file's row into an entity that the registry has.

create or replace function specql_cutover.merge_entity(
  pk bigint, file jsonb, entity_code text, assigned_at timestamptz, table_code text, zone text
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_known record;
  v_code  constant text := upper(merge_entity.table_code collate "C");
begin
  select e.table_code, e.legacy_code, e.legacy, to_jsonb(e) as fields
  into v_known
  from specql_registry.tb_entity_registration as e
  where e.pk_entity_registration = pk;
  if v_known.legacy is not distinct from file then
    return '[]';
  end if;

  -- A code is final: the file may say the code that is, or the one that was.
  if merge_entity.table_code is not null
    and v_code <> v_known.table_code
    and merge_entity.table_code is distinct from v_known.legacy_code
  then
    raise exception using
      errcode = 'SG306',
      message = 'the entity has another code',
      detail = format('The file says %s, the registry %s.', merge_entity.table_code, v_known.table_code),
      hint = 'Codes are final. Take the registry''s code over into the file, or register the entity under another name.',
      column = 'table_code';
  end if;

  return specql_cutover.merge_row(
    target => 'specql_registry.tb_entity_registration', pk_column => 'pk_entity_registration', pk => merge_entity.pk,
    fields => v_known.fields, legacy => v_known.legacy,
    -- The code was compared above; what the registry remembers of it stays.
    file => jsonb_set(file, '{entry,table_code}', coalesce(v_known.legacy -> 'entry' -> 'table_code', to_jsonb(v_known.table_code))),
    columns => jsonb_build_object(
      'entity_code', jsonb_build_array(
        'entity_code', merge_entity.entity_code, upper(v_known.legacy #>> '{entry,entity_code}' collate "C")
      ),
      'assigned_at', jsonb_build_array(
        'assigned_at', merge_entity.assigned_at, specql_cutover.time_of(v_known.legacy -> 'entry', 'assigned_at', zone)
      ),
      'table_code', jsonb_build_array('table_code', v_known.table_code, v_known.table_code)
    )
  );
end;
$$;

comment on function specql_cutover.merge_entity(bigint, jsonb, text, timestamptz, text, text) is
  'The changes, [] where there are none. SG306: the file gives the entity another code.';
