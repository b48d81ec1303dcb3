-- 0115BA  specql_type.compile_object()
-- The part of a compiled schema that is asked of objects.

create or replace function specql_type.compile_object(schema jsonb, links jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_names constant jsonb := case when schema ? 'properties' then links -> 'properties' end;
begin
  return jsonb_strip_nulls(jsonb_build_object(
    'min', specql_type.clamped_count(schema -> 'minProperties'), 'max', specql_type.clamped_count(schema -> 'maxProperties'),
    'req', nullif(schema -> 'required', '[]'),
    'dr', nullif(schema -> 'dependentRequired', '{}'),
    -- Twice: once to go through, once to look up.
    'pn', case when v_names is not null then (select jsonb_agg(n) from jsonb_object_keys(v_names) as n) end
  )) || specql_type.without_nulls(jsonb_build_object(
    'p', v_names,
    'pp', case when schema ? 'patternProperties' then (
      select jsonb_agg(jsonb_build_array(specql_type.compile_pattern(e.key), e.value, e.key) order by e.key)
      from jsonb_each(links -> 'patternProperties') as e
    ) end,
    'ap', case when schema ? 'additionalProperties' then links -> 'additionalProperties' -> '' end,
    'names', case when schema ? 'propertyNames' then links -> 'propertyNames' -> '' end,
    'ds', case when schema ? 'dependentSchemas' then links -> 'dependentSchemas' end
  ));
end;
$$;

comment on function specql_type.compile_object(jsonb, jsonb) is
  'Of a compiled schema: min and max properties, req required names, dr dependentRequired, p properties (pn their names), pp compiled '
  'pattern, link and source of patternProperties, ap additionalProperties, names propertyNames, ds dependentSchemas.';
