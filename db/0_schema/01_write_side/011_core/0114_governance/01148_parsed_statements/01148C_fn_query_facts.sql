-- 01148C  specql_governance.query_facts()
-- What rules ask of a query: stars, patterns, functions in its condition, where its rows come from.

create or replace function specql_governance.query_facts(node jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_select constant jsonb := coalesce(node -> 'SelectStmt', node);
begin
  return jsonb_strip_nulls(jsonb_build_object(
    'star', jsonb_path_exists(node, 'strict $.**.targetList[*].ResTarget.val.ColumnRef.fields[*].A_Star'),
    'like_suffix', jsonb_path_exists(node,
      'strict $.**.A_Expr ? (@.kind == "AEXPR_LIKE" || @.kind == "AEXPR_ILIKE").rexpr.A_Const.sval.sval ? (@ starts with "%")'),
    'where', v_select ? 'whereClause',
    'where_calls', jsonb_path_exists(v_select -> 'whereClause', 'strict $.**.FuncCall.args[*].ColumnRef')
      or jsonb_path_exists(v_select -> 'whereClause',
        'strict $.**.A_Expr.lexpr.A_Expr ? (exists (@.lexpr.ColumnRef) && exists (@.rexpr.A_Const))'),
    'order_random', jsonb_path_exists(v_select -> 'sortClause', 'strict $.**.FuncCall.funcname[*].String ? (@.sval == "random")'),
    'sources', (
      select jsonb_agg(coalesce(r.value ->> 'schemaname', 'public') || '.' || (r.value ->> 'relname'))
      from jsonb_path_query(v_select -> 'fromClause', 'strict $.**.RangeVar') as r (value)),
    'rows', case
      when v_select ? 'valuesLists' then jsonb_array_length(v_select -> 'valuesLists')
      when not v_select ? 'fromClause' then 1
      else (
        -- generate_series(a, b) makes b - a + 1 rows.
        select max(coalesce((f.value #>> '{args,1,A_Const,ival,ival}')::bigint, 0)
          - coalesce((f.value #>> '{args,0,A_Const,ival,ival}')::bigint, 0) + 1)
        from jsonb_path_query(v_select -> 'fromClause', 'strict $.**.FuncCall') as f (value)
        where f.value -> 'funcname' -> -1 #>> '{String,sval}' = 'generate_series')
    end
  ));
end;
$$;

comment on function specql_governance.query_facts(jsonb) is
  'star, like_suffix, where, where_calls, order_random, sources and rows (as far as they can be read) of a query node.';
