-- 01175E  specql_cutover.import_row()
-- Imports one row of a registry file, whatever its kind.

create or replace function specql_cutover.import_row(
  run bigint, source_table text, key text, entry jsonb, ordinal integer, path text, line integer,
  parent bigint, context jsonb, zone text
)
  returns bigint
  language plpgsql
  volatile
as $$
begin
  if context ? 'types' then
    return specql_cutover.import_type_row(run, source_table, key, entry, ordinal, path, line, parent, context);
  end if;
  case source_table
  when 'domains' then
    return specql_cutover.import_domain(run, key, entry, path, line);
  when 'subdomains' then
    return specql_cutover.import_subdomain(run, parent, key, entry, path, line);
  when 'entities' then
    perform specql_cutover.import_entity(run, parent, key, entry, path, line, zone);
  when 'read_entities' then
    return specql_cutover.import_read_entity(run, parent, key, entry, ordinal, path, line, zone);
  when 'read_files' then
    perform specql_cutover.import_read_file(run, parent, entry, ordinal - 1, path, line);
  when 'services' then
    return specql_cutover.import_service(run, entry, ordinal, path, line);
  when 'operations' then
    perform specql_cutover.import_operation(run, parent, entry, ordinal, path, line);
  else
    perform specql_cutover.import_small(run, source_table, key, entry, ordinal, path, line, context);
  end case;
  return null;
end;
$$;

comment on function specql_cutover.import_row(
  bigint, text, text, jsonb, integer, text, integer, bigint, jsonb, text) is
  'Imports the row and notes it; returns the internal key that rows below it need. Raises what makes it a rejected one.';
