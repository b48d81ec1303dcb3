-- 011A63  specql_cutover.library_cell()
-- A column's value as a cell of a legacy pattern library.

create or replace function specql_cutover.library_cell(kind text, parent text, value jsonb)
  returns jsonb
  language plpgsql
  stable
as $$
begin
  if coalesce(value, 'null') = 'null' then
    return 'null';
  end if;
  return case kind
    when 'flag' then case value when 'true' then '1'::jsonb else '0'::jsonb end
    -- SQLite keeps it as a REAL, which always has a fraction.
    when 'number' then case when value::text ~ '\.' then value else (value::text || '.0')::jsonb end
    when 'tags' then (
      select coalesce(to_jsonb(string_agg(t.tag, ',' order by t.position)), 'null')
      from jsonb_array_elements_text(value) with ordinality as t (tag, position))
    when 'category' then (
      select to_jsonb(c.category_name) from specql_pattern.tb_pattern_category as c where c.pk_pattern_category = (value #>> '{}')::bigint)
    when 'parent' then to_jsonb(specql_cutover.library_parent_key(parent, (value #>> '{}')::bigint)::bigint)
    when 'object' then to_jsonb(value::text)
    when 'json' then to_jsonb(value::text)
    when 'tree' then to_jsonb(value::text)
    when 'time' then to_jsonb(specql_cutover.sqlite_time((value #>> '{}')::timestamptz))
    when 'stamp' then to_jsonb(specql_cutover.sqlite_time((value #>> '{}')::timestamptz))
    else value
  end;
end;
$$;

comment on function specql_cutover.library_cell(text, text, jsonb) is
  'The cell: JSON as text, truth values as 0 and 1, tags with commas, rows and categories by their key or name, times in UTC. Kinds are '
  'those of specql_cutover.library_fields().';
