-- 011481  specql_governance.node_names()
-- The words of a qualified name in a parse tree.

create or replace function specql_governance.node_names(node jsonb)
  returns text[]
  language plpgsql
  immutable
as $$
begin
  return array(
    select n.value #>> '{String,sval}'
    from jsonb_array_elements(case jsonb_typeof(node)
      when 'array' then node
      else coalesce(node #> '{List,items}', node #> '{TypeName,names}', node #> '{ObjectWithArgs,objname}',
        case when node ? 'String' then jsonb_build_array(node) end, '[]')
    end) as n (value)
  );
end;
$$;

comment on function specql_governance.node_names(jsonb) is
  'The strings of a list of String nodes, or of the name in a List, TypeName, ObjectWithArgs or String node.';
