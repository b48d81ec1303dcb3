-- 011487  specql_governance.node_default()
-- The DEFAULT that an expression is.

create or replace function specql_governance.node_default(node jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_plain jsonb := node;
  v_calls constant jsonb := specql_governance.node_calls(node);
begin
  while v_plain ? 'TypeCast' loop
    v_plain := v_plain #> '{TypeCast,arg}';
  end loop;
  return jsonb_build_object('text', specql_governance.node_text(node)) || case
    when v_plain #> '{A_Const,isnull}' is not null then '{"kind": "null"}'::jsonb
    when v_plain ? 'A_Const' then jsonb_build_object('kind', 'literal', 'value', coalesce(v_plain #>> '{A_Const,sval,sval}',
      specql_governance.node_text(v_plain)))
    when v_plain ?| array['FuncCall', 'SQLValueFunction'] and jsonb_array_length(v_calls) = 1 then
      jsonb_build_object('kind', 'call', 'call', v_calls -> 0)
    else jsonb_build_object('kind', 'expression', 'calls', v_calls)
  end;
end;
$$;

comment on function specql_governance.node_default(jsonb) is
  'A DEFAULT of docs/operations.md: literal, call, null or expression.';
