-- 011323  specql_service.tg_tb_operation__schemas_are_valid()
-- Input and output of an operation are JSON Schemas, whichever door they come through.

create or replace function specql_service.tg_tb_operation__schemas_are_valid()
  returns trigger
  language plpgsql
as $$
declare
  v_field   text;
  v_given   jsonb;
  v_schema  jsonb;
  v_problem record;
begin
  foreach v_field in array array['input_schema', 'output_schema'] loop
    v_given := case v_field when 'input_schema' then new.input_schema else new.output_schema end;
    continue when v_given is null or v_given = 'null'
      or tg_op = 'UPDATE' and v_given = case v_field when 'input_schema' then old.input_schema else old.output_schema end;
    v_schema := specql_service.as_json_schema(v_given);
    -- {"$ref": "address"} is the registered type of that name.
    select c.instance_path, c.message
    into v_problem
    from app.check_json_schema(v_schema, specql_type.type_documents(v_schema)) as c
    limit 1;
    if found then
      raise exception using
        errcode = 'SG140',
        message = format('%s of operation %s is no JSON Schema', v_field, quote_literal(left(new.operation_name, 63))),
        detail = format('%s: %s', coalesce(nullif(v_problem.instance_path, ''), 'the schema'), v_problem.message),
        hint = 'Give JSON Schema 2020-12, or the short form {"field": "type"}.',
        column = v_field;
    end if;
  end loop;
  return new;
end;
$$;

comment on function specql_service.tg_tb_operation__schemas_are_valid() is
  'Before insert, or update of a schema: SG140 where app.check_json_schema() has something to say. Registered '
  'types can be referred to by their names.';

create or replace trigger tr_100_schemas_are_valid
  before insert or update of input_schema, output_schema on specql_service.tb_operation
  for each row execute function specql_service.tg_tb_operation__schemas_are_valid();

comment on trigger tr_100_schemas_are_valid on specql_service.tb_operation is
  'Refuses an input or output that is no JSON Schema.';
