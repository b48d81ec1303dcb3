-- 0115B9  specql_type.compile_place()
-- One compiled schema.

create or replace function specql_type.compile_place(
  schema         jsonb,
  links          jsonb,
  vocabularies   text[],
  assert_formats boolean,
  resource       bigint
)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_schema jsonb := schema;
  v_node   jsonb;
  v_part   jsonb;
begin
  if jsonb_typeof(schema) = 'boolean' then
    return schema;
  end if;
  if 'validation' <> all (vocabularies) then
    v_schema := v_schema - '{type,const,enum,multipleOf,maximum,exclusiveMaximum,minimum,exclusiveMinimum,maxLength,minLength,pattern,maxItems,minItems,uniqueItems,maxContains,minContains,maxProperties,minProperties,required,dependentRequired}'::text[];
  end if;
  if 'applicator' <> all (vocabularies) then
    v_schema := v_schema - '{prefixItems,items,contains,additionalProperties,properties,patternProperties,dependentSchemas,propertyNames,if,then,else,allOf,anyOf,oneOf,not}'::text[];
  end if;
  if 'unevaluated' <> all (vocabularies) then
    v_schema := v_schema - '{unevaluatedItems,unevaluatedProperties}'::text[];
  end if;

  v_node := specql_type.compile_assertions(v_schema, assert_formats or 'format-assertion' = any (vocabularies));
  if v_schema ?| '{required,minProperties,maxProperties,dependentRequired,properties,patternProperties,additionalProperties,propertyNames,dependentSchemas}' then
    v_node := v_node || jsonb_build_object('o', specql_type.compile_object(v_schema, links));
  end if;
  if v_schema ?| '{minItems,maxItems,uniqueItems,prefixItems,items,contains}' then
    v_node := v_node || jsonb_build_object('a', specql_type.without_nulls(jsonb_build_object(
      'min', specql_type.clamped_count(v_schema -> 'minItems'), 'max', specql_type.clamped_count(v_schema -> 'maxItems'),
      'u', nullif(v_schema -> 'uniqueItems', 'false'),
      'pi', specql_type.compile_list(v_schema, links, 'prefixItems'),
      'it', case when v_schema ? 'items' then links -> 'items' -> '' end,
      'co', case when v_schema ? 'contains' then links -> 'contains' -> '' end,
      'cmin', case when v_schema ? 'contains' then coalesce(specql_type.clamped_count(v_schema -> 'minContains'), '1') end,
      'cmax', case when v_schema ? 'contains' then specql_type.clamped_count(v_schema -> 'maxContains') end
    )));
  end if;
  if v_schema ?| '{$ref,$dynamicRef,allOf,anyOf,oneOf,not,if}' then
    select jsonb_agg(p.part order by p.position)
    into v_part
    from (values
      (1, case when v_schema ? '$ref' then jsonb_build_array('$ref', links -> '$ref' -> '') end),
      (2, case when v_schema ? '$dynamicRef' then jsonb_build_array('$dynamicRef', links -> '$dynamicRef' -> '', links -> '$dynamicRef' -> 'name') end),
      (3, case when v_schema ? 'allOf' then jsonb_build_array('allOf', specql_type.compile_list(v_schema, links, 'allOf')) end),
      (4, case when v_schema ? 'anyOf' then jsonb_build_array('anyOf', specql_type.compile_list(v_schema, links, 'anyOf')) end),
      (5, case when v_schema ? 'oneOf' then jsonb_build_array('oneOf', specql_type.compile_list(v_schema, links, 'oneOf')) end),
      (6, case when v_schema ? 'not' then jsonb_build_array('not', links -> 'not' -> '') end),
      (7, case when v_schema ? 'if' then jsonb_build_array('if', links -> 'if' -> '',
        coalesce(links -> 'then' -> '', 'true'), coalesce(links -> 'else' -> '', 'true')) end)
    ) as p (position, part)
    where p.part is not null;
    v_node := v_node || jsonb_build_object('l', v_part);
  end if;
  if v_schema ?| '{unevaluatedItems,unevaluatedProperties}' then
    v_node := v_node || jsonb_build_object('u', specql_type.without_nulls(jsonb_build_object(
      'i', links -> 'unevaluatedItems' -> '', 'p', links -> 'unevaluatedProperties' -> ''
    )));
  end if;
  return v_node || case when resource is null then '{}' else jsonb_build_object('r', resource) end;
end;
$$;

comment on function specql_type.compile_place(jsonb, jsonb, text[], boolean, bigint) is
  'A schema as the evaluation reads it: what compile_assertions() gives, o for objects, a for arrays, l for $ref, $dynamicRef, allOf, '
  'anyOf, oneOf, not and if, u for what is not evaluated elsewhere, r its resource where references are dynamic. Links are numbers '
  'of places, or compiled schemas themselves where these are small.';
