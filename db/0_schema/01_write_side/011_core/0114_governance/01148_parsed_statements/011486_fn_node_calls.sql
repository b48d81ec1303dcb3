-- 011486  specql_governance.node_calls()
-- The functions that an expression calls.

create or replace function specql_governance.node_calls(node jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
begin
  return coalesce((
    select jsonb_agg(distinct f.name)
    from (
      select c.value -> 'funcname' -> -1 #>> '{String,sval}' as name
      from jsonb_path_query(node, 'strict $.**.FuncCall') as c (value)
      union all
      select regexp_replace(lower(replace(v.value ->> 'op', 'SVFOP_', '')), '_n$', '')
      from jsonb_path_query(node, 'strict $.**.SQLValueFunction') as v (value)
    ) as f
  ), '[]');
end;
$$;

comment on function specql_governance.node_calls(jsonb) is
  'The last names of all functions called in it, current_timestamp and its kin included, as a JSON array.';
