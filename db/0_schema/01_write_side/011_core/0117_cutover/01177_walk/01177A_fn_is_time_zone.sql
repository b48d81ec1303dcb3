-- 01177A  specql_cutover.is_time_zone()
-- Whether PostgreSQL knows a time zone by this name.

create or replace function specql_cutover.is_time_zone(name text)
  returns boolean
  language plpgsql
  stable
as $$
begin
  -- The view pg_timezone_names reads every zone's file, which takes longer than a small import.
  perform now() at time zone name;
  -- POSIX strings such as X5 are zones to PostgreSQL, and hide a mistyped name.
  return name ~ '^[A-Za-z_]+(/[A-Za-z0-9_+-]+)*$';
exception when invalid_parameter_value then
  return false;
end;
$$;

comment on function specql_cutover.is_time_zone(text) is
  'True for a name of the IANA database (Europe/Paris, UTC), false for anything else, POSIX specifications included.';
