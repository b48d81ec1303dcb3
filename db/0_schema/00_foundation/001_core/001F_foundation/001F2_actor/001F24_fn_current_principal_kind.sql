-- 001F24  common.current_principal_kind()
-- Whether a human or a machine acts.
-- No search_path of its own, so that the planner puts it in line; every name is qualified instead.

create or replace function common.current_principal_kind()
  returns text
  language sql
  stable
as $$
  -- A superuser is a member of everything, and so of the owner.
  select case
    when pg_catalog.pg_has_role(common.current_role_name(), 'specql_agent', 'member')
      and not pg_catalog.pg_has_role(common.current_role_name(), 'specql_owner', 'member')
    then 'agent'
    -- A machine's login stays a machine whatever role it takes; only the gateway acts for many.
    when pg_catalog.pg_has_role(session_user, 'specql_agent', 'member')
      and not pg_catalog.pg_has_role(session_user, 'specql_owner', 'member')
      and not common.speaks_for_others()
    then 'agent'
    else 'human'
  end;
$$;

comment on function common.current_principal_kind() is
  '''agent'' where the role in force is specql_agent or a member of it, or the login is one and not the gateway; else '
  '''human''.';

grant execute on function common.current_principal_kind() to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
