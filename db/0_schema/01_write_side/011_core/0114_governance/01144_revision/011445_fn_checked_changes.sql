-- 011445  specql_governance.checked_changes()
-- Reads the list of changes that a user wrote: all about one table, and none that is not about its shape.

create or replace function specql_governance.checked_changes(operations jsonb, schema_name text, table_name text)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_known   constant text[] := array[
    'drop_table', 'rename_table', 'add_column', 'drop_column', 'rename_column', 'alter_column_type',
    'set_default', 'drop_default', 'set_not_null', 'drop_not_null', 'add_constraint', 'drop_constraint',
    'validate_constraint', 'rename_constraint', 'create_index', 'drop_index', 'rename_index', 'set_comment'
  ];
  v_checked jsonb := '[]';
  v_row     record;
  v_path    text;
begin
  if jsonb_array_length(operations) not between 1 and 200 then
    raise exception using
      errcode = case when jsonb_array_length(operations) = 0 then 'SG102' else 'SG103' end,
      message = case when jsonb_array_length(operations) = 0 then 'operations is empty' else 'operations is too long' end,
      hint = 'Give 1 to 200 operations; split more into several requests.',
      column = 'operations';
  end if;
  for v_row in select o.operation, o.position - 1 as n from jsonb_array_elements(operations) with ordinality as o (operation, position) loop
    v_path := format('operations[%s]', v_row.n);
    perform specql_governance.checked_json(v_row.operation, 'object', v_path);
    if not coalesce(v_row.operation ->> 'op', '') = any (v_known) then
      raise exception using
        errcode = 'SG112',
        message = format('%s is no change that can be asked for', quote_literal(left(coalesce(v_row.operation ->> 'op', ''), 63))),
        hint = coalesce('Did you mean ' || common.closest(v_row.operation ->> 'op', v_known) || '?',
          format('Known are %s.', array_to_string(v_known, ', '))),
        column = v_path || '.op';
    end if;
    if coalesce(nullif(v_row.operation -> 'schema', 'null') <> to_jsonb(schema_name), false)
      or coalesce(nullif(v_row.operation -> 'table', 'null') <> to_jsonb(table_name), false)
    then
      raise exception using
        errcode = 'SG112',
        message = 'an operation names another table than the request',
        detail = format('The request is about %s.', quote_literal(schema_name || '.' || table_name)),
        hint = 'Ask for changes to one table in one request.',
        column = v_path || '.table';
    end if;
    v_checked := v_checked || jsonb_build_array(
      specql_governance.checked_defaults(v_row.operation, v_path)
        || jsonb_build_object('schema', schema_name, 'table', table_name, 'path', v_path));
  end loop;
  return v_checked;
end;
$$;

comment on function specql_governance.checked_changes(jsonb, text, text) is
  'A user''s operations with schema, table and path filled in and every default read anew. SG102, SG103, SG112: the '
  'list is wrong.';
