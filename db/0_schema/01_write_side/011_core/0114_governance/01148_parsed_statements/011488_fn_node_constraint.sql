-- 011488  specql_governance.node_constraint()
-- A constraint in a parse tree as a CONSTRAINT of docs/operations.md.

create or replace function specql_governance.node_constraint(node jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_kind constant text := case node ->> 'contype'
    when 'CONSTR_PRIMARY' then 'primary_key' when 'CONSTR_UNIQUE' then 'unique' when 'CONSTR_CHECK' then 'check'
    when 'CONSTR_FOREIGN' then 'foreign_key' when 'CONSTR_EXCLUSION' then 'exclude' when 'CONSTR_NOTNULL' then 'not_null'
  end;
  v_target jsonb;
begin
  if v_kind is null then
    return null;
  end if;
  v_target := case when v_kind = 'foreign_key' then specql_governance.node_relation(node -> 'pktable') end;
  return jsonb_strip_nulls(jsonb_build_object(
    'kind', v_kind,
    'name', node -> 'conname',
    'columns', case
      when node ?| array['keys', 'fk_attrs'] then to_jsonb(specql_governance.node_names(coalesce(node -> 'keys', node -> 'fk_attrs')))
      when v_kind = 'exclude' then (
        select jsonb_agg(coalesce(e.value #> '{List,items,0,IndexElem,name}', '"…"'))
        from jsonb_array_elements(node -> 'exclusions') as e (value))
    end,
    'expression', case when v_kind = 'check' then specql_governance.node_text(node -> 'raw_expr') end,
    'calls', case when v_kind = 'check' then specql_governance.node_calls(node -> 'raw_expr') end,
    'references', case when v_kind = 'foreign_key' then v_target || jsonb_strip_nulls(jsonb_build_object(
      'columns', case when node ? 'pk_attrs' then to_jsonb(specql_governance.node_names(node -> 'pk_attrs')) end,
      'on_delete', case node ->> 'fk_del_action' when 'c' then 'CASCADE' when 'n' then 'SET NULL' when 'd' then 'SET DEFAULT'
        when 'r' then 'RESTRICT' end,
      'on_update', case node ->> 'fk_upd_action' when 'c' then 'CASCADE' when 'n' then 'SET NULL' when 'd' then 'SET DEFAULT'
        when 'r' then 'RESTRICT' end)) end,
    'deferrable', node -> 'deferrable',
    'location', node -> 'location'
  ));
end;
$$;

comment on function specql_governance.node_constraint(jsonb) is
  'The CONSTRAINT of a Constraint node, or null where the node is none (a default, an identity). RESTRICT and NO ACTION that '
  'was written out cannot be told from silence: the parser keeps no trace of it.';
