-- 01148D  specql_governance.data_operations()
-- Statements that read or write rows, as operations.

create or replace function specql_governance.data_operations(kind text, node jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_result jsonb := '[]';
  v_inner  record;
begin
  -- A WITH can hold a DELETE.
  for v_inner in
    select k.key, k.value
    from jsonb_path_query(node -> 'withClause', 'strict $.**.ctequery') as q (value)
      cross join lateral jsonb_each(q.value) as k
    where k.key in ('InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt')
  loop
    v_result := v_result || coalesce(specql_governance.data_operations(v_inner.key, v_inner.value), '[]');
  end loop;
  return v_result || case kind
    when 'SelectStmt' then jsonb_build_array(case
      when node ? 'intoClause' then specql_governance.node_relation(node #> '{intoClause,rel}')
        || '{"op": "create_table", "as_query": true}'
      else '{"op": "select"}'
    end || specql_governance.query_facts(node) || jsonb_build_object('from', node ? 'fromClause'))
    when 'InsertStmt' then jsonb_build_array(specql_governance.node_relation(node -> 'relation')
      || specql_governance.query_facts(node -> 'selectStmt')
      || jsonb_strip_nulls(jsonb_build_object('op', 'insert',
        'default_values', not node ? 'selectStmt',
        'targets', (select jsonb_agg(c.value #> '{ResTarget,name}') from jsonb_array_elements(node -> 'cols') as c (value)))))
    when 'UpdateStmt' then jsonb_build_array(specql_governance.node_relation(node -> 'relation') || jsonb_build_object(
      'op', 'update', 'where', node ? 'whereClause', 'equals', specql_governance.equal_columns(node -> 'whereClause'),
      'targets', (select coalesce(jsonb_agg(c.value #> '{ResTarget,name}') filter (where not c.value #> '{ResTarget}' ? 'indirection'), '[]')
        from jsonb_array_elements(node -> 'targetList') as c (value))))
    when 'DeleteStmt' then jsonb_build_array(specql_governance.node_relation(node -> 'relation') || jsonb_build_object(
      'op', 'delete', 'where', node ? 'whereClause', 'equals', specql_governance.equal_columns(node -> 'whereClause')))
    when 'MergeStmt' then jsonb_build_array(specql_governance.node_relation(node -> 'relation') || '{"op": "merge"}')
    when 'TruncateStmt' then (
      select jsonb_agg(specql_governance.node_relation(r.value) || jsonb_build_object('op', 'truncate',
        'cascade', node ->> 'behavior' = 'DROP_CASCADE'))
      from jsonb_array_elements(node -> 'relations') as r (value))
    when 'LockStmt' then (
      select jsonb_agg(specql_governance.node_relation(r.value) || jsonb_build_object('op', 'lock_table', 'mode', node -> 'mode'))
      from jsonb_array_elements(node -> 'relations') as r (value))
    when 'CopyStmt' then jsonb_build_array(jsonb_build_object('op', 'copy', 'from', coalesce(node -> 'is_from', 'false'),
        'program', coalesce(node -> 'is_program', 'false'), 'file', node ? 'filename')
      || case when node ? 'relation' then specql_governance.node_relation(node -> 'relation') else '{}' end)
  end;
end;
$$;

comment on function specql_governance.data_operations(text, jsonb) is
  'Operations of SELECT, INSERT, UPDATE, DELETE, MERGE, TRUNCATE, LOCK and COPY, and of those in a WITH; null for another node.';
