-- 011324  specql_service.write_operations()
-- Makes a service's operations what a list says.

create or replace function specql_service.write_operations(service bigint, operations jsonb)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_entry record;
  v_name  text;
  v_names text[] := '{}';
begin
  for v_entry in
    select e.value as entry, e.position::integer - 1 as position
    from jsonb_array_elements(operations) with ordinality as e (value, position)
    order by e.position
  loop
    perform specql_service.refuse_unknown_key(
      v_entry.entry, 'operation ' || v_entry.position + 1, array['name', 'input_schema', 'output_schema', 'timeout', 'max_retries']);
    v_name := common.checked_name(specql_service.text_field(v_entry.entry, 'name', 63), 'name');
    if common.name_key(v_name) = any (v_names) then
      raise exception using
        errcode = 'SG302', message = format('two operations have the name %s', quote_literal(v_name)), column = 'operations';
    end if;
    v_names := v_names || common.name_key(v_name);
    perform specql_service.refuse_empty_words(v_entry.entry, 'input_schema');
    perform specql_service.refuse_empty_words(v_entry.entry, 'output_schema');
    insert into specql_service.tb_operation as o
      (fk_service, operation_name, input_schema, output_schema, timeout_seconds, max_retries, position)
    values
      (service, v_name, nullif(v_entry.entry -> 'input_schema', 'null'), nullif(v_entry.entry -> 'output_schema', 'null'),
       specql_service.number_field(v_entry.entry, 'timeout', 30, 0.001, 86400),
       trunc(specql_service.number_field(v_entry.entry, 'max_retries', 3, 0, 1000)), v_entry.position)
    on conflict (fk_service, common.name_key(operation_name)) do update
    set input_schema = excluded.input_schema, output_schema = excluded.output_schema,
      timeout_seconds = excluded.timeout_seconds, max_retries = excluded.max_retries, position = excluded.position
    where (o.input_schema, o.output_schema, o.timeout_seconds, o.max_retries, o.position)
      is distinct from (excluded.input_schema, excluded.output_schema, excluded.timeout_seconds, excluded.max_retries, excluded.position);
  end loop;
  delete from specql_service.tb_operation as o
  where o.fk_service = service and common.name_key(o.operation_name) <> all (v_names);
end;
$$;

comment on function specql_service.write_operations(bigint, jsonb) is
  'Adds, changes and removes operations until the service has those of the list. timeout is in seconds, 30 where absent; '
  'max_retries is 3 where absent. SG302: a name stands twice.';
