-- 011364  specql_service.schema_fields()
-- Names of the fields that a service's operations take and give.

create or replace function specql_service.schema_fields(service bigint)
  returns table (operation_name text, field text)
  language sql
  stable
as $$
  select distinct o.operation_name, f.field
  from specql_service.tb_operation as o
    cross join lateral (values (o.input_json_schema), (o.output_json_schema)) as s (given)
    cross join lateral (
      select k #>> '{}' as field
      from jsonb_path_query(s.given, 'lax $.**.properties ? (@.type() == "object").keyvalue().key') as k
    ) as f
  where o.fk_service = service;
$$;

comment on function specql_service.schema_fields(bigint) is
  'Each property name of the input and output schemas, at any depth, with its operation.';
