-- 011485  specql_governance.node_text()
-- A short reading of an expression in a parse tree, for messages.

create or replace function specql_governance.node_text(node jsonb)
  returns text
  language plpgsql
  immutable
as $$
declare
  v_call jsonb := node -> 'FuncCall';
begin
  return case
    when node #> '{A_Const,sval}' is not null then quote_literal(coalesce(node #>> '{A_Const,sval,sval}', ''))
    when node #> '{A_Const,ival}' is not null then coalesce(node #>> '{A_Const,ival,ival}', '0')
    when node #> '{A_Const,fval}' is not null then node #>> '{A_Const,fval,fval}'
    when node #> '{A_Const,boolval}' is not null then coalesce(node #>> '{A_Const,boolval,boolval}', 'false')
    when node #> '{A_Const,isnull}' is not null then 'null'
    when node ? 'TypeCast' then format('%s::%s', specql_governance.node_text(node #> '{TypeCast,arg}'),
      specql_governance.node_type(node #> '{TypeCast,typeName}'))
    when v_call is not null then format('%s(%s)', array_to_string(specql_governance.node_names(v_call -> 'funcname'), '.'), (
      select string_agg(specql_governance.node_text(a.value), ', ' order by a.position)
      from jsonb_array_elements(v_call -> 'args') with ordinality as a (value, position)))
    when node ? 'SQLValueFunction' then lower(replace(node #>> '{SQLValueFunction,op}', 'SVFOP_', ''))
    when node ? 'ColumnRef' then array_to_string(specql_governance.node_names(node #> '{ColumnRef,fields}'), '.')
    when node ? 'A_Expr' then concat_ws(' ', specql_governance.node_text(node #> '{A_Expr,lexpr}'),
      array_to_string(specql_governance.node_names(node #> '{A_Expr,name}'), '.'),
      specql_governance.node_text(node #> '{A_Expr,rexpr}'))
    when node ? 'NullTest' then format('%s %s', specql_governance.node_text(node #> '{NullTest,arg}'),
      case node #>> '{NullTest,nulltesttype}' when 'IS_NULL' then 'is null' else 'is not null' end)
    else '…'
  end;
end;
$$;

comment on function specql_governance.node_text(jsonb) is
  'Constants, calls, casts, columns and operators as text, … for anything else. To be read by people, never run.';
