-- 0114B2  specql_governance.registry_facts()
-- What SpecQL itself knows of a change: domain, types, and services that depend on what it touches.

create or replace function specql_governance.registry_facts(operations jsonb, context jsonb)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_domain record;
  v_facts  jsonb := '{}';
  v_types  jsonb;
begin
  if context ->> 'domain' is not null then
    select d.domain_number, d.domain_name, d.multi_tenant
    into v_domain
    from specql_registry.tb_domain as d
    where d.pk_domain = specql_registry.domain_pk(left(context ->> 'domain', 200));
    if found then
      v_facts := jsonb_build_object('domain', jsonb_build_object(
        'number', v_domain.domain_number, 'name', v_domain.domain_name, 'multi_tenant', v_domain.multi_tenant));
    end if;
  end if;

  -- Services are asked only about what could break them.
  if jsonb_path_exists(operations, '$[*].op ? (@ == "drop_table" || @ == "drop_column" || @ == "rename_table" || @ == "rename_column"
    || @ == "alter_column_type" || @ == "set_schema" || @ == "drop_schema")')
  then
    v_facts := v_facts || jsonb_build_object('consumers', coalesce((
      select jsonb_agg(jsonb_build_object('service', s.service_name, 'owner', s.owner, 'reason', s.reason))
      from specql_service.affected_services(operations) as s
    ), '[]'));
  end if;

  -- Only a request's types are asked for: a file may use types that it makes itself.
  if context ->> 'profile' is distinct from 'request' then
    return v_facts;
  end if;
  select jsonb_object_agg(t.type, coalesce(specql_governance.type_problem(t.type), ''))
  into v_types
  from (
    select distinct c.value ->> 'type' as type
    from jsonb_path_query(operations, '$[*].columns[*]') as c (value)
    union
    select o.value -> 'column' ->> 'type' from jsonb_array_elements(operations) as o where o.value ->> 'op' = 'add_column'
    union
    select o.value ->> 'type' from jsonb_array_elements(operations) as o where o.value ->> 'op' = 'alter_column_type'
  ) as t
  where t.type is not null;
  return v_facts || jsonb_build_object('types', coalesce(v_types, '{}'));
end;
$$;

comment on function specql_governance.registry_facts(jsonb, jsonb) is
  'domain (number, name, multi_tenant) of context.domain; consumers, the services that a breaking change concerns; and types: what is '
  'wrong with each type of a request, empty where nothing is.';
