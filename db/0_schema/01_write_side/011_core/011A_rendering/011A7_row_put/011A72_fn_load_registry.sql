-- 011A72  specql_cutover.load_registry()
-- Takes rows of a registry's legacy file; the caller's row wins.

create or replace function specql_cutover.load_registry(
  run bigint, source_table text, first_ordinal bigint, rows jsonb, options jsonb
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_row    record;
  v_before jsonb;
  v_counts jsonb := '{"imported": 0, "updated": 0, "unchanged": 0, "changed": 0, "rejected": 0}';
  v_what   text;
begin
  for v_row in
    select r.value ->> 'key' as key, r.value -> 'content' as content
    from jsonb_array_elements(rows) with ordinality as r (value, position) order by r.position
  loop
    select r.content into v_before from specql_cutover.rendered('registry', source_table, array[v_row.key]) as r;
    if v_before is distinct from v_row.content then
      perform specql_cutover.put_registry_row(source_table, v_row.key, v_row.content);
    end if;
    v_what := case when v_before is null then 'imported' when v_before = v_row.content then 'unchanged' else 'updated' end;
    v_counts := jsonb_set(v_counts, array[v_what], to_jsonb((v_counts ->> v_what)::integer + 1));
  end loop;
  return v_counts;
end;
$$;

comment on function specql_cutover.load_registry(bigint, text, bigint, jsonb, jsonb) is
  'Puts rows one by one; whole files go through app.import_registry(). Raises what would reject a row.';
