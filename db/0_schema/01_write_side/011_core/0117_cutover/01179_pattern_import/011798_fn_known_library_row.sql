-- 011798  specql_cutover.known_library_row()
-- The row of ours that a row of a legacy library is, if it is here already.

create or replace function specql_cutover.known_library_row(source_table text, vals jsonb, key text)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_target text;
  v_where  text;
  v_row    jsonb;
begin
  select
    t.target,
    (
      select string_agg(case
        when f.kind = 'name' then format('common.name_key(t.%1$I) = common.name_key($1 ->> %1$L)', f.column_name)
        when f.kind = 'parent' then format('t.%1$I is not distinct from ($1 ->> %1$L)::bigint', f.column_name)
        else format('t.%1$I is not distinct from $1 ->> %1$L', f.column_name)
      end, ' and ')
      from specql_cutover.library_fields() as f
      where f.source_table = t.source_table and f.is_key
    )
    || coalesce((select string_agg(format(' and t.%I = %L', x.key, x.value), '') from jsonb_each_text(t.fixed) as x), '')
    -- Uses are told apart by their key alone; one made here has none and is never meant.
    || case when t.source_table = 'pattern_instantiations' then ' and t.legacy ->> ''key'' = $2' else '' end
  into v_target, v_where
  from specql_cutover.library_tables() as t
  where t.source_table = known_library_row.source_table;
  execute format('select to_jsonb(t) from %s as t where %s order by 1 limit 1', v_target, v_where)
    into v_row using vals, key;
  return v_row;
end;
$$;

comment on function specql_cutover.known_library_row(text, jsonb, text) is
  'The whole row, or null. vals: the values of its columns; key: its key in the file.';
