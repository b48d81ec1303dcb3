-- 001F24  common.current_principal_kind()
-- Whether a human or a machine acts.
-- No search_path of its own, so that the planner puts it in line; every name is qualified instead.

create or replace function common.current_principal_kind()
  returns text
  language sql
  stable
as $$
  select case when common.current_role_name() = 'specql_agent' then 'agent' else 'human' end;
$$;

comment on function common.current_principal_kind() is
  '''agent'' where the role in force is specql_agent, else ''human''.';

grant execute on function common.current_principal_kind() to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
