-- 01174D  specql_cutover.rows_below()
-- The source rows that stand within a row.

create or replace function specql_cutover.rows_below(source_table text, entry jsonb, path text)
  returns table (below_table text, below_path text, below_line integer)
  language plpgsql
  immutable
as $$
declare
  v_below record;
  v_entry record;
begin
  if jsonb_typeof(entry) <> 'object' then
    return;
  end if;
  for v_below in
    select b.*
    from (values
      ('domains', 'aliases', 'aliases'), ('domains', 'subdomains', 'subdomains'), ('subdomains', 'entities', 'entities'),
      ('subdomains', 'read_entities', 'read_entities'), ('read_entities', 'files', 'read_files'),
      ('services', 'operations', 'operations'), ('composites', 'fields', 'composite_fields')
    ) as b (above, field, below)
    where b.above = rows_below.source_table
      -- What is no collection has no rows to count.
      and jsonb_typeof(entry -> b.field) in ('object', 'array')
  loop
    for v_entry in select e.* from specql_cutover.entries(entry -> v_below.field, rows_below.path) as e loop
      below_table := v_below.below;
      below_path := rows_below.path || '.' || v_below.field || '.' || coalesce(v_entry.key, (v_entry.ordinal - 1)::text);
      below_line := v_entry.line;
      return next;
      return query select b.* from specql_cutover.rows_below(v_below.below, v_entry.entry, below_path) as b;
    end loop;
  end loop;
end;
$$;

comment on function specql_cutover.rows_below(text, jsonb, text) is
  'One row for each source row within an entry, at any depth.';
