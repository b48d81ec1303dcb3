-- 011A65  specql_cutover.library_entry()
-- A row of ours as its legacy pattern library has it.

create or replace function specql_cutover.library_entry(source_table text, pk bigint, "row" jsonb)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_legacy constant jsonb := case when jsonb_typeof("row" -> 'legacy') = 'object' then "row" -> 'legacy' else '{}' end;
  v_raw    constant jsonb := coalesce(v_legacy -> 'entry', '{}');
  v_known  constant boolean := v_legacy <> '{}';
  v_entry  jsonb := v_raw;
  v_field  record;
  v_now    jsonb;
  v_text   text;
  v_same   boolean;
  v_edited boolean := not v_known;
begin
  for v_field in
    select f.field, f.kind, f.parent, f.column_name, f.fallback
    from specql_cutover.library_fields() as f
    where f.source_table = library_entry.source_table
    -- The stamps last: a row that is as it was keeps the times that it had.
    order by f.kind = 'stamp'
  loop
    if v_field.kind = 'id' then
      v_entry := specql_cutover.cell(v_entry, v_field.field, v_known,
        to_jsonb(specql_cutover.library_row_key(nullif(v_legacy, '{}'), pk)::bigint));
      continue;
    end if;
    v_now := coalesce("row" -> v_field.column_name, 'null');
    v_text := v_raw ->> v_field.field;
    v_same := case
      when not v_known then false
      when v_field.kind = 'stamp' then not v_edited or v_field.field = 'created_at'
      when v_field.kind in ('parent', 'category') then v_legacy -> 'refs' -> v_field.column_name is not distinct from v_now
      when v_field.kind = 'text' then v_text is not distinct from v_now #>> '{}'
      when coalesce(v_text, '') = '' then v_now in (coalesce(v_field.fallback, 'null'), '[]')
        or v_field.kind = 'time' and not v_edited
      when v_field.kind = 'name' then btrim(v_text) = v_now #>> '{}'
      when v_field.kind in ('integer', 'number') then v_text::numeric = (v_now #>> '{}')::numeric
      when v_field.kind = 'flag' then to_jsonb(v_text in ('1', 'true', 'yes', 'on')) = v_now
      when v_field.kind = 'time' then specql_cutover.time_of(v_raw, v_field.field, 'UTC') = (v_now #>> '{}')::timestamptz
      when v_field.kind = 'tags' then specql_cutover.library_value(v_raw, v_field.field, 'tags', false, null) = v_now
      else specql_cutover.json_of(v_text, v_field.field) = v_now
    end;
    if not v_same then
      v_edited := true;
      v_entry := specql_cutover.cell(v_entry, v_field.field, false, specql_cutover.library_cell(v_field.kind, v_field.parent, v_now));
    elsif v_field.kind = 'number' and jsonb_typeof(v_raw -> v_field.field) = 'number' then
      -- The reader of imports takes 1.0 for 1.
      v_entry := v_entry || jsonb_build_object(v_field.field, specql_cutover.library_cell('number', null, v_raw -> v_field.field));
    end if;
  end loop;
  return v_entry;
end;
$$;

comment on function specql_cutover.library_entry(text, bigint, jsonb) is
  'The row of the file with what has changed since laid over it: its times stay as they were until something else of it changes. row: our '
  'whole row as JSON.';
