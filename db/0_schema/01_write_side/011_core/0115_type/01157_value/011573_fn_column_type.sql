-- 011573  specql_type.column_type()
-- What a column of a registered type is in PostgreSQL.

create or replace function specql_type.column_type(type_name text, column_name text)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_read constant record := specql_type.type_expression(type_name);
  v_type record;
  v_base text;
  v_json boolean;
begin
  select t.type_name, t.default_postgres_type, c.category_name, t.current_version, v.compiled, v.json_schema, v.documents,
    t.deprecated_at is not null as is_deprecated, t.deprecation_reason, r.type_name as replaced_by
  into v_type
  from specql_type.tb_universal_type as t
    join specql_type.tb_type_category as c on c.pk_type_category = t.fk_type_category
    left join specql_type.tb_type_version as v
      on v.fk_universal_type = t.pk_universal_type and v.version = t.current_version
    left join specql_type.tb_universal_type as r on r.pk_universal_type = t.fk_replacement
  where t.pk_universal_type = specql_type.universal_type_pk(v_read.type_name);
  -- An ARRAY of nothing in particular is no type of a column.
  if not found or v_type.default_postgres_type = 'ARRAY' then
    return null;
  end if;

  v_base := coalesce(v_type.default_postgres_type, 'JSONB');
  v_json := specql_type.known_regtype(v_base) in ('jsonb'::regtype, 'json'::regtype);
  -- A list of documents is one document, which one CHECK can look into.
  return jsonb_strip_nulls(jsonb_build_object(
    'type', case when v_read.is_list and not v_json then v_base || '[]' else v_base end,
    'check', case when v_type.current_version is not null and column_name is not null then specql_type.check_expression(
      compiled => case when not v_read.is_list then v_type.compiled else specql_type.compile_schema(
        json_schema => specql_type.list_schema(v_type.type_name),
        documents => v_type.documents || jsonb_build_object(v_type.type_name, v_type.json_schema),
        assert_formats => true
      ) end,
      operand => case when v_json then quote_ident(column_name) else format('to_jsonb(%I)', column_name) end
    ) end,
    'type_name', v_type.type_name,
    'is_list', v_read.is_list,
    'version', v_type.current_version,
    'deprecated', case when v_type.is_deprecated then jsonb_build_object(
      'reason', v_type.deprecation_reason, 'replaced_by', v_type.replaced_by) end
  ));
end;
$$;

comment on function specql_type.column_type(text, text) is
  'For a registered type, its alias or a list of it: {type, check?, type_name, is_list, version?, deprecated?}; null for any other '
  'name. Without a column there is no check. check is a SQL expression on the column that stands on its own: it holds the schema, so a dump restores in any order.';
