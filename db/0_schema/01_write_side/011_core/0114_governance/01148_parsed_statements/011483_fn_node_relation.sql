-- 011483  specql_governance.node_relation()
-- schema and table of a RangeVar node.

create or replace function specql_governance.node_relation(node jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_node constant jsonb := coalesce(node -> 'RangeVar', node);
begin
  return specql_governance.node_object(array_remove(array[v_node ->> 'schemaname', v_node ->> 'relname'], null))
    || case v_node ->> 'relpersistence' when 't' then '{"temporary": true}'::jsonb when 'u' then '{"unlogged": true}' else '{}' end;
end;
$$;

comment on function specql_governance.node_relation(jsonb) is
  '{schema, table} of a RangeVar, with temporary or unlogged where it is.';
