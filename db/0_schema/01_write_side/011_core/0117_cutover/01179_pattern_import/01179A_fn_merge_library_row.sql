-- 01179A  specql_cutover.merge_library_row()
-- Merges a row of a legacy library into the row that the database has.

create or replace function specql_cutover.merge_library_row(source_table text, known jsonb, vals jsonb, file jsonb)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_legacy  constant jsonb := case when jsonb_typeof(known -> 'legacy') = 'object' then known -> 'legacy' else '{}' end;
  v_table   record;
  v_columns jsonb;
  v_changes jsonb;
begin
  if v_legacy - 'run' = file - 'run' then
    return '[]';
  end if;
  select t.* into v_table from specql_cutover.library_tables() as t where t.source_table = merge_library_row.source_table;
  select jsonb_object_agg(f.column_name, jsonb_build_array(f.field, vals -> f.column_name, case
    when v_legacy = '{}' then null
    when f.kind in ('parent', 'category') then v_legacy -> 'refs' -> f.column_name
    else specql_cutover.library_value(v_legacy -> 'entry', f.field, f.kind, false, f.fallback)
  end))
  into v_columns
  from specql_cutover.library_fields() as f
  where f.source_table = merge_library_row.source_table and f.column_name is not null and f.kind <> 'stamp';

  v_changes := specql_cutover.merge_row(
    target => v_table.target::regclass, pk_column => v_table.pk_column, pk => (known ->> v_table.pk_column)::bigint,
    fields => known, legacy => v_legacy, file => file, columns => v_columns
  );
  -- What is known by an internal key here has a name or a key in the file.
  select coalesce(jsonb_agg(case
    when f.kind = 'category' then c.value || (
      select jsonb_object_agg(s.side, (
        select g.category_name from specql_pattern.tb_pattern_category as g
        where g.pk_pattern_category = (c.value ->> s.side)::bigint
      ))
      from (values ('old'), ('new')) as s (side)
    )
    when f.kind = 'parent' then c.value || jsonb_build_object(
      'old', v_legacy -> 'entry' -> f.field, 'new', file -> 'entry' -> f.field)
    else c.value
  end order by c.position), '[]')
  into v_changes
  from jsonb_array_elements(v_changes) with ordinality as c (value, position)
    left join specql_cutover.library_fields() as f
      on f.source_table = merge_library_row.source_table and f.field = c.value ->> 'field';
  return v_changes;
end;
$$;

comment on function specql_cutover.merge_library_row(text, jsonb, jsonb, jsonb) is
  'Merges three ways, field by field. known: the row as it is; vals: its columns as the file has them; file: {key, entry, '
  'refs, run}. Returns the changes [{field, old, new, why}], [] where there are none.';
