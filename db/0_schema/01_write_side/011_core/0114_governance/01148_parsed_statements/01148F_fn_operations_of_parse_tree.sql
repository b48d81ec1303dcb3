-- 01148F  specql_governance.operations_of_parse_tree()
-- What libpg-query read from a SQL file, as operations. What it does not know it says.

create or replace function specql_governance.operations_of_parse_tree(parse_tree jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_result    jsonb[] := '{}';
  v_statement record;
  v_operation jsonb;
  v_list      jsonb;
begin
  for v_statement in
    select s.n, k.key as kind, k.value as node, coalesce((s.value ->> 'stmt_location')::integer, 0) as start
    from jsonb_array_elements(parse_tree -> 'stmts') with ordinality as s (value, n)
      cross join lateral jsonb_each(s.value -> 'stmt') as k
    order by s.n
  loop
    v_list := case
      when v_statement.kind in ('CreateStmt', 'AlterTableStmt', 'IndexStmt') then
        specql_governance.table_operations(v_statement.kind, v_statement.node)
      when v_statement.kind in ('SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt', 'TruncateStmt', 'LockStmt',
        'CopyStmt') then specql_governance.data_operations(v_statement.kind, v_statement.node)
      else coalesce(specql_governance.object_operations(v_statement.kind, v_statement.node),
        specql_governance.utility_operations(v_statement.kind, v_statement.node),
        jsonb_build_array(jsonb_build_object('op', 'not_understood', 'node', v_statement.kind)))
    end;
    for v_operation in select o.value from jsonb_array_elements(v_list) as o (value) loop
      v_result := v_result || (v_operation || jsonb_build_object('location',
        jsonb_build_object('statement', v_statement.n, 'offset', v_statement.start)));
    end loop;
  end loop;
  return to_jsonb(v_result);
end;
$$;

comment on function specql_governance.operations_of_parse_tree(jsonb) is
  'The operations of a parse tree of libpg-query ({stmts: [{stmt, stmt_location}]}), each with its statement and byte. A node that '
  'is not known becomes not_understood.';
