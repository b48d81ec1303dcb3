-- 0117A3  specql_cutover.type_values()
-- What a row of a type registry means in our columns.

create or replace function specql_cutover.type_values(source_table text, entry jsonb)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_pattern  constant text := specql_cutover.text_of(entry, specql_cutover.type_field(entry, 'pattern'));
  v_postgres constant text := specql_cutover.text_of(entry, specql_cutover.type_field(entry, 'postgres_type'));
  v_least    constant jsonb := specql_cutover.number_of(entry, specql_cutover.type_field(entry, 'minimum'));
  v_most     constant jsonb := specql_cutover.number_of(entry, specql_cutover.type_field(entry, 'maximum'));
  v_schema   jsonb := nullif(entry -> 'json_schema', 'null');
begin
  if entry is null then
    return '{}';
  end if;
  if source_table = 'composites' then
    v_schema := coalesce(v_schema, specql_cutover.fields_schema(entry -> 'fields'));
  elsif v_schema is null and coalesce(v_pattern, '') <> '' then
    v_schema := jsonb_build_object('type', 'string', 'pattern', v_pattern);
  elsif v_schema is null and coalesce(v_least, v_most) is not null then
    v_schema := '{"type": "number"}'::jsonb
      || case when v_least is null then '{}' else jsonb_build_object('minimum', v_least) end
      || case when v_most is null then '{}' else jsonb_build_object('maximum', v_most) end;
  end if;
  return jsonb_build_object(
    'default_postgres_type', coalesce(nullif(v_postgres, ''), case source_table when 'composites' then 'JSONB' end),
    'description', specql_cutover.text_of(entry, 'description'),
    'example', case when jsonb_typeof(entry -> 'example') in ('object', 'array') then (entry -> 'example')::text
      else entry ->> 'example' end,
    'json_schema', v_schema
  );
end;
$$;

comment on function specql_cutover.type_values(text, jsonb) is
  '{default_postgres_type, description, example, json_schema}; a pattern or bounds become a JSON Schema, and so do the fields of a '
  'composite that has none. SG116: a value has the wrong form.';
