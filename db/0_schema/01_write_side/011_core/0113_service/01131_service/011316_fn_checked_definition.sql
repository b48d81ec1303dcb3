-- 011316  specql_service.checked_definition()
-- A definition whose keys are known and whose lists are lists.

create or replace function specql_service.checked_definition(definition jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
begin
  if jsonb_typeof(definition) is distinct from 'object' then
    raise exception using
      errcode = 'SG112',
      message = 'the definition must be a JSON object',
      hint = 'Give {"name": …} and what the service is, one service at a time.',
      column = 'definition';
  end if;
  perform specql_service.refuse_unknown_key(definition, 'definition', array[
    'name', 'description', 'owner', 'domain', 'database', 'schemas', 'dependencies', 'uses', 'type', 'category',
    'execution_type', 'operations', 'runner_config', 'security_policy'
  ]);
  perform specql_service.refuse_no_list(definition, 'dependencies', 'string', 1000);
  perform specql_service.refuse_no_list(definition, 'schemas', 'string', 1000);
  perform specql_service.refuse_no_list(definition, 'operations', 'object', 1000);
  perform specql_service.refuse_no_list(definition, 'uses', 'object', 1000);
  return definition;
end;
$$;

comment on function specql_service.checked_definition(jsonb) is
  'The definition as it came. SG112: it is no object, has a key that nobody knows, or a list that is none. SG103: a list is too long.';
