-- 011A43  specql_cutover.service_key()
-- How the legacy file names a service.

create or replace function specql_cutover.service_key(service_name text, legacy jsonb)
  returns text
  language plpgsql
  immutable
as $$
begin
  return case when btrim(legacy #>> '{entry,name}') = service_name then legacy #>> '{entry,name}' else service_name end;
end;
$$;

comment on function specql_cutover.service_key(text, jsonb) is 'Row key of the table services: the name as the file writes it.';
