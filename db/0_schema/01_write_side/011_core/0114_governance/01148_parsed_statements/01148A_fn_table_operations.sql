-- 01148A  specql_governance.table_operations()
-- CREATE TABLE, ALTER TABLE and CREATE INDEX of a parse tree as operations.

create or replace function specql_governance.table_operations(kind text, node jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_table  jsonb := specql_governance.node_relation(coalesce(node -> 'relation', node #> '{into,rel}'));
  v_result jsonb := '[]';
  v_part   jsonb;
  v_cmd    jsonb;
  v_op     jsonb;
begin
  if kind = 'CreateStmt' then
    return jsonb_build_array(jsonb_strip_nulls(v_table || jsonb_build_object(
      'op', 'create_table',
      'if_not_exists', node -> 'if_not_exists',
      'columns', coalesce((
        select jsonb_agg(specql_governance.node_column(e.value -> 'ColumnDef') order by e.position)
        from jsonb_array_elements(node -> 'tableElts') with ordinality as e (value, position) where e.value ? 'ColumnDef'), '[]'),
      'constraints', coalesce((
        select jsonb_agg(specql_governance.node_constraint(e.value -> 'Constraint') order by e.position)
        from jsonb_array_elements(node -> 'tableElts') with ordinality as e (value, position) where e.value ? 'Constraint'), '[]'),
      'partition_by', case when node ? 'partspec' then jsonb_build_object(
        'strategy', lower(replace(node #>> '{partspec,strategy}', 'PARTITION_STRATEGY_', '')),
        'columns', coalesce((select jsonb_agg(p.value #> '{PartitionElem,name}')
          from jsonb_array_elements(node #> '{partspec,partParams}') as p (value) where p.value #> '{PartitionElem,name}' is not null), '[]')) end,
      'partition_of', case when node ? 'partbound' then specql_governance.node_relation(node #> '{inhRelations,0}') end,
      'inherits', case when node ? 'inhRelations' and not node ? 'partbound' then specql_governance.node_relation(node #> '{inhRelations,0}') end,
      'of_type', case when node ? 'ofTypename' then true end,
      'like', (select specql_governance.node_relation(e.value #> '{TableLikeClause,relation}')
        from jsonb_array_elements(node -> 'tableElts') as e (value) where e.value ? 'TableLikeClause' limit 1)
    )));
  end if;
  if kind = 'IndexStmt' then
    return jsonb_build_array(jsonb_strip_nulls(v_table || jsonb_build_object(
      'op', 'create_index',
      'concurrently', node -> 'concurrent',
      'if_not_exists', node -> 'if_not_exists',
      'options', case when node ? 'options' then true end,
      'operator_classes', (select jsonb_agg(i.value #> '{IndexElem,opclass,0,String,sval}')
        from jsonb_array_elements(node -> 'indexParams') as i (value) where i.value #> '{IndexElem,opclass}' is not null),
      'index', jsonb_build_object(
        'name', node -> 'idxname',
        'method', coalesce(node ->> 'accessMethod', 'btree'),
        'unique', coalesce(node -> 'unique', 'false'),
        'columns', (select jsonb_agg(coalesce(i.value #> '{IndexElem,name}',
            jsonb_build_object('expression', specql_governance.node_text(i.value #> '{IndexElem,expr}'))) order by i.position)
          from jsonb_array_elements(node -> 'indexParams') with ordinality as i (value, position)),
        'where', case when node ? 'whereClause' then specql_governance.node_text(node -> 'whereClause') end)
    )));
  end if;

  for v_part in select c.value -> 'AlterTableCmd' from jsonb_array_elements(node -> 'cmds') as c (value) loop
    v_cmd := v_part -> 'def';
    v_op := case v_part ->> 'subtype'
      when 'AT_AddColumn' then jsonb_build_object('op', 'add_column', 'if_not_exists', v_part -> 'missing_ok',
        'column', specql_governance.node_column(v_cmd -> 'ColumnDef'))
      when 'AT_DropColumn' then jsonb_build_object('op', 'drop_column', 'column', v_part -> 'name', 'if_exists', v_part -> 'missing_ok')
      when 'AT_AlterColumnType' then jsonb_build_object('op', 'alter_column_type', 'column', v_part -> 'name',
        'type', specql_governance.node_type(v_cmd #> '{ColumnDef,typeName}'),
        'using', case when v_cmd #> '{ColumnDef,raw_default}' is not null then
          specql_governance.node_text(v_cmd #> '{ColumnDef,raw_default}') end)
      when 'AT_ColumnDefault' then case
        when v_cmd is null then jsonb_build_object('op', 'drop_default', 'column', v_part -> 'name')
        else jsonb_build_object('op', 'set_default', 'column', v_part -> 'name', 'default', specql_governance.node_default(v_cmd))
      end
      when 'AT_SetNotNull' then jsonb_build_object('op', 'set_not_null', 'column', v_part -> 'name')
      when 'AT_DropNotNull' then jsonb_build_object('op', 'drop_not_null', 'column', v_part -> 'name')
      when 'AT_AddConstraint' then jsonb_build_object('op', 'add_constraint',
        'constraint', specql_governance.node_constraint(v_cmd -> 'Constraint'),
        'not_valid', v_cmd #> '{Constraint,skip_validation}', 'using_index', v_cmd #> '{Constraint,indexname}')
      when 'AT_DropConstraint' then jsonb_build_object('op', 'drop_constraint', 'name', v_part -> 'name', 'if_exists', v_part -> 'missing_ok')
      when 'AT_ValidateConstraint' then jsonb_build_object('op', 'validate_constraint', 'name', v_part -> 'name')
      when 'AT_SetLogged' then '{"op": "set_logged"}'::jsonb
      when 'AT_SetUnLogged' then '{"op": "set_unlogged"}'
      when 'AT_SetTableSpace' then jsonb_build_object('op', 'set_tablespace', 'name', v_part -> 'name')
      when 'AT_EnableRowSecurity' then '{"op": "enable_rls"}'
      when 'AT_DisableRowSecurity' then '{"op": "disable_rls"}'
      when 'AT_ForceRowSecurity' then '{"op": "force_rls"}'
      when 'AT_NoForceRowSecurity' then '{"op": "no_force_rls"}'
      when 'AT_ChangeOwner' then jsonb_build_object('op', 'alter_owner', 'owner', v_part #> '{newowner,rolename}')
      when 'AT_ReplicaIdentity' then '{"op": "replica_identity"}'
      when 'AT_AddIdentity' then jsonb_build_object('op', 'add_identity', 'column', v_part -> 'name')
      when 'AT_SetIdentity' then jsonb_build_object('op', 'set_identity', 'column', v_part -> 'name')
      when 'AT_DropIdentity' then jsonb_build_object('op', 'drop_identity', 'column', v_part -> 'name')
      when 'AT_DropExpression' then jsonb_build_object('op', 'drop_expression', 'column', v_part -> 'name')
      when 'AT_AttachPartition' then jsonb_build_object('op', 'attach_partition',
        'partition', v_cmd #> '{PartitionCmd,name,relname}', 'partition_schema', v_cmd #> '{PartitionCmd,name,schemaname}')
      when 'AT_DetachPartition' then jsonb_build_object('op', 'detach_partition',
        'partition', v_cmd #> '{PartitionCmd,name,relname}', 'partition_schema', v_cmd #> '{PartitionCmd,name,schemaname}',
        'concurrently', v_cmd #> '{PartitionCmd,concurrent}')
      when 'AT_DetachPartitionFinalize' then '{"op": "set_storage"}'
      else case
        when v_part ->> 'subtype' ~ '^AT_DisableTrig' then jsonb_build_object('op', 'disable_trigger', 'name', v_part -> 'name',
          'all', v_part ->> 'subtype' in ('AT_DisableTrigAll', 'AT_DisableTrigUser'))
        when v_part ->> 'subtype' ~ '^AT_Enable(Always|Replica)?Trig' then jsonb_build_object('op', 'enable_trigger', 'name', v_part -> 'name')
        when v_part ->> 'subtype' in ('AT_SetRelOptions', 'AT_ResetRelOptions', 'AT_SetStatistics', 'AT_SetStorage', 'AT_SetOptions',
          'AT_ResetOptions', 'AT_SetCompression', 'AT_ClusterOn', 'AT_DropCluster') then '{"op": "set_storage"}'
        else jsonb_build_object('op', 'not_understood', 'node', 'ALTER TABLE', 'text', v_part ->> 'subtype')
      end
    end;
    -- Views and indexes are altered by the same statement; of a type, attributes are columns.
    v_op := v_op || case when v_part ->> 'behavior' = 'DROP_CASCADE' then '{"cascade": true}'::jsonb else '{}' end
      || case when node ->> 'objtype' = 'OBJECT_TABLE' then '{}'::jsonb
        else jsonb_build_object('of', lower(replace(node ->> 'objtype', 'OBJECT_', ''))) end;
    v_result := v_result || jsonb_strip_nulls(v_table || v_op);
  end loop;
  return v_result;
end;
$$;

comment on function specql_governance.table_operations(text, jsonb) is
  'Operations of a CreateStmt, AlterTableStmt or IndexStmt node.';
