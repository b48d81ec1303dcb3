-- 011A7C  specql_cutover.library_above()
-- The rows that a row of a pattern library names, and those that they name.

create or replace function specql_cutover.library_above(source_table text, content jsonb)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_parent record;
  v_row    jsonb;
  v_found  jsonb := '{}';
  v_table  record;
begin
  for v_parent in
    select f.parent, content ->> f.field as key
    from specql_cutover.library_fields() as f
    where f.source_table = library_above.source_table and f.kind = 'parent' and content ->> f.field is not null
  loop
    select r.content into v_row from specql_cutover.rendered('patterns', v_parent.parent, array[v_parent.key]) as r;
    continue when not found;
    for v_table in
      select t.key, t.value -> 'rows' as rows from jsonb_each(specql_cutover.library_above(v_parent.parent, v_row)) as t
      union all
      select v_parent.parent, jsonb_build_array(v_row)
    loop
      v_found := v_found || jsonb_build_object(v_table.key, jsonb_build_object(
        'rows', coalesce(v_found -> v_table.key -> 'rows', '[]') || (
          select coalesce(jsonb_agg(r.value), '[]') from jsonb_array_elements(v_table.rows) as r
          where not coalesce(v_found -> v_table.key -> 'rows', '[]') @> jsonb_build_array(r.value))));
    end loop;
  end loop;
  return v_found;
end;
$$;

comment on function specql_cutover.library_above(text, jsonb) is
  '{table: {rows: […]}} as the import takes them: each row once.';
