-- 001F23  common.current_role_name()
-- The role in force, seen through security definer functions.
-- No search_path of its own, so that the planner puts it in line; every name is qualified instead.

create or replace function common.current_role_name()
  returns text
  language sql
  stable
as $$
  select coalesce(nullif(pg_catalog.current_setting('role', true), 'none'), session_user::text);
$$;

comment on function common.current_role_name() is
  'The role that SET ROLE put in force, else the login. Inside a definer function current_user is the '
  'owner, which says nothing about the caller.';

grant execute on function common.current_role_name() to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
