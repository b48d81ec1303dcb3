-- 011A41  specql_cutover.service_entry()
-- A service as its legacy file has it, with its operations.

create or replace function specql_cutover.service_entry(service specql_service.tb_service)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_raw    constant jsonb := coalesce(service.legacy -> 'entry', '{}');
  v_read   constant jsonb := specql_cutover.service_values(v_raw);
  v_now    constant jsonb := to_jsonb(service);
  v_file   constant text[] := specql_cutover.texts_of(v_raw, 'dependencies');
  v_needs  text[];
  v_entry  jsonb := specql_cutover.failsafe(v_raw);
  v_field  record;
  v_list   jsonb;
begin
  v_entry := specql_cutover.cell(v_entry, 'name', btrim(v_raw ->> 'name') is not distinct from service.service_name,
    to_jsonb(service.service_name));
  for v_field in select c.key as name, c.value, specql_cutover.service_field(c.key) as field from jsonb_each(v_read) as c loop
    v_entry := specql_cutover.cell(v_entry, v_field.field,
      (service.legacy is not null or v_field.name <> 'execution_type')
        and coalesce(v_now -> v_field.name, 'null') = coalesce(v_field.value, 'null'),
      specql_cutover.failsafe(v_now -> v_field.name));
  end loop;
  -- The import left these in the entry alone.
  v_entry := specql_cutover.cell(v_entry, 'description', service.description is null, to_jsonb(service.description));
  v_entry := specql_cutover.cell(v_entry, 'owner', service.owner is null, to_jsonb(service.owner));

  select coalesce(array_agg(n.service_name order by d.position, d.pk_dependency), '{}')
  into v_needs
  from specql_service.tb_dependency as d
    join specql_service.tb_service as n on n.pk_service = d.fk_needed_service
  where d.fk_service = service.pk_service;
  if array(select distinct common.name_key(f.name) from unnest(v_file) as f (name) order by 1)
    is distinct from array(select common.name_key(n.name) from unnest(v_needs) as n (name) order by 1)
  then
    v_entry := v_entry || jsonb_build_object('dependencies', v_needs);
  end if;

  select jsonb_agg(specql_cutover.operation_entry(o) order by o.position, o.pk_operation)
  into v_list
  from specql_service.tb_operation as o
  where o.fk_service = service.pk_service;
  return v_entry || case when v_list is null then '{}' else jsonb_build_object('operations', v_list) end;
end;
$$;

comment on function specql_cutover.service_entry(specql_service.tb_service) is
  'The entry of the file with what has changed since laid over it, every scalar a text. What a service uses of types and patterns is no '
  'part of the legacy format.';
