-- 011444  specql_governance.operations_of()
-- What the parts of a request mean, as operations.

create or replace function specql_governance.operations_of(parts jsonb)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_schema     constant text := parts ->> 'schema';
  v_table      constant text := parts ->> 'table';
  v_wanted     constant jsonb := parts -> 'schemaJson'
    || jsonb_build_object('tableName', v_table, 'schema', v_schema);
  v_operations jsonb;
begin
  if jsonb_typeof(parts -> 'operations') = 'array' then
    v_operations := specql_governance.request_operations(
      jsonb_build_object('tableName', v_table, 'schema', v_schema, 'operations', parts -> 'operations'));
  elsif parts ->> 'kind' = 'change' then
    -- Reads the wanted table first, so that what is wrong with it is said in its own terms.
    perform specql_governance.request_operations(v_wanted);
    v_operations := specql_governance.difference(v_wanted, v_schema, v_table);
    if jsonb_array_length(v_operations) = 0 then
      raise exception using
        errcode = 'SG376',
        message = format('the table %s is already as it is wanted', quote_literal(v_schema || '.' || v_table)),
        hint = 'There is nothing to ask for.',
        column = 'schemaJson';
    end if;
  else
    v_operations := specql_governance.request_operations(v_wanted);
  end if;
  perform specql_governance.refuse_reserved_objects(v_operations);
  return v_operations;
end;
$$;

comment on function specql_governance.operations_of(jsonb) is
  'The operations of a request: those given, the difference to the live table, or the creation of the wanted one. '
  'SG376: the table is so already. SG450: an operation reaches into a schema that is reserved.';
