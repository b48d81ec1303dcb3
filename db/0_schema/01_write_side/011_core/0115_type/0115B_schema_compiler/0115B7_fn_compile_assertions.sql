-- 0115B7  specql_type.compile_assertions()
-- The part of a compiled schema that needs no other schema.

create or replace function specql_type.compile_assertions(schema jsonb, assert_formats boolean)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_node  jsonb := '{}';
  v_enum  jsonb := schema -> 'enum';
  v_type  constant jsonb := schema -> 'type';
begin
  if v_type is not null then
    v_node := jsonb_build_object('t', case jsonb_typeof(v_type) when 'string' then jsonb_build_array(v_type) else v_type end);
  end if;
  if schema ? 'const' and (v_enum is null or exists (select from jsonb_array_elements(v_enum) as e where e = schema -> 'const')) then
    v_node := v_node || jsonb_build_object('e', jsonb_build_array(schema -> 'const'), 'ek', 'const');
  elsif v_enum is not null then
    v_node := v_node || jsonb_build_object('e', case when schema ? 'const' then '[]' else v_enum end, 'ek', 'enum');
  end if;
  if schema ?| '{minLength,maxLength,pattern}' or assert_formats and schema ? 'format' then
    v_node := v_node || jsonb_build_object('s', jsonb_strip_nulls(jsonb_build_object(
      'min', case when schema ? 'minLength' then specql_type.clamped_count(schema -> 'minLength') end, 'max', case when schema ? 'maxLength' then specql_type.clamped_count(schema -> 'maxLength') end,
      'pattern', schema -> 'pattern',
      'f', case when assert_formats then schema -> 'format' end
    )) || case when schema ? 'pattern' then specql_type.compile_pattern(schema ->> 'pattern') else '{}' end);
  end if;
  if schema ?| '{minimum,maximum,exclusiveMinimum,exclusiveMaximum,multipleOf}' then
    v_node := v_node || jsonb_build_object('n', jsonb_strip_nulls(jsonb_build_object(
      'min', schema -> 'minimum', 'max', schema -> 'maximum', 'above', schema -> 'exclusiveMinimum',
      'below', schema -> 'exclusiveMaximum', 'of', schema -> 'multipleOf'
    )));
  end if;
  return v_node;
end;
$$;

comment on function specql_type.compile_assertions(jsonb, boolean) is
  'Of a compiled schema: t types, e allowed values (ek: enum or const), s what is asked of strings, n of numbers. '
  'SG142: the pattern cannot be used.';
