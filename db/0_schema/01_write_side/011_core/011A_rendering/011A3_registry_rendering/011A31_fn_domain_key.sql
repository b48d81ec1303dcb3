-- 011A31  specql_cutover.domain_key()
-- How the legacy file names a domain.

create or replace function specql_cutover.domain_key(domain_number text, legacy jsonb)
  returns text
  language sql
  immutable
as $$
  select 'domains.' || coalesce(legacy ->> 'key', domain_number);
$$;

comment on function specql_cutover.domain_key(text, jsonb) is 'Row key of the table domains: the key as the file writes it.';
