-- 0117AE  specql_cutover.import_type_row()
-- Imports one row of a type registry, whatever its kind.

create or replace function specql_cutover.import_type_row(
  run bigint, source_table text, key text, entry jsonb, ordinal integer, path text, line integer, parent bigint, context jsonb
)
  returns bigint
  language plpgsql
  volatile
as $$
declare
  v_pk      bigint;
  v_outcome text;
  v_target  text;
  -- A kept row that is only a text has its key in its path.
  v_key     constant text := coalesce(key, substr(path, strpos(path, '.') + 1));
begin
  case source_table
  when 'scalars', 'composites' then
    v_pk := specql_cutover.import_type(run, source_table, key, entry, path, line, context);
    -- In a whole file the fields come when all types are there; a single row brings its own along.
    return case when context ? 'retry' then v_pk end;
  when 'composite_fields' then
    perform specql_cutover.import_type_field(run, parent, key, entry, ordinal, path, line);
  when 'rich_types' then
    perform specql_cutover.import_rich_type(run, key, entry, path, line, context);
  when 'type_aliases' then
    v_target := case when jsonb_typeof(entry) = 'object' then specql_cutover.text_of(entry, 'type') else entry #>> '{}' end;
    v_outcome := case when specql_type.claim_alias(
      specql_type.found_type(v_target, 'type'), specql_type.checked_type_name(v_key, 'key'), true, 'key'
    ) then 'imported' else 'unchanged' end;
    update specql_type.tb_type_alias as a
    set legacy = jsonb_build_object('key', v_key, 'section', context -> 'section', 'entry', entry)
    where a.alias_key = specql_type.type_key(v_key) and a.legacy is null;
    perform specql_cutover.note_row(run, source_table, path, line, v_outcome, '[]', entry);
  else
    -- What nobody asks for is kept as it is.
    perform specql_cutover.import_legacy_row(
      run, 'types', 'sections', path, jsonb_build_object('value', entry), path, line);
  end case;
  return null;
end;
$$;

comment on function specql_cutover.import_type_row(bigint, text, text, jsonb, integer, text, integer, bigint, jsonb) is
  'Imports the row and notes it. Raises what makes it a rejected one.';
