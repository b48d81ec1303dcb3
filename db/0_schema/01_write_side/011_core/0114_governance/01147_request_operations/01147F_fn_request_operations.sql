-- 01147F  specql_governance.request_operations()
-- What a schema request means: the list of operations that policy checks and the generator writes.

create or replace function specql_governance.request_operations(schema_json jsonb, table_name text default null)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_source   jsonb := request_operations.schema_json;
  v_name     text := request_operations.table_name;
  v_inner    text;
  v_schema   text;
  v_changes  jsonb;
  v_columns  jsonb;
  v_items    jsonb;
  v_indexes  jsonb := '[]';
  v_create   jsonb;
  v_comment  text;
begin
  if jsonb_typeof(v_source) is distinct from 'object' then
    raise exception using
      errcode = case when v_source is null then 'SG102' else 'SG191' end,
      message = case when v_source is null then 'schema_json is missing' else 'schema_json must be object' end,
      detail = format('It is %s.', coalesce(jsonb_typeof(v_source), 'null')),
      hint = 'docs/operations.md shows the form of a schema request.', column = 'schema_json';
  end if;
  if pg_column_size(v_source) > 4000000 then
    raise exception using
      errcode = 'SG103', message = 'schema_json is too large',
      detail = format('It has %s bytes; 4000000 are allowed.', pg_column_size(v_source)),
      hint = 'Leave out what does not describe the table.', column = 'schema_json';
  end if;

  -- The whole request: what counts is inside, and both names must be one.
  v_changes := specql_governance.request_field(v_source, 'operations', 'array', 'operations');
  v_inner := specql_governance.request_field(v_source, 'tableName', 'string', 'tableName') #>> '{}';
  if v_source ? 'schemaJson' or v_source ? 'schema_json' then
    if v_name is not null and v_inner is not null and v_inner <> v_name then
      v_name := null; -- reported below
    else
      v_name := coalesce(v_name, v_inner);
    end if;
    v_source := coalesce(specql_governance.request_field(v_source, 'schemaJson', 'object', 'schemaJson'), '{}');
    v_inner := coalesce(specql_governance.request_field(v_source, 'tableName', 'string', 'schemaJson.tableName') #>> '{}', v_name);
    v_changes := coalesce(v_changes, specql_governance.request_field(v_source, 'operations', 'array', 'operations'));
  end if;
  v_schema := specql_governance.request_field(v_source, 'schema', 'string', 'schema') #>> '{}';
  if coalesce(v_name, v_inner) is distinct from v_inner and v_inner is not null then
    raise exception using
      errcode = 'SG191', message = 'tableName and schemaJson.tableName differ',
      detail = format('One is %s, the other %s.', quote_literal(left(v_name, 63)), quote_literal(left(v_inner, 63))),
      hint = 'Name the table once, or twice the same.', column = 'tableName';
  end if;
  v_name := coalesce(v_name, v_inner);
  if strpos(v_name, '.') > 0 and v_name ~ '^[^.]+\.[^.]+$' and v_schema is null then
    v_schema := split_part(v_name, '.', 1);
    v_name := split_part(v_name, '.', 2);
  end if;
  v_schema := specql_governance.checked_identifier(coalesce(v_schema, 'public'),
    case when specql_governance.request_field(v_source, 'schema', 'string', 'schema') is null then 'tableName' else 'schema' end);
  v_name := specql_governance.checked_identifier(v_name, 'tableName');
  if v_changes is not null then
    return specql_governance.request_changes(v_changes, v_schema, v_name);
  end if;

  v_columns := specql_governance.request_field(v_source, 'columns', 'array', 'columns');
  if jsonb_array_length(coalesce(v_columns, '[]')) not between 1 and 1600 then
    raise exception using
      errcode = case when coalesce(v_columns, '[]') = '[]' then 'SG102' else 'SG103' end,
      message = case when coalesce(v_columns, '[]') = '[]' then 'columns is missing' else 'there are too many columns' end,
      detail = format('There are %s; a table takes 1 to 1600.', jsonb_array_length(coalesce(v_columns, '[]'))),
      hint = 'Give the columns as an array of {"name", "type"}.', column = 'columns';
  end if;
  v_comment := common.checked_text(
    specql_governance.request_field(v_source, 'comment', 'string', 'comment') #>> '{}', 'comment');
  v_items := coalesce(specql_governance.request_field(v_source, 'constraints', 'array', 'constraints'), '[]');
  v_create := jsonb_build_object(
    'op', 'create_table', 'schema', v_schema, 'table', v_name, 'path', 'tableName',
    'columns', (
      select jsonb_agg(specql_governance.request_column(c.value, format('columns[%s]', c.position - 1)) order by c.position)
      from jsonb_array_elements(v_columns) with ordinality as c (value, position)
    ),
    'constraints', coalesce((
      select jsonb_agg(specql_governance.request_constraint(c.value, format('constraints[%s]', c.position - 1)) order by c.position)
      from jsonb_array_elements(v_items) with ordinality as c (value, position)
    ), '[]'),
    'ignored', specql_governance.unknown_fields(v_source)
  ) || case when v_comment is null then '{}' else jsonb_build_object('comment', v_comment) end;

  v_items := coalesce(specql_governance.request_field(v_source, 'indexes', 'array', 'indexes'), '[]');
  if jsonb_array_length(v_items) > 200 then
    raise exception using
      errcode = 'SG103', message = 'there are too many indexes',
      detail = format('There are %s; 200 are allowed.', jsonb_array_length(v_items)),
      hint = 'Keep those that queries need.', column = 'indexes';
  end if;
  select coalesce(jsonb_agg(jsonb_build_object(
    'op', 'create_index', 'schema', v_schema, 'table', v_name, 'path', format('indexes[%s]', i.position - 1),
    'index', specql_governance.request_index(i.value, format('indexes[%s]', i.position - 1))
  ) order by i.position), '[]')
  into v_indexes
  from jsonb_array_elements(v_items) with ordinality as i (value, position);
  return jsonb_build_array(v_create) || v_indexes;
end;
$$;

comment on function specql_governance.request_operations(jsonb, text) is
  'The operations (docs/operations.md) of a wanted table, of a whole request, or of a request''s own list of operations. '
  'Every part carries its path. SG102, SG103, SG191 to SG194 name the field that is wrong; nothing is executed.';
