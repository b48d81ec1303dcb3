-- 01148B  specql_governance.object_operations()
-- Renames, drops, comments and whatever else is made, as operations.

create or replace function specql_governance.object_operations(kind text, node jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_names text[];
  v_type  text;
  v_base  jsonb;
begin
  case kind
    when 'RenameStmt' then
      v_type := lower(replace(node ->> 'renameType', 'OBJECT_', ''));
      if node ? 'relation' then
        v_base := specql_governance.node_relation(node -> 'relation');
      elsif v_type = 'schema' then
        v_base := jsonb_build_object('schema', node -> 'subname', 'name', node -> 'subname');
      else
        v_base := specql_governance.node_object(specql_governance.node_names(node -> 'object'), 'name');
      end if;
      return jsonb_build_array(jsonb_strip_nulls(v_base || jsonb_build_object('new_name', node -> 'newname') || case v_type
        when 'column' then jsonb_build_object('op', 'rename_column', 'column', node -> 'subname',
          'of', nullif(lower(replace(node ->> 'relationType', 'OBJECT_', '')), 'table'))
        when 'tabconstraint' then jsonb_build_object('op', 'rename_constraint', 'name', node -> 'subname')
        when 'index' then jsonb_build_object('op', 'rename_index', 'name', v_base -> 'table')
        when 'table' then '{"op": "rename_table"}'
        when 'schema' then '{"op": "rename_schema"}'
        else jsonb_build_object('op', 'rename_object', 'kind', v_type)
      end));
    when 'DropStmt' then
      v_type := lower(replace(node ->> 'removeType', 'OBJECT_', ''));
      return (
        select jsonb_agg(jsonb_strip_nulls(
          case
            when v_type in ('trigger', 'policy', 'rule') then
              specql_governance.node_object(n.names[:cardinality(n.names) - 1]) || jsonb_build_object('name', n.names[cardinality(n.names)])
            when v_type = 'table' then specql_governance.node_object(n.names)
            when v_type = 'schema' then jsonb_build_object('schema', n.names[1], 'name', n.names[1])
            when v_type = 'extension' then jsonb_build_object('name', n.names[1])
            else specql_governance.node_object(n.names, 'name')
          end || jsonb_build_object(
            'op', 'drop_' || case v_type when 'matview' then 'matview' when 'foreign_table' then 'table' else v_type end,
            'if_exists', node -> 'missing_ok', 'concurrently', node -> 'concurrent',
            'cascade', case when node ->> 'behavior' = 'DROP_CASCADE' then true end)
        ) order by o.position)
        from jsonb_array_elements(node -> 'objects') with ordinality as o (value, position)
          cross join lateral (select specql_governance.node_names(o.value) as names) as n
      );
    when 'CommentStmt' then
      v_names := specql_governance.node_names(node -> 'object');
      v_type := node ->> 'objtype';
      return jsonb_build_array(case
        when v_type = 'OBJECT_COLUMN' then specql_governance.node_object(v_names[:cardinality(v_names) - 1])
          || jsonb_build_object('op', 'set_comment', 'column', v_names[cardinality(v_names)], 'comment', node -> 'comment')
        when v_type = 'OBJECT_TABLE' then specql_governance.node_object(v_names)
          || jsonb_build_object('op', 'set_comment', 'comment', node -> 'comment')
        else jsonb_build_object('op', 'comment_object', 'kind', lower(replace(v_type, 'OBJECT_', '')), 'name', array_to_string(v_names, '.'))
      end);
    when 'ViewStmt' then
      return jsonb_build_array(specql_governance.node_relation(node -> 'view') || jsonb_build_object('op', 'create_view',
        'replace', coalesce(node -> 'replace', 'false')) || specql_governance.query_facts(node -> 'query'));
    when 'CreateTableAsStmt' then
      return jsonb_build_array(specql_governance.node_relation(node #> '{into,rel}') || jsonb_build_object(
        'op', case node ->> 'objtype' when 'OBJECT_MATVIEW' then 'create_matview' else 'create_table' end,
        'if_not_exists', coalesce(node -> 'if_not_exists', 'false'), 'as_query', true) || specql_governance.query_facts(node -> 'query'));
    when 'CreateTrigStmt' then
      return jsonb_build_array(specql_governance.node_relation(node -> 'relation')
        || jsonb_build_object('op', 'create_trigger', 'name', node -> 'trigname', 'replace', coalesce(node -> 'replace', 'false')));
    when 'CreateFunctionStmt' then
      return jsonb_build_array(specql_governance.node_object(specql_governance.node_names(node -> 'funcname'), 'name') || jsonb_build_object(
        'op', 'create_function',
        'replace', coalesce(node -> 'replace', 'false'),
        'definer', jsonb_path_exists(node, '$.options[*].DefElem ? (@.defname == "security").arg.Boolean.boolval ? (@ == true)'),
        'search_path', jsonb_path_exists(node, '$.options[*].DefElem ? (@.defname == "set").arg.VariableSetStmt ? (@.name == "search_path")')));
    when 'CreateEnumStmt' then
      return jsonb_build_array(specql_governance.node_object(specql_governance.node_names(node -> 'typeName'), 'name')
        || '{"op": "create_type", "kind": "enum"}');
    when 'CompositeTypeStmt' then
      return jsonb_build_array(specql_governance.node_relation(node -> 'typevar') || '{"op": "create_type", "kind": "composite"}');
    when 'CreateRangeStmt' then
      return jsonb_build_array(specql_governance.node_object(specql_governance.node_names(node -> 'typeName'), 'name')
        || '{"op": "create_type", "kind": "range"}');
    when 'AlterEnumStmt' then
      return jsonb_build_array(jsonb_strip_nulls(specql_governance.node_object(specql_governance.node_names(node -> 'typeName'), 'name')
        || jsonb_build_object('op', case when node ? 'oldVal' then 'alter_type_rename_value' else 'alter_type_add_value' end,
          'value', coalesce(node -> 'oldVal', node -> 'newVal'), 'placed', node ? 'newValNeighbor',
          'if_not_exists', node -> 'skipIfNewValExists')));
    when 'CreateDomainStmt' then
      return jsonb_build_array(specql_governance.node_object(specql_governance.node_names(node -> 'domainname'), 'name')
        || jsonb_build_object('op', 'create_domain', 'constrained',
          jsonb_path_exists(node, '$.constraints[*].Constraint ? (@.contype == "CONSTR_CHECK" || @.contype == "CONSTR_NOTNULL")')));
    when 'AlterDomainStmt' then
      return jsonb_build_array(specql_governance.node_object(specql_governance.node_names(node -> 'typeName'), 'name')
        || jsonb_build_object('op', 'alter_domain', 'action', case node ->> 'subtype' when 'C' then 'add_constraint'
            when 'X' then 'drop_constraint' when 'V' then 'validate' when 'O' then 'set_not_null' when 'N' then 'drop_not_null'
            else 'default' end,
          'not_valid', coalesce(node #> '{def,Constraint,skip_validation}', 'false')));
    when 'CreateSchemaStmt' then
      return jsonb_build_array(jsonb_build_object('op', 'create_schema', 'schema', node -> 'schemaname', 'name', node -> 'schemaname',
        'if_not_exists', coalesce(node -> 'if_not_exists', 'false')));
    when 'CreateExtensionStmt' then
      return jsonb_build_array(jsonb_build_object('op', 'create_extension', 'name', node -> 'extname',
        'if_not_exists', coalesce(node -> 'if_not_exists', 'false'),
        'in_schema', jsonb_path_exists(node, '$.options[*].DefElem ? (@.defname == "schema")')));
    when 'CreateSeqStmt' then
      return jsonb_build_array(specql_governance.node_relation(node -> 'sequence') || jsonb_build_object('op', 'create_sequence',
        'if_not_exists', coalesce(node -> 'if_not_exists', 'false')));
    when 'AlterSeqStmt' then
      return jsonb_build_array(specql_governance.node_relation(node -> 'sequence') || '{"op": "alter_sequence"}');
    when 'AlterObjectSchemaStmt' then
      return jsonb_build_array(case when node ? 'relation' then specql_governance.node_relation(node -> 'relation')
          else specql_governance.node_object(specql_governance.node_names(node -> 'object'), 'name') end
        || jsonb_build_object('op', 'set_schema', 'new_schema', node -> 'newschema',
          'of', lower(replace(node ->> 'objectType', 'OBJECT_', ''))));
    when 'AlterOwnerStmt' then
      return jsonb_build_array(jsonb_build_object('op', 'alter_owner', 'name',
        array_to_string(specql_governance.node_names(node -> 'object'), '.'), 'owner', node #> '{newowner,rolename}'));
    when 'CreatePolicyStmt', 'AlterPolicyStmt' then
      return jsonb_build_array(specql_governance.node_relation(node -> 'table') || jsonb_build_object(
        'op', case kind when 'CreatePolicyStmt' then 'create_policy' else 'alter_policy' end, 'name', node -> 'policy_name',
        'command', coalesce(node ->> 'cmd_name', 'all'),
        'using_true', coalesce((node #>> '{qual,A_Const,boolval,boolval}')::boolean, false),
        'check_true', coalesce((node #>> '{with_check,A_Const,boolval,boolval}')::boolean, false)));
    else
      return null;
  end case;
end;
$$;

comment on function specql_governance.object_operations(text, jsonb) is
  'Operations of a node that renames, drops, comments or makes something, or null where the node is another.';
