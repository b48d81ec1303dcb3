-- 01147E  specql_governance.request_changes()
-- The list of changes that a request writes itself, each part checked and brought to one form.

create or replace function specql_governance.request_changes(changes jsonb, schema_name text, table_name text)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_change jsonb;
  v_path   text;
  v_op     text;
  v_schema text;
  v_table  text;
  v_clean  jsonb;
  v_type   text;
  v_field  text;
  v_result jsonb := '[]';
begin
  if jsonb_array_length(changes) not between 1 and 500 then
    raise exception using
      errcode = case when changes = '[]' then 'SG102' else 'SG103' end,
      message = 'operations must hold 1 to 500 changes', detail = format('It holds %s.', jsonb_array_length(changes)),
      hint = 'Split the change into several requests.', column = 'operations';
  end if;
  for i in 0 .. jsonb_array_length(changes) - 1 loop
    v_change := changes -> i;
    v_path := format('operations[%s]', i);
    if jsonb_typeof(v_change) <> 'object' then
      raise exception using
        errcode = 'SG191', message = format('%s must be object', v_path),
        detail = format('It is %s.', jsonb_typeof(v_change)),
        hint = 'A change is written {"op": "add_column", "column": {…}}.', column = v_path;
    end if;
    v_op := lower(specql_governance.request_field(v_change, 'op', 'string', v_path || '.op') #>> '{}');
    if v_op is null or v_op <> all (array['add_column', 'drop_column', 'rename_column', 'alter_column_type', 'set_default',
      'drop_default', 'set_not_null', 'drop_not_null', 'add_constraint', 'drop_constraint', 'validate_constraint',
      'rename_constraint', 'create_index', 'drop_index', 'rename_index', 'set_comment', 'rename_table', 'drop_table'])
    then
      raise exception using
        errcode = 'SG191', message = format('%s.op is not a change that a request can make', v_path),
        detail = format('It reads %s.', coalesce(quote_literal(left(v_op, 40)), 'null')),
        hint = 'docs/operations.md lists those that a request can make.', column = v_path || '.op';
    end if;
    v_schema := coalesce(specql_governance.request_field(v_change, 'schema', 'string', v_path || '.schema') #>> '{}',
      request_changes.schema_name);
    v_table := coalesce(specql_governance.request_field(v_change, 'table', 'string', v_path || '.table') #>> '{}',
      request_changes.table_name);
    if v_table is distinct from request_changes.table_name or v_schema is distinct from request_changes.schema_name then
      raise exception using
        errcode = 'SG191', message = format('%s is about another table', v_path),
        detail = format('The request is about %s.%s.', request_changes.schema_name, request_changes.table_name),
        hint = 'Make one request for each table.', column = v_path || '.table';
    end if;
    v_clean := jsonb_build_object('op', v_op, 'schema', v_schema, 'table', v_table, 'path', v_path);

    if v_op = 'add_column' then
      v_clean := v_clean || jsonb_build_object('column',
        specql_governance.request_column(v_change -> 'column', v_path || '.column'));
    elsif v_op in ('drop_column', 'rename_column', 'alter_column_type', 'set_default', 'drop_default', 'set_not_null',
      'drop_not_null') or v_op = 'set_comment' and v_change ? 'column'
    then
      v_clean := v_clean || jsonb_build_object('column', specql_governance.checked_identifier(
        specql_governance.request_field(v_change, 'column', 'string', v_path || '.column') #>> '{}', v_path || '.column'));
    end if;
    if v_op = 'alter_column_type' then
      v_clean := v_clean || jsonb_build_object('type', lower(specql_governance.checked_type(
        specql_governance.request_field(v_change, 'type', 'string', v_path || '.type') #>> '{}', v_path || '.type')));
      v_field := specql_governance.request_field(v_change, 'using', 'string', v_path || '.using') #>> '{}';
      if v_field is not null then
        v_clean := v_clean || jsonb_build_object('using',
          specql_governance.checked_expression(v_field, v_path || '.using'));
      end if;
    elsif v_op = 'set_default' then
      -- The type is the column's in the catalog; where the column comes with this request, that one's.
      v_type := coalesce(
        (select c.value -> 'column' ->> 'type' from jsonb_array_elements(v_result) as c
         where c.value ->> 'op' = 'add_column' and c.value -> 'column' ->> 'name' = v_clean ->> 'column'),
        (select format_type(a.atttypid, a.atttypmod)
         from pg_catalog.pg_attribute as a
           join pg_catalog.pg_class as c on c.oid = a.attrelid
           join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
         where n.nspname = v_schema and c.relname = v_table and a.attname = v_clean ->> 'column'
           and a.attnum > 0 and not a.attisdropped),
        'text');
      v_field := coalesce(
        specql_governance.request_field(v_change, 'default', 'string|number|boolean|object', v_path || '.default') ->> 'text',
        specql_governance.request_field(v_change, 'default', 'string|number|boolean|object', v_path || '.default') #>> '{}');
      if v_field is null then
        raise exception using
          errcode = 'SG102', message = format('%s.default is missing', v_path),
          hint = 'Give a literal or an allowed call, or use drop_default.', column = v_path || '.default';
      end if;
      v_clean := v_clean || jsonb_build_object('default', specql_governance.parsed_default(v_field, v_type), 'type', v_type);
    elsif v_op in ('rename_column', 'rename_table', 'rename_constraint', 'rename_index') then
      v_clean := v_clean || jsonb_build_object('new_name', specql_governance.checked_identifier(
        specql_governance.request_field(v_change, 'newName', 'string', v_path || '.newName') #>> '{}', v_path || '.newName'));
    elsif v_op = 'add_constraint' then
      v_clean := v_clean || jsonb_build_object('constraint',
        specql_governance.request_constraint(v_change -> 'constraint', v_path || '.constraint'))
        || jsonb_build_object('not_valid',
          coalesce((specql_governance.request_field(v_change, 'notValid', 'boolean', v_path || '.notValid'))::boolean, false));
    elsif v_op = 'create_index' then
      v_clean := v_clean || jsonb_build_object('index',
        specql_governance.request_index(v_change -> 'index', v_path || '.index'));
    elsif v_op = 'set_comment' then
      v_clean := v_clean || jsonb_build_object('comment', common.checked_text(
        specql_governance.request_field(v_change, 'comment', 'string', v_path || '.comment') #>> '{}', v_path || '.comment'));
    end if;
    if v_op in ('drop_constraint', 'validate_constraint', 'rename_constraint', 'drop_index', 'rename_index') then
      v_clean := v_clean || jsonb_build_object('name', specql_governance.checked_identifier(
        specql_governance.request_field(v_change, 'name', 'string', v_path || '.name') #>> '{}', v_path || '.name'));
    end if;
    if coalesce((specql_governance.request_field(v_change, 'cascade', 'boolean', v_path || '.cascade'))::boolean, false) then
      v_clean := v_clean || '{"cascade": true}';
    end if;
    v_result := v_result || v_clean;
  end loop;
  return v_result;
end;
$$;

comment on function specql_governance.request_changes(jsonb, text, text) is
  'The operations that a request lists itself, all about one table, normalised, each with its path. SG102, SG103, '
  'SG191 to SG194 name the field that is wrong.';
