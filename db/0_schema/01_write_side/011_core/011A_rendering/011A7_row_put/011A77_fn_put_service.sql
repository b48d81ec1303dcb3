-- 011A77  specql_cutover.put_service()
-- Takes one service of a services file.

create or replace function specql_cutover.put_service(row_key text, content jsonb)
  returns void
  language plpgsql
  volatile
as $$
declare
  c_fields  constant text[] := '{name,description,owner,domain,database,schemas,dependencies,type,category,runner_config,security_policy}';
  v_entry   jsonb := specql_cutover.checked_entry(content) - 'operations';
  v_service specql_service.tb_service;
  v_kept    jsonb;
  v_list    jsonb;
  v_name    text;
begin
  if common.name_key(content ->> 'name') is distinct from common.name_key(row_key) then
    raise exception using
      errcode = 'SG237',
      message = 'the key of a service is its name',
      detail = format('The key is %s, the name %s.', quote_literal(left(row_key, 63)), coalesce(quote_literal(left(content ->> 'name', 63)), 'missing')),
      hint = 'Remove the one and put the other.',
      column = 'row_key';
  end if;
  select s.* into v_service from specql_service.tb_service as s where common.name_key(s.service_name) = common.name_key(row_key);
  -- A value that is as it was stays what it was: in the file all of them are texts.
  v_kept := to_jsonb(v_service);
  v_entry := v_entry || coalesce((
    select jsonb_object_agg(f.field, case when specql_cutover.failsafe(v_kept -> f.field) = v_entry -> f.field
      then v_kept -> f.field else specql_cutover.typed(v_entry -> f.field) end)
    from unnest('{runner_config,security_policy}'::text[]) as f (field)
    where v_entry ? f.field), '{}');
  select coalesce(jsonb_agg(o.value || coalesce((
      select jsonb_object_agg(f.field, case when specql_cutover.failsafe(k.kept -> f.field) = o.value -> f.field
        then k.kept -> f.field else specql_cutover.typed(o.value -> f.field) end)
      from unnest('{input_schema,output_schema}'::text[]) as f (field)
      where o.value ? f.field), '{}') order by o.position), '[]')
  into v_list
  from jsonb_array_elements(coalesce(nullif(content -> 'operations', 'null'), '[]')) with ordinality as o (value, position)
    left join lateral (
      select to_jsonb(p) as kept from specql_service.tb_operation as p
      where p.fk_service = v_service.pk_service and common.name_key(p.operation_name) = common.name_key(o.value ->> 'name')
    ) as k on true;

  select s.service_name into strict v_name
  from app.register_service((
      -- What the row leaves out is emptied.
      select jsonb_object_agg(f.field, case when f.field in ('schemas', 'dependencies')
        then coalesce(nullif(nullif(v_entry -> f.field, 'null'), '""'), '[]') else coalesce(v_entry -> f.field, 'null') end)
      from unnest(c_fields) as f (field)
    )
    || jsonb_build_object('execution_type', coalesce(nullif(v_entry ->> 'execution_type', ''), 'http'))
    || jsonb_build_object('operations', (
      select coalesce(jsonb_agg(
        jsonb_build_object('name', o.value -> 'name', 'input_schema', o.value -> 'input_schema', 'output_schema', o.value -> 'output_schema')
        || jsonb_strip_nulls(jsonb_build_object(
          'timeout', specql_cutover.typed(o.value -> 'timeout'), 'max_retries', specql_cutover.typed(o.value -> 'max_retries')))
        order by o.position), '[]')
      from jsonb_array_elements(v_list) with ordinality as o (value, position)))
  ) as s;
  update specql_service.tb_service as s
  set legacy = jsonb_build_object('entry', v_entry)
  where s.service_name = v_name and s.legacy is distinct from jsonb_build_object('entry', v_entry);
  update specql_service.tb_operation as o
  set legacy = jsonb_build_object('entry', e.value)
  from specql_service.tb_service as s, jsonb_array_elements(v_list) as e (value)
  where s.service_name = v_name and o.fk_service = s.pk_service
    and common.name_key(o.operation_name) = common.name_key(e.value ->> 'name')
    and o.legacy is distinct from jsonb_build_object('entry', e.value);
end;
$$;

comment on function specql_cutover.put_service(text, jsonb) is
  'Registers or changes the service through app.register_service(), and keeps the row as the file''s. SG237: the key is not its name.';
