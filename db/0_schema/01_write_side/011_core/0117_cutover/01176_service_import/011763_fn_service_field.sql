-- 011763  specql_cutover.service_field()
-- What a service's column is called in its definition.

create or replace function specql_cutover.service_field(column_name text)
  returns text
  language sql
  immutable
as $$
  select case column_name
    when 'domain_name' then 'domain' when 'database_name' then 'database' when 'schema_names' then 'schemas'
    when 'service_type' then 'type' else column_name
  end;
$$;

comment on function specql_cutover.service_field(text) is 'The key of the definition that a column of tb_service holds.';
