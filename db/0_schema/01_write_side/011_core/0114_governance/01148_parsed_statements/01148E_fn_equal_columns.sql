-- 01148E  specql_governance.equal_columns()
-- The columns that a condition holds to one value each.

create or replace function specql_governance.equal_columns(node jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_result jsonb := '[]';
  v_part   jsonb;
begin
  if node #>> '{BoolExpr,boolop}' = 'AND_EXPR' then
    for v_part in select a.value from jsonb_array_elements(node #> '{BoolExpr,args}') as a (value) loop
      v_result := v_result || specql_governance.equal_columns(v_part);
    end loop;
  elsif node #>> '{A_Expr,kind}' = 'AEXPR_OP' and node #>> '{A_Expr,name,0,String,sval}' = '='
    and node #> '{A_Expr,lexpr,ColumnRef}' is not null and not node #> '{A_Expr,rexpr}' ?| array['ColumnRef', 'SubLink']
  then
    v_result := jsonb_build_array(node #> '{A_Expr,lexpr,ColumnRef,fields}' -> -1 #> '{String,sval}');
  end if;
  return v_result;
end;
$$;

comment on function specql_governance.equal_columns(jsonb) is
  'The columns compared with = to a value in a condition joined by AND.';
