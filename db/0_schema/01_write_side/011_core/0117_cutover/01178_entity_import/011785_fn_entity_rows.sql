-- 011785  specql_cutover.entity_rows()
-- The rows of new entities, read and checked.

create or replace function specql_cutover.entity_rows(rows jsonb, domain text, subdomain text, zone text)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_row   record;
  v_entry jsonb;
  v_code  text;
  v_short text;
  v_place text;
  v_list  jsonb[] := '{}';
begin
  for v_row in
    select r.value ->> 'key' as key, r.value -> 'entry' as entry, r.value ->> 'path' as path, r.value -> 'line' as line, r.position
    from jsonb_array_elements(rows) with ordinality as r (value, position)
  loop
    v_entry := specql_cutover.entity_entry(v_row.entry);
    v_code := nullif(specql_cutover.text_of(v_entry, 'table_code'), '');
    v_short := specql_cutover.entity_code_of(v_entry);
    v_place := specql_cutover.legacy_layout(v_code, domain, subdomain);
    v_list := v_list || jsonb_build_object(
      'position', v_row.position, 'name', common.checked_name(v_row.key, 'key'), 'path', v_row.path, 'line', v_row.line,
      'entry', v_entry, 'file', jsonb_build_object('key', v_row.key, 'entry', v_entry), 'short', v_short,
      'at', specql_cutover.time_of(v_entry, 'assigned_at', zone), 'code', v_code, 'layout', v_place,
      'wanted', specql_cutover.kept_sequence(v_code, v_place),
      'wanted_code', case when specql_cutover.kept_sequence(v_code, v_place) is not null then upper(v_code collate "C") end,
      'retired', v_row.entry ->> 'status' is not distinct from 'retired',
      'changes', case
        when v_short is not distinct from nullif(v_entry ->> 'entity_code', '') then '[]'::jsonb
        else jsonb_build_array(jsonb_build_object(
          'path', v_row.path, 'field', 'entity_code', 'old', v_entry -> 'entity_code', 'new', v_short,
          'why', 'entity codes are upper case'
        ))
      end
    );
  end loop;
  return to_jsonb(v_list);
end;
$$;

comment on function specql_cutover.entity_rows(jsonb, text, text, text) is
  'One object for each row: its values as the table holds them, the digit that it keeps, and its changes. Raises what makes '
  'a row a rejected one.';
