-- 011762  specql_cutover.service_values()
-- The columns of a service, read from its definition.

create or replace function specql_cutover.service_values(entry jsonb)
  returns jsonb
  language sql
  immutable
as $$
  select jsonb_build_object(
    'domain_name', specql_cutover.text_of(entry, 'domain'),
    'database_name', specql_cutover.text_of(entry, 'database'),
    'schema_names', specql_cutover.texts_of(entry, 'schemas'),
    'service_type', specql_cutover.text_of(entry, 'type'),
    'category', specql_cutover.text_of(entry, 'category'),
    'execution_type', coalesce(nullif(specql_cutover.text_of(entry, 'execution_type'), ''), 'http'),
    'runner_config', entry -> 'runner_config',
    'security_policy', entry -> 'security_policy'
  );
$$;

comment on function specql_cutover.service_values(jsonb) is
  'The values by column name; execution_type is http where the definition says nothing. SG116: a value has the wrong form.';
