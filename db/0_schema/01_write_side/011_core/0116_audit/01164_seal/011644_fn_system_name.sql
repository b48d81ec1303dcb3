-- 011644  specql_audit.system_name()
-- Which server's transaction numbers these are.

create or replace function specql_audit.system_name()
  returns text
  language sql
  stable
as $$
  select c.system_identifier::text from pg_catalog.pg_control_system() as c;
$$;

comment on function specql_audit.system_name() is
  'The identifier that initdb gave the server. Replicas and physical copies share it, and go on counting transactions; a '
  'restored dump does neither.';
