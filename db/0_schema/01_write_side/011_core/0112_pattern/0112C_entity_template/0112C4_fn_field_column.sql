-- 0112C4  specql_pattern.field_column()
-- A field of a template or a pattern as a column of a schema request.

create or replace function specql_pattern.field_column(name text, definition jsonb, target_schema text)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_definition constant jsonb := case jsonb_typeof(definition)
    when 'object' then definition when 'string' then jsonb_build_object('type', definition) else '{}' end;
  v_is_ref     constant boolean := lower(v_definition ->> 'type') in ('ref', 'reference');
  v_type       constant text := specql_pattern.field_type(v_definition, name);
  v_default    constant jsonb := coalesce(v_definition -> 'default', 'null');
  v_name       text := left(regexp_replace(common.snake_case(name), '^([0-9])', '_\1'), 63);
  v_checks     text[] := '{}';
  v_target     text;
  v_column     jsonb;
begin
  if v_is_ref and v_name !~ '_id$' then
    v_name := left(v_name, 60) || '_id';
  end if;
  if coalesce(v_name, '') = '' then
    raise exception using
      errcode = 'SG105', message = 'a field has no name that a column can have',
      detail = format('It reads %s.', quote_literal(left(name, 63))), column = 'custom_fields';
  end if;
  if jsonb_typeof(v_definition -> 'values') = 'array' and v_definition -> 'values' <> '[]' then
    v_checks := v_checks || format('%s in (%s)', v_name, (
      select string_agg(specql_pattern.sql_text(e.value), ', ' order by e.position)
      from jsonb_array_elements_text(v_definition -> 'values') with ordinality as e (value, position)
    ));
  end if;
  if jsonb_typeof(v_definition -> 'min') = 'number' then
    v_checks := v_checks || format('%s >= %s', v_name, v_definition ->> 'min');
  end if;
  if jsonb_typeof(v_definition -> 'max') = 'number' then
    v_checks := v_checks || format('%s <= %s', v_name, v_definition ->> 'max');
  end if;
  if v_is_ref then
    select c.table_name
    into v_target
    from (values
      (1, common.snake_case(v_definition ->> 'entity')), (2, 'tb_' || common.snake_case(v_definition ->> 'entity')),
      (3, common.snake_case(v_definition ->> 'entity') || 's')
    ) as c (rank, table_name)
      join pg_catalog.pg_attribute as a
        on a.attrelid = to_regclass(format('%I.%I', target_schema, c.table_name)) and a.attname = 'id' and a.atttypid = 'uuid'::regtype
    order by c.rank
    limit 1;
  end if;

  v_column := jsonb_build_object(
    'name', v_name, 'type', v_type,
    'nullable', not coalesce(v_definition -> 'required' = 'true' or v_definition -> 'nullable' = 'false', false)
  );
  if v_definition -> 'unique' = 'true' then
    v_column := v_column || '{"unique": true}';
  end if;
  if v_default <> 'null' and lower(btrim(v_default #>> '{}')) <> 'null' then
    v_column := v_column || jsonb_build_object('defaultValue', case
      when jsonb_typeof(v_default) = 'string' and v_type in ('timestamptz', 'date', 'time')
        and lower(v_default #>> '{}') ~ '^(now\(\)|now|current_timestamp|today)$' then case v_type when 'date' then 'current_date' when 'time' then 'current_time' else 'now()' end
      when jsonb_typeof(v_default) = 'string' and v_type = 'uuid' and lower(v_default #>> '{}') ~ '^(gen_random_uuid|uuid4|uuid_generate_v4)\(\)$' then 'gen_random_uuid()'
      when jsonb_typeof(v_default) in ('number', 'boolean') and v_type not in ('text', 'jsonb') then v_default #>> '{}'
      when v_type = 'jsonb' then specql_pattern.sql_text(v_default::text)
      else specql_pattern.sql_text(v_default #>> '{}')
    end);
  end if;
  if v_checks <> '{}' then
    v_column := v_column || jsonb_build_object('check', array_to_string(v_checks, ' and '));
  end if;
  if v_target is not null then
    v_column := v_column || jsonb_build_object('references', jsonb_build_object('schema', target_schema, 'table', v_target, 'column', 'id'));
  end if;
  return v_column || jsonb_strip_nulls(jsonb_build_object('comment', coalesce(
    v_definition ->> 'description',
    case when v_is_ref then format('The %s that is meant.', left(coalesce(v_definition ->> 'entity', 'row'), 63)) end
  )));
end;
$$;

comment on function specql_pattern.field_column(text, jsonb, text) is
  'A column {name, type, nullable, unique?, defaultValue?, check?, references?, comment?}. A list of values and a range '
  'become a check; a reference gets a foreign key where its table is there. SG105, SG175: it cannot be a column.';
