-- 011319  specql_service.write_service()
-- Makes a service, or changes what its definition speaks of.

create or replace function specql_service.write_service(definition jsonb)
  returns bigint
  language plpgsql
  volatile
as $$
declare
  v_name    constant text := common.checked_name(specql_service.text_field(definition, 'name', 63), 'name');
  v_type    constant text := coalesce(specql_service.text_field(definition, 'execution_type', 63), 'http');
  v_schemas constant text[] := array(
    select common.checked_name(e.name, 'schemas')
    from jsonb_array_elements_text(coalesce(nullif(definition -> 'schemas', 'null'), '[]')) with ordinality as e (name, position)
    order by e.position
  );
  v_old     specql_service.tb_service;
  v_new     specql_service.tb_service;
begin
  if v_type not in ('http', 'shell', 'docker', 'serverless') then
    raise exception using
      errcode = 'SG112',
      message = format('execution_type %s is not known', quote_literal(left(v_type, 40))),
      hint = 'It is http, shell, docker or serverless.',
      column = 'execution_type';
  end if;
  select s.* into v_old
  from specql_service.tb_service as s
  where common.name_key(s.service_name) = common.name_key(v_name)
  for no key update;

  v_new := v_old;
  v_new.retired_at := null;
  v_new.retired_reason := null;
  if v_old.pk_service is null or definition ? 'execution_type' then v_new.execution_type := v_type; end if;
  if v_old.pk_service is null or definition ? 'schemas' then v_new.schema_names := v_schemas; end if;
  if definition ? 'description' then v_new.description := specql_service.text_field(definition, 'description', 10000); end if;
  if definition ? 'owner' then v_new.owner := specql_service.text_field(definition, 'owner', 200); end if;
  if definition ? 'domain' then v_new.domain_name := specql_service.text_field(definition, 'domain', 63); end if;
  if definition ? 'database' then v_new.database_name := specql_service.text_field(definition, 'database', 63); end if;
  if definition ? 'type' then v_new.service_type := specql_service.text_field(definition, 'type', 63); end if;
  if definition ? 'category' then v_new.category := specql_service.text_field(definition, 'category', 63); end if;
  if definition ? 'runner_config' then v_new.runner_config := nullif(definition -> 'runner_config', 'null'); end if;
  if definition ? 'security_policy' then v_new.security_policy := nullif(definition -> 'security_policy', 'null'); end if;

  if v_old.pk_service is null then
    insert into specql_service.tb_service
      (service_name, description, owner, domain_name, database_name, schema_names, service_type, category, execution_type,
       runner_config, security_policy)
    values
      (v_name, v_new.description, v_new.owner, v_new.domain_name, v_new.database_name, v_new.schema_names, v_new.service_type,
       v_new.category, v_new.execution_type, v_new.runner_config, v_new.security_policy)
    on conflict (common.name_key(service_name)) do nothing
    returning pk_service into v_new.pk_service;
    if not found then
      return specql_service.write_service(definition); -- another session has just made it
    end if;
  elsif v_new is distinct from v_old then
    update specql_service.tb_service as s
    set description = v_new.description, owner = v_new.owner, domain_name = v_new.domain_name,
      database_name = v_new.database_name, schema_names = v_new.schema_names, service_type = v_new.service_type,
      category = v_new.category, execution_type = v_new.execution_type, runner_config = v_new.runner_config,
      security_policy = v_new.security_policy, retired_at = v_new.retired_at, retired_reason = v_new.retired_reason
    where s.pk_service = v_new.pk_service;
  end if;
  return v_new.pk_service;
end;
$$;

comment on function specql_service.write_service(jsonb) is
  'Makes the service where there is none of the name, and sets the columns whose keys the definition has; null empties '
  'one. A retired service is in use again. Returns its internal key.';
