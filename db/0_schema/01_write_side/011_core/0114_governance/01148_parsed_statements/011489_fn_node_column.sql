-- 011489  specql_governance.node_column()
-- A column in a parse tree as a COLUMN of docs/operations.md.

create or replace function specql_governance.node_column(node jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_column jsonb := jsonb_build_object('name', node -> 'colname', 'type', specql_governance.node_type(node -> 'typeName'),
    'nullable', true, 'location', node -> 'location');
  v_part   jsonb;
begin
  for v_part in select c.value -> 'Constraint' from jsonb_array_elements(coalesce(node -> 'constraints', '[]')) as c (value) loop
    v_column := v_column || case v_part ->> 'contype'
      when 'CONSTR_NOTNULL' then '{"nullable": false}'::jsonb
      when 'CONSTR_PRIMARY' then '{"primary_key": true, "nullable": false}'
      when 'CONSTR_UNIQUE' then '{"unique": true}'
      when 'CONSTR_DEFAULT' then jsonb_build_object('default', specql_governance.node_default(v_part -> 'raw_expr'))
      when 'CONSTR_IDENTITY' then jsonb_build_object('nullable', false, 'identity',
        case v_part ->> 'generated_when' when 'a' then 'always' else 'by default' end)
      when 'CONSTR_GENERATED' then jsonb_build_object('generated', specql_governance.node_text(v_part -> 'raw_expr'),
        'generated_kind', case v_part ->> 'generated_kind' when 'v' then 'virtual' else 'stored' end)
      when 'CONSTR_CHECK' then jsonb_build_object('check', specql_governance.node_text(v_part -> 'raw_expr'),
        'calls', specql_governance.node_calls(v_part -> 'raw_expr'))
      when 'CONSTR_FOREIGN' then jsonb_build_object('references', specql_governance.node_constraint(v_part) -> 'references')
      else '{}'
    end;
  end loop;
  return v_column || case
    when node ? 'collClause' then jsonb_build_object('collation',
      array_to_string(specql_governance.node_names(node #> '{collClause,collname}'), '.'))
    else '{}'
  end;
end;
$$;

comment on function specql_governance.node_column(jsonb) is 'The COLUMN of a ColumnDef node.';
