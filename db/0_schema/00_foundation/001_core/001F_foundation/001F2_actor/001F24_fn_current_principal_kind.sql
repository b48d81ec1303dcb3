-- 001F24  common.current_principal_kind()
-- Whether a human or a machine acts.

create or replace function common.current_principal_kind()
  returns text
  language sql
  stable
  set search_path = pg_catalog, pg_temp
as $$
  select case when common.current_role_name() = 'specql_agent' then 'agent' else 'human' end;
$$;

comment on function common.current_principal_kind() is
  '''agent'' where the role in force is specql_agent, else ''human''.';

grant execute on function common.current_principal_kind() to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
