-- 011435  specql_governance.checked_target()
-- Which table is meant, and whether it lies where requests may reach.

create or replace function specql_governance.checked_target(table_name text, schema_name text default null)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_parts  constant text[] := string_to_array(table_name, '.');
  v_schema text := schema_name;
  v_table  text := table_name;
begin
  if cardinality(v_parts) = 2 then
    v_schema := v_parts[1];
    v_table := v_parts[2];
    if schema_name is not null and schema_name is distinct from v_schema then
      raise exception using
        errcode = 'SG112',
        message = 'tableName and schema name two schemas',
        detail = format('They are %s and %s.', quote_literal(v_schema), quote_literal(schema_name)),
        hint = 'Say the schema once.',
        column = 'schema';
    end if;
  end if;
  v_schema := coalesce(nullif(v_schema, ''), 'public');
  perform common.checked_name(v_table, 'tableName');
  perform common.checked_name(v_schema, 'schema');
  if octet_length(v_table) > 63 or octet_length(v_schema) > 63 then
    raise exception using
      errcode = 'SG103',
      message = 'tableName is too long',
      detail = 'PostgreSQL''s names have at most 63 bytes.',
      hint = 'Choose a shorter name.',
      column = 'tableName';
  end if;
  perform specql_governance.refuse_reserved_schema(v_schema, 'schema');
  perform specql_governance.refuse_closed_schema(v_schema);
  return jsonb_build_object('schema', v_schema, 'table', v_table);
end;
$$;

comment on function specql_governance.checked_target(text, text) is
  '{schema, table} of a name that may carry its schema. SG102, SG103, SG105: no name. SG112: two schemas. SG450: a '
  'schema of ours or of PostgreSQL. SG272: no such schema. SG454: one that specql_owner may not use.';
