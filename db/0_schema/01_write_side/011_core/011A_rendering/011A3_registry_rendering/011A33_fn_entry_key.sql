-- 011A33  specql_cutover.entry_key()
-- How the legacy file names what stands below a subdomain.

create or replace function specql_cutover.entry_key(subdomain bigint, collection text, name text, legacy jsonb)
  returns text
  language sql
  stable
as $$
  select specql_cutover.subdomain_key(subdomain) || '.' || collection || '.'
    -- The file's own spelling, as long as the name is still that name.
    || case when common.name_key(legacy ->> 'key') = common.name_key(name) and btrim(legacy ->> 'key') = name
      then legacy ->> 'key' else name end;
$$;

comment on function specql_cutover.entry_key(bigint, text, text, jsonb) is
  'Row key of entities and read_entities: the subdomain''s key, the collection and the name.';
