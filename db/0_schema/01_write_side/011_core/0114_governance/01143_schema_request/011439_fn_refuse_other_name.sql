-- 011439  specql_governance.refuse_other_name()
-- A request that names two tables is refused.

create or replace function specql_governance.refuse_other_name(schema_json jsonb, target jsonb)
  returns void
  language plpgsql
  immutable
as $$
declare
  v_named constant text := specql_governance.text_in(
    schema_json, array['tableName', 'table_name'], 'schemaJson.tableName', 130);
begin
  if v_named is not null
    and v_named <> target ->> 'table'
    and v_named <> (target ->> 'schema') || '.' || (target ->> 'table')
  then
    raise exception using
      errcode = 'SG112',
      message = 'tableName and schemaJson.tableName differ',
      detail = format('They are %s and %s.', quote_literal(target ->> 'table'), quote_literal(left(v_named, 130))),
      hint = 'Name the same table in both places.',
      column = 'schemaJson.tableName';
  end if;
end;
$$;

comment on function specql_governance.refuse_other_name(jsonb, jsonb) is
  'SG112 where the wanted table names itself differently from the request.';
