-- 011242  specql_pattern.extension_schema()
-- Where an extension lies: its administrator chose the schema, and may move it.

create or replace function specql_pattern.extension_schema(extension_name name)
  returns name
  language sql
  stable
as $$
  select n.nspname
  from pg_catalog.pg_extension as e
  join pg_catalog.pg_namespace as n on n.oid = e.extnamespace
  where e.extname = extension_name;
$$;

comment on function specql_pattern.extension_schema(name) is
  'The schema of an extension. Statements that use its types or operators are made with format(''%I''): no '
  'search_path could name the schema beforehand.';
