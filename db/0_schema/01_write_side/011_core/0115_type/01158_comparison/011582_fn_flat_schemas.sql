-- 011582  specql_type.flat_schemas()
-- A schema as the list of those that all hold: references followed, allOf taken apart.

create or replace function specql_type.flat_schemas(root jsonb, node jsonb, trail jsonb default '[]')
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_schema constant jsonb := node -> 's';
  v_rest   jsonb;
  v_target jsonb;
  v_flat   jsonb := '[]';
  v_part   jsonb;
begin
  if coalesce(v_schema, 'null') in ('true', '{}', 'null') then
    return v_flat;
  end if;
  if v_schema = 'false' then
    return jsonb_build_array(node);
  end if;
  v_rest := v_schema - '{$literal,$types,allOf,$ref}'::text[];
  if v_schema ? '$ref' then
    v_target := specql_type.resolved_reference(root, node ->> 'b', v_schema ->> '$ref');
    if v_target is null then
      v_rest := v_rest || jsonb_build_object('$ref', v_schema -> '$ref');
    elsif not trail @> jsonb_build_array(v_target) then
      v_flat := specql_type.flat_schemas(root, v_target, trail || jsonb_build_array(v_target));
    end if;
  end if;
  for v_part in select a from jsonb_array_elements(coalesce(v_schema -> 'allOf', '[]')) as a loop
    v_flat := v_flat || specql_type.flat_schemas(root, jsonb_build_object('b', node -> 'b', 's', v_part), trail);
  end loop;
  return case when v_rest = '{}' then v_flat
    else jsonb_build_array(jsonb_build_object('b', node -> 'b', 's', v_rest)) || v_flat end;
end;
$$;

comment on function specql_type.flat_schemas(jsonb, jsonb, jsonb) is
  'Nodes {b, s} without allOf and without references that can be followed; together they mean what the node means.';
