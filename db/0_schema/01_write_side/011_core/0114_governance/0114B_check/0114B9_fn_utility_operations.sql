-- 0114B9  specql_governance.utility_operations()
-- Transactions, settings, maintenance, rights and roles, as operations.

create or replace function specql_governance.utility_operations(kind text, node jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
begin
  return case kind
    when 'TransactionStmt' then jsonb_build_array(jsonb_build_object('op', case node ->> 'kind'
      when 'TRANS_STMT_BEGIN' then 'begin' when 'TRANS_STMT_START' then 'begin' when 'TRANS_STMT_COMMIT' then 'commit'
      when 'TRANS_STMT_ROLLBACK' then 'rollback' else 'savepoint' end))
    when 'VariableSetStmt' then jsonb_build_array(jsonb_strip_nulls(jsonb_build_object('op', 'set_parameter', 'name', node -> 'name',
      'local', node -> 'is_local', 'value', coalesce(node #>> '{args,0,A_Const,sval,sval}', node #>> '{args,0,A_Const,ival,ival}',
        case when node ? 'args' then '0' end))))
    when 'VacuumStmt' then (
      select jsonb_agg(r.relation || jsonb_build_object('op', case when node ? 'is_vacuumcmd' then 'vacuum' else 'analyze' end,
        'full', jsonb_path_exists(node, '$.options[*].DefElem ? (@.defname == "full")')))
      from (
        select specql_governance.node_relation(r.value #> '{VacuumRelation,relation}') as relation
        from jsonb_array_elements(node -> 'rels') as r (value)
        union all
        select '{}'::jsonb where not node ? 'rels'
      ) as r)
    when 'ClusterStmt' then jsonb_build_array(
      case when node ? 'relation' then specql_governance.node_relation(node -> 'relation') else '{}' end || '{"op": "cluster"}')
    when 'ReindexStmt' then jsonb_build_array(
      case
        when node ->> 'kind' = 'REINDEX_OBJECT_INDEX' then specql_governance.node_relation(node -> 'relation') - 'table'
          || jsonb_build_object('name', node #> '{relation,relname}')
        when node ? 'relation' then specql_governance.node_relation(node -> 'relation')
        else jsonb_build_object('name', node -> 'name')
      end || jsonb_build_object('op', 'reindex',
        'concurrently', jsonb_path_exists(node, '$.params[*].DefElem ? (@.defname == "concurrently")')))
    when 'RefreshMatViewStmt' then jsonb_build_array(specql_governance.node_relation(node -> 'relation') || jsonb_build_object(
      'op', 'refresh_matview', 'concurrently', coalesce(node -> 'concurrent', 'false')))
    when 'GrantStmt' then jsonb_build_array(jsonb_strip_nulls(jsonb_build_object(
      'op', case when node ? 'is_grant' then 'grant' else 'revoke' end,
      'kind', lower(replace(node ->> 'objtype', 'OBJECT_', '')),
      'name', coalesce(node #>> '{objects,0,RangeVar,relname}', node #>> '{objects,0,String,sval}'),
      'all_privileges', not node ? 'privileges',
      'all_in_schema', node ->> 'targtype' = 'ACL_TARGET_ALL_IN_SCHEMA',
      'to_public', jsonb_path_exists(node, '$.grantees[*].RoleSpec ? (@.roletype == "ROLESPEC_PUBLIC")'),
      'grant_option', coalesce(node -> 'grant_option', 'false'))))
    when 'GrantRoleStmt' then jsonb_build_array(jsonb_build_object(
      'op', case when node ? 'is_grant' then 'grant' else 'revoke' end, 'kind', 'role',
      'name', node #> '{granted_roles,0,AccessPriv,priv_name}',
      'grant_option', jsonb_path_exists(node, '$.opt[*].DefElem ? (@.defname == "admin")')))
    when 'AlterDefaultPrivilegesStmt' then jsonb_build_array(jsonb_build_object(
      'op', case when node #> '{action,is_grant}' is not null then 'grant' else 'revoke' end, 'kind', 'default privileges', 'name', 'objects to come',
      'all_privileges', not node -> 'action' ? 'privileges',
      'to_public', jsonb_path_exists(node, '$.action.grantees[*].RoleSpec ? (@.roletype == "ROLESPEC_PUBLIC")'),
      'grant_option', coalesce(node #> '{action,grant_option}', 'false')))
    when 'CreateRoleStmt' then jsonb_build_array(jsonb_build_object('op', 'create_role', 'name', node -> 'role', 'superuser',
      jsonb_path_exists(node, '$.options[*].DefElem ? (@.defname == "superuser" || @.defname == "isreplication" || @.defname == "bypassrls").arg.Boolean.boolval ? (@ == true)')))
    when 'AlterRoleStmt' then jsonb_build_array(jsonb_build_object('op', 'alter_role', 'name', node #> '{role,rolename}', 'superuser',
      jsonb_path_exists(node, '$.options[*].DefElem ? (@.defname == "superuser" || @.defname == "isreplication" || @.defname == "bypassrls").arg.Boolean.boolval ? (@ == true)')))
    when 'AlterRoleSetStmt' then '[{"op": "alter_role"}]'::jsonb
    when 'DropRoleStmt' then jsonb_build_array(jsonb_build_object('op', 'drop_role', 'name', node #> '{roles,0,RoleSpec,rolename}'))
    when 'AlterSystemStmt' then jsonb_build_array(jsonb_build_object('op', 'alter_system', 'name', node #> '{setstmt,name}'))
    when 'DoStmt' then jsonb_build_array(jsonb_build_object('op', 'do_block',
      'dynamic', node::text ~* '\mexecute\M'))
    when 'CallStmt' then jsonb_build_array(jsonb_build_object('op', 'call', 'name',
      array_to_string(specql_governance.node_names(node #> '{funccall,funcname}'), '.')))
    when 'ExecuteStmt' then jsonb_build_array(jsonb_build_object('op', 'call', 'name', node -> 'name'))
    when 'CreatedbStmt' then jsonb_build_array(jsonb_build_object('op', 'create_database', 'name', node -> 'dbname'))
    when 'DropdbStmt' then jsonb_build_array(jsonb_build_object('op', 'drop_database', 'name', node -> 'dbname'))
    when 'CreatePublicationStmt' then jsonb_build_array(jsonb_build_object('op', 'create_publication', 'name', node -> 'pubname'))
    when 'CreateStatsStmt' then '[{"op": "create_statistics"}]'
    when 'AlterExtensionStmt' then jsonb_build_array(jsonb_build_object('op', 'alter_extension', 'name', node -> 'extname'))
    when 'VariableShowStmt' then '[{"op": "show"}]'
    when 'NotifyStmt' then '[{"op": "notify"}]'
    when 'ListenStmt' then '[{"op": "notify"}]'
    when 'DiscardStmt' then '[{"op": "show"}]'
    when 'CheckPointStmt' then '[{"op": "show"}]'
    when 'AlterFunctionStmt' then jsonb_build_array(jsonb_build_object('op', 'alter_function', 'name',
      array_to_string(specql_governance.node_names(node #> '{func,objname}'), '.')))
    when 'ExplainStmt' then case
      when jsonb_path_exists(node, '$.options[*].DefElem ? (@.defname == "analyze")') then
        specql_governance.operations_of_parse_tree(jsonb_build_object('stmts',
          jsonb_build_array(jsonb_build_object('stmt', node -> 'query'))))
      else '[{"op": "show"}]'
    end
    when 'PrepareStmt' then specql_governance.operations_of_parse_tree(jsonb_build_object('stmts',
      jsonb_build_array(jsonb_build_object('stmt', node -> 'query'))))
  end;
end;
$$;

comment on function specql_governance.utility_operations(text, jsonb) is
  'Operations of statements about transactions, settings, maintenance, rights, roles and databases; null for another node.';
