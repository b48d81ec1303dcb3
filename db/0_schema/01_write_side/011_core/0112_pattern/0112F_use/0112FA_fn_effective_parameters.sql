-- 0112FA  specql_pattern.effective_parameters()
-- The parameters with defaults, held against the JSON Schema of the pattern.

create or replace function specql_pattern.effective_parameters(
  subject text, json_schema jsonb, parameters jsonb
)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_properties constant jsonb := case jsonb_typeof(json_schema -> 'properties') when 'object' then json_schema -> 'properties' else '{}' end;
  v_given      constant jsonb := coalesce(parameters, '{}');
  v_values     jsonb;
  v_problems   text;
begin
  if jsonb_typeof(v_given) <> 'object' then
    raise exception using
      errcode = 'SG112', message = 'the parameters must be a JSON object',
      detail = format('They are: %s.', left(v_given::text, 60)), column = 'parameters';
  end if;
  if octet_length(v_given::text) > 262144 then
    raise exception using
      errcode = 'SG173', message = 'the parameters are too large',
      detail = format('They have %s bytes; 262144 are allowed.', octet_length(v_given::text)), column = 'parameters';
  end if;
  -- A default may itself name parameters; a value never does.
  select coalesce(jsonb_object_agg(p.key, p.value -> 'default'), '{}') || v_given
  into v_values
  from jsonb_each(v_properties) as p
  where jsonb_typeof(p.value) = 'object' and p.value ? 'default' and strpos((p.value -> 'default')::text, '{{') = 0;

  select v_values || coalesce(jsonb_object_agg(p.key, specql_pattern.filled(
    p.value -> 'default', specql_pattern.all_values(v_properties, v_values), '/parameters/' || p.key)), '{}')
  into v_values
  from jsonb_each(v_properties) as p
  where jsonb_typeof(p.value) = 'object' and strpos((p.value -> 'default')::text, '{{') > 0 and not v_values ? p.key;

  select string_agg(
    format('%s: %s', case e.instance_path when '' then 'parameters' else e.instance_path end, left(e.message, 200)), '; '
    order by e.instance_path, e.schema_path
  )
  into v_problems
  from (
    select v.instance_path, v.schema_path, v.message from app.validate_json(json_schema, v_values) as v limit 20
  ) as e;
  if v_problems is not null then
    raise exception using
      errcode = 'SG170', message = format('the parameters do not fit %s', subject), detail = v_problems || '.',
      hint = format('It takes: %s.', coalesce(
        (select string_agg(p.key || coalesce(' (' || nullif(coalesce(p.value ->> 'type', ''), '') || ')', ''), ', ' order by p.key) from jsonb_each(v_properties) as p),
        'none')),
      column = 'parameters';
  end if;
  return v_values;
end;
$$;

comment on function specql_pattern.effective_parameters(text, jsonb, jsonb) is
  'The given parameters, and the default of each that was not given. SG112: no object. SG170: they do not fit the schema; '
  'the detail says what, by JSON Pointer. SG173: too large.';
